/** The console with a long queue, in a real browser: how soon something can be decided, and how it feels to go through it. */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { browserPath, startBrowser } from '../test/support/browser.ts'
import type { Place } from './databases.ts'
import { post } from './http-load.ts'
import { median, percentile, progress } from './measure.ts'
import type { Benchmark } from './plan.ts'
import { BIN, SETTINGS, setupOf, startOurs } from './server.ts'
import { bodies } from './texts.ts'

/** Mails that are opened, and seconds of scrolling. */
const OPENED = 40
const SCROLLED_MS = 3_000

/** A phone on a slow connection: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms there and back. */
const SLOW = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000, offline: false }
const SLOWER = 4

export const consoleQueue: Benchmark = {
  name: 'console',
  about: 'the web console with 10,000 held mails: first approval on a slow phone, opening, scrolling',
  perDatabase: true,
  async run(plan, database) {
    if (browserPath === null) return progress('console: skipped, because there is no Chromium')
    const place = await database.place(plan.folder)
    const server = await startOurs(plan, place, `console-${database.name}`, { MULTIMAIL_REVIEW_MAIL: 'off' })
    const { mailbox, keys } = setupOf(server)
    progress(`console: ${plan.sizes.queue} held mails on ${database.name}`)
    const target = {
      url: server.url,
      key: keys.agent,
      path: `/v1/mailboxes/${mailbox.id}/send`,
      body: bodies(),
    }
    await post({ ...target, status: 202 }, 16, { count: plan.sizes.queue })
    const chromium = await startBrowser()
    const figure = { database: database.name, ratio: null, floor: null, p50_ms: null, p99_ms: null }
    try {
      const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } })
      const page = await context.newPage()
      await page.goto(await signInLink(place, server.url))
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      const opened = await openEach(page, Math.min(OPENED, plan.sizes.queue - 2))
      const times = { p50_ms: percentile(opened, 0.5), p99_ms: percentile(opened, 0.99) }
      plan.report({ ...figure, ...times, name: 'console.open', value: median(opened), unit: 'ms' }, '<=100')
      plan.report({
        ...figure,
        name: 'console.scroll',
        value: await framesWhileScrolling(page),
        unit: 'frames/s',
      })
      const first = await firstApproval(page, server.url)
      plan.report({ ...figure, name: 'console.first', value: first, unit: 'ms' }, '<=1000')
    } finally {
      await chromium.close()
      await server.child.stop()
      await place.dispose()
    }
  },
}

async function signInLink(place: Place, url: string): Promise<string> {
  const env = { PATH: process.env.PATH ?? '', ...SETTINGS, ...place.settings, MULTIMAIL_PUBLIC_URL: url }
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, 'sign-in', '--json'], { env })
  return (JSON.parse(stdout) as { readonly url: string }).url
}

/** Goes from mail to mail; how long each took to be there, in ms, measured in the page. */
async function openEach(page: Page, mails: number): Promise<number[]> {
  const times: number[] = []
  for (let count = 0; count < mails; count++) {
    times.push(
      await page.evaluate(async () => {
        const { document, requestAnimationFrame, KeyboardEvent } = globalThis as unknown as BrowserGlobals
        const shown = () => document.querySelector('article')?.getAttribute('aria-label')
        const before = shown()
        const started = performance.now()
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
        while (shown() === before && performance.now() - started < 5_000)
          await new Promise((resolve) => requestAnimationFrame(resolve))
        return performance.now() - started
      }),
    )
  }
  return times
}

/** Frames drawn in a second while the queue is scrolled without a stop. */
async function framesWhileScrolling(page: Page): Promise<number> {
  return page.evaluate(async (ms) => {
    const { document, requestAnimationFrame } = globalThis as unknown as BrowserGlobals
    const list = document.querySelector('[role=group]')
    const started = performance.now()
    let frames = 0
    while (performance.now() - started < ms) {
      if (list !== null) list.scrollTop += 90
      await new Promise((resolve) => requestAnimationFrame(resolve))
      frames++
    }
    return (1_000 * frames) / (performance.now() - started)
  }, SCROLLED_MS)
}

/** From asking for the page, with nothing in the browser's cache, to the first mail that can be decided, in ms. */
async function firstApproval(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Network.emulateNetworkConditions', SLOW)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const started = performance.now()
  await page.goto(`${url}/approvals`, { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  return performance.now() - started
}

/** What of a browser the functions above use there. */
interface BrowserGlobals {
  readonly document: {
    readonly body: { dispatchEvent(event: object): void }
    querySelector(selector: string): { getAttribute(name: string): string | null; scrollTop: number } | null
  }
  readonly requestAnimationFrame: (callback: (time: number) => void) => void
  readonly KeyboardEvent: new (type: string, init: object) => object
}
