/** A real browser, as people have one: Debian's Chromium, driven by playwright-core. */

import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'

const PATHS = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where the browser is; null on a machine without one. */
export const browserPath = PATHS.find((path) => path !== '' && existsSync(path)) ?? null

/** What to install where it is missing. */
export const BROWSER_MISSING =
  'needs Chromium (Debian: apt-get install chromium, or set CHROMIUM to its path)'

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  })
}

/** A page, with every request it makes to anywhere but `origin`, every dialog and every error of its scripts. */
export interface WatchedPage {
  readonly context: BrowserContext
  readonly page: Page
  readonly strayRequests: string[]
  readonly dialogs: string[]
}

export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const strayRequests: string[] = []
  const dialogs: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('about:') && !url.startsWith('data:'))
      strayRequests.push(url)
  })
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    dialog.dismiss().catch(() => {})
  })
  return { context, page, strayRequests, dialogs }
}

/** A phone as it is held. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}
