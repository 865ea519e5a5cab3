/** The hosted page in a real browser: hostile mail is harmless, and a phone or keyboard is enough (§7). */

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSER_MISSING, browserPath, openPage, PHONE, startBrowser } from '../support/browser.ts'
import { noticesOf } from '../support/notices.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '[click](javascript:alert(3)) ![p](https://evil.example/pixel.png)',
  '<svg onload=alert(4)><style>*{background:url(https://evil.example/css)}</style></svg>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/meta"><base href="https://evil.example/">',
  '<form action="https://evil.example/form"><input name="card"><button>Approve</button></form>',
  '</iframe></section></main><script>alert(5)</script>',
  '[Approve](https://evil.example/approve) \u202egpj.exe\u202c \u200b\u2066',
  'x'.repeat(100_000),
].join('\n\n')

describe.skipIf(browserPath === null)(`the page in a browser (${BROWSER_MISSING})`, () => {
  let app: TestServer
  let browser: Browser

  beforeAll(async () => {
    app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
    browser = await startBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function waiting(body: object): Promise<{ id: string; url: string }> {
    app.context.clock.advance(120_000)
    const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
    const mail = { to: 'ada@example.net', subject: 'Hello', markdown: 'Hello.', ...body }
    const answer = await app.call(app.made.keys.agent, 'POST', path, mail)
    const [notice] = await noticesOf(app)
    return { id: String(answer.body.id), url: `${app.url}/v1/approve/${notice?.tokens[0]}` }
  }

  const statusOf = async (id: string) =>
    (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body.status

  it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
    'renders a hostile mail harmlessly ($javaScriptEnabled: scripts)',
    async ({ javaScriptEnabled }) => {
      const { id, url } = await waiting({
        markdown: `${HOSTILE}\n\n${javaScriptEnabled}`,
        subject: `"><script>alert(6)</script> \u202etxt.exe`,
        attachments: [{ name: '"><img src=x onerror=alert(7)>.html', content_base64: 'PHNjcmlwdD4=' }],
      })
      const { page, strayRequests, dialogs, context } = await openPage(browser, app.url, {
        javaScriptEnabled,
      })
      await page.goto(url)
      const frame = page.frameLocator('iframe')
      await frame.getByText('<script>alert(1)</script>').waitFor()
      // Nothing inside the frame leads anywhere.
      expect(await frame.getByRole('link').count()).toBe(0)
      await frame.getByText('Approve', { exact: true }).last().click()
      await page.getByText('Header fields').click()
      await page.getByText('Text', { exact: true }).click()
      expect(page.url()).toBe(url)
      expect(strayRequests).toEqual([])
      expect(dialogs).toEqual([])
      const active = await frame
        .locator('script, img, form, meta[http-equiv], base')
        .evaluateAll((all) => all.map((one) => one.outerHTML))
      expect(active).toEqual([])
      await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toContain('U+202E')
      expect(await statusOf(id)).toBe('pending_send_approval')
      await context.close()
    },
  )

  it('is read and decided on a phone, without scripts, in the dark', async () => {
    const { id, url } = await waiting({ subject: 'On the phone' })
    const options = { ...PHONE, javaScriptEnabled: false, colorScheme: 'dark' } as const
    const { page, context } = await openPage(browser, app.url, options)
    await page.goto(url)
    const width = await page.locator('body').boundingBox()
    expect(width?.width).toBeLessThanOrEqual(390)
    for (const name of ['Approve', 'Reject']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox()
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
    await page.getByLabel(/Reason/).fill('Read on the train.')
    await page.getByRole('button', { name: 'Approve', exact: true }).tap()
    await page.getByRole('heading', { name: 'You approved this mail' }).waitFor()
    await app.drain()
    expect(await statusOf(id)).toBe('sent')
    await context.close()
  })

  it('is decided with the keyboard alone', async () => {
    const { id, url } = await waiting({ subject: 'By keyboard' })
    const { page, context } = await openPage(browser, app.url)
    await page.goto(url)
    await page.getByLabel(/Reason/).focus()
    await page.keyboard.type('No.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.getByRole('heading', { name: 'You rejected this mail' }).waitFor()
    expect(await statusOf(id)).toBe('rejected')
    await context.close()
  })

  it('has the landmarks and names that a screen reader needs', async () => {
    const { url } = await waiting({ subject: 'Read aloud' })
    const { page, context } = await openPage(browser, app.url)
    await page.goto(url)
    expect(await page.getByRole('main').count()).toBe(1)
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('iframe').getAttribute('title')).toBe('The mail as it will look')
    await page.getByText('Edit before approving').click()
    for (const label of ['To', 'Cc', 'Bcc', 'Subject', 'Text (markdown)'])
      expect(await page.getByLabel(label, { exact: true }).count()).toBe(1)
    await context.close()
  })
})
