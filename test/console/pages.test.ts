/** Every page of the console: reachable, readable by everybody, harmless with hostile mail, and small. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser as Chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSER_MISSING, browserPath, startBrowser } from '../support/browser.ts'
import { operatorEmail, Browser as Person } from '../support/console.ts'
import { openConsole, violationsOf } from '../support/console-page.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const DIST = fileURLToPath(new URL('../../console/dist/', import.meta.url))
const isBuilt = existsSync(`${DIST}index.html`)
const missing = browserPath === null ? BROWSER_MISSING : isBuilt ? null : 'needs `npm run build:console`'

const HOSTILE = `<h1 onclick="x()">Hello</h1><script>parent.document.title='owned'</script>
<img src="https://tracker.example/pixel.png"><img src=x onerror="alert(1)"><svg onload=alert(2)></svg>
<p style="background:url(https://tracker.example/css)">Text</p><a href="javascript:alert(3)">click</a>
<a href="https://phish.example/login">bank</a><form action="https://evil.example"><input name=card><button>Go</button></form>
<iframe src="https://evil.example"></iframe><style>@import url(https://evil.example/a.css);body{display:none}</style>
<meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example/"></body></html>`

const PAGES = [
  ['/approvals', 'Offer'],
  ['/mail/inbox', 'Inbox'],
  ['/mail/sent', 'Offer'],
  ['/setup/guide', 'First steps'],
  ['/setup/mailboxes', 'Trust ladder'],
  ['/setup/keys', 'A new key'],
  ['/setup/webhooks', 'A new webhook'],
  ['/setup/domains', 'A new domain'],
  ['/setup/suppression', 'Nobody is suppressed'],
  ['/setup/people', 'Invite somebody'],
  ['/setup/account', 'Who answers for the mail'],
  ['/setup/you', 'Passkeys'],
  ['/activity', 'The last 30 days'],
] as const

describe.skipIf(missing !== null)(`the console${missing === null ? '' : ` (${missing})`}`, () => {
  let app: TestServer
  let chromium: Chromium
  let owner: Person

  beforeAll(async () => {
    app = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: 'off' } })
    chromium = await startBrowser()
    owner = await Person.signIn(app, await operatorEmail(app))
    const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
    const mail = { to: ['ada@example.com'], subject: 'Offer', markdown: 'An offer.' }
    await app.call(app.made.keys.agent, 'POST', path, mail)
    const arrival = {
      mailbox_id: app.made.mailbox.id,
      from: 'eve@evil.example',
      subject: 'Hostile',
      html: HOSTILE,
    }
    await app.call(app.made.keys.test_agent, 'POST', '/v1/test/inbound', arrival)
  })
  afterAll(async () => {
    await chromium?.close()
    await app?.stop()
  })

  const looks = [
    { name: 'light, on a desktop', options: { colorScheme: 'light' } },
    { name: 'dark, on a phone', options: { colorScheme: 'dark', viewport: { width: 360, height: 740 } } },
  ] as const
  describe.each(looks)('$name', ({ options }) => {
    it.each(PAGES)('%s can be used by everybody', async (path, words) => {
      const opened = await openConsole(chromium, app, owner, path, { ...options, bypassCSP: true })
      await opened.page.getByText(words).first().waitFor()
      expect(await violationsOf(opened.page)).toEqual([])
      expect(await opened.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(opened.complaints).toEqual([])
      expect(opened.strayRequests).toEqual([])
      await opened.context.close()
    })
  })

  it('shows hostile mail without running, loading or leading to anything', async () => {
    const opened = await openConsole(chromium, app, owner, '/approvals')
    const { page } = opened
    await page.getByRole('radio', { name: 'Test' }).check({ force: true })
    await page.getByText('Test environment').waitFor()
    await page.getByRole('link', { name: 'Mail' }).click()
    await page.getByRole('link', { name: /Hostile/ }).click()
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Hello' }).waitFor()
    expect(
      await frame
        .locator('script, form, input, iframe, svg, base, meta[http-equiv], [onclick], a[href]')
        .count(),
    ).toBe(0)
    expect(await frame.locator('img[src]').count()).toBe(0)
    expect(opened.strayRequests).toEqual([])
    expect(opened.dialogs).toEqual([])
    expect(opened.complaints).toEqual([])
    expect(await page.title()).toBe('MultiMail')
    await page.getByRole('button', { name: 'Deliver it again' }).click()
    await expect.poll(() => page.getByRole('link', { name: /Hostile/ }).count()).toBe(2)
    await opened.context.close()
  })

  it('keeps the environments apart', async () => {
    const { page, context } = await openConsole(chromium, app, owner, '/mail/inbox')
    await page.getByText('No mail here').waitFor()
    await page.getByRole('radio', { name: 'Test' }).check({ force: true })
    await page
      .getByRole('link', { name: /Hostile/ })
      .first()
      .waitFor()
    await page.reload()
    await page.getByText('Test environment').waitFor()
    await page
      .getByRole('link', { name: /Hostile/ })
      .first()
      .waitFor()
    await context.close()
  })

  it('lets the owner pause everything from anywhere, and go on', async () => {
    const { page, context } = await openConsole(chromium, app, owner, '/setup/keys')
    await page.getByRole('button', { name: 'Pause' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('Something is odd')
    await dialog.getByRole('button', { name: 'Pause all sending' }).click()
    await page.getByText('Sending is paused.').waitFor()
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/account')
    expect(body).toMatchObject({ paused: true, paused_reason: 'Something is odd' })
    await page.getByRole('button', { name: 'Resume sending' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resume sending' }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await context.close()
  })

  it('gives a key once, and lets the owner climb the ladder', async () => {
    const { page, context } = await openConsole(chromium, app, owner, '/setup/keys')
    await page.getByLabel('Name').fill('scenario')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByText(/^mm_live_\S{20,}$/).waitFor()
    await page.getByRole('link', { name: 'Mailboxes' }).click()
    await page.getByText('Trust ladder').click()
    await page.getByRole('button', { name: 'Choose monitored' }).click()
    await expect
      .poll(
        async () =>
          (await app.call(app.made.keys.agent, 'GET', '/v1/mailboxes')).body.mailboxes?.[0]?.oversight_mode,
      )
      .toBe('monitored')
    await context.close()
  })
})

describe('what is loaded first', () => {
  it.skipIf(!isBuilt)('is at most 200 KB of JavaScript, compressed', () => {
    const page = readFileSync(`${DIST}index.html`, 'utf8')
    const first = [...page.matchAll(/"\/(console\/[^"]+\.js)"/g)].map(([, name]) => name ?? '')
    expect(first.length).toBeGreaterThan(0)
    const sizes = first.map((name) => gzipSync(readFileSync(`${DIST}${name}`)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200 * 1024)
    // All of it, pages that are loaded later included.
    const all = readdirSync(`${DIST}console`).filter((name) => name.endsWith('.js'))
    expect(all.length).toBeGreaterThan(first.length)
  })
})
