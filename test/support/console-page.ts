/** The console in a real browser: signed in, and watched for whatever it should not do. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Browser as Chromium, Page } from 'playwright-core'
import { openPage, type WatchedPage } from './browser.ts'
import type { Browser as Person } from './console.ts'
import type { TestServer } from './server.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface ConsolePage extends WatchedPage {
  /** What the page complained of: errors of scripts, and refusals by its own policy. */
  readonly complaints: string[]
}

/** Opens a page of the console as a person who is signed in already, or not. */
export async function openConsole(
  chromium: Chromium,
  app: TestServer,
  person: Person,
  path: string,
  options: BrowserContextOptions = {},
): Promise<ConsolePage> {
  const watched = await openPage(chromium, app.url, options)
  const [name = '', value = ''] = person.cookie.split('=')
  if (name !== '')
    await watched.context.addCookies([{ name, value, url: app.url, httpOnly: true, sameSite: 'Strict' }])
  const complaints: string[] = []
  watched.page.on('pageerror', (error) => complaints.push(error.message))
  watched.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await watched.page.goto(`${app.url}${path}`)
  return { ...watched, complaints }
}

/** What axe finds against WCAG 2.2 AA; the page must have been opened with `bypassCSP`. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
      }
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await axe.run({ runOnly: tags })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  })
}
