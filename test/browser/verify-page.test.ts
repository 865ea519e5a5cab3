/** The verify page in a real browser: what it proves, what it names, and that no server learns of it (§9). */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSER_MISSING, browserPath, openPage, PHONE, startBrowser } from '../support/browser.ts'
import { capturedMail, fieldOf } from '../support/identity.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const LINK = 'The link is genuine; the mail is not verified yet'

describe.skipIf(browserPath === null)(`the verify page in a browser (${BROWSER_MISSING})`, () => {
  let app: TestServer
  let browser: Browser
  let mail: Buffer
  let link: string
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verify-page-'))
    app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
    browser = await startBrowser()
    // The page is where the tests find it; the mail names that address.
    app.context.publicUrl = app.url
    await app.context.database.write((writer) =>
      writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
    )
    const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
    const body = { to: 'ada@example.net', subject: 'Hello', markdown: 'One hundred euros, **Ada**.' }
    await app.call(app.made.keys.agent, 'POST', path, body)
    await app.drain()
    mail = (await capturedMail(app))[0] ?? Buffer.alloc(0)
    const { text } = await PostalMime.parse(mail)
    link = /Verify sender: (\S+)/.exec(text ?? '')?.[1] ?? ''
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const heading = (page: Page) => page.locator('#result h2')

  /** Opens the page, gives it a mail as a file, and returns the text of what it says. */
  async function given(content: Buffer): Promise<string> {
    const file = join(folder, 'mail.eml')
    await writeFile(file, content)
    const { page, context, strayRequests } = await openPage(browser, app.url)
    await page.goto(`${app.url}/verify`)
    await page.getByLabel('The mail as a file').setInputFiles(file)
    await heading(page).waitFor()
    const text = await page.locator('#result').textContent()
    expect(strayRequests).toEqual([])
    await context.close()
    return text ?? ''
  }

  it('says who answers for the mail behind the link in its footer, and sends the token nowhere', async () => {
    const { page, context, strayRequests } = await openPage(browser, app.url)
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
    expect(link).toContain(`${app.url}/verify#ey`)
    const reached: string[] = []
    app.context.log.info = ((fields: object) =>
      reached.push(JSON.stringify(fields))) as typeof app.context.log.info
    await page.goto(link)
    await expect.poll(() => heading(page).textContent()).toBe(LINK)
    const text = await page.locator('#result').textContent()
    expect(text).toContain(app.made.account.name)
    expect(text).toContain(app.made.mailbox.address)
    expect(text).toContain('no person reads its mail before it goes')
    expect(text).toContain('an AI agent')
    const token = link.split('#')[1] ?? ''
    expect(asked.filter((one) => one.replace(link, '').includes(token.slice(0, 40)))).toEqual([])
    expect(reached.length).toBeGreaterThan(0)
    expect(reached.join()).not.toContain(token.slice(0, 40))
    expect(strayRequests).toEqual([])
    await context.close()
  })

  it('confirms a mail that was chosen as a file, its text too', async () => {
    const text = await given(mail)
    expect(text).toContain('The mail is genuine')
    expect(text).toContain('nothing was changed')
    expect(text).toContain('No person had to approve this mail')
  })

  it('confirms a mail that was dropped', async () => {
    const { page, context } = await openPage(browser, app.url)
    await page.goto(`${app.url}/verify`)
    const source = JSON.stringify(mail.toString('latin1'))
    const transfer = await page.evaluateHandle(
      `(() => { const data = new DataTransfer(); data.items.add(new File([${source}], 'mail.eml')); return data })()`,
    )
    await page.dispatchEvent('main', 'drop', { dataTransfer: transfer })
    await expect.poll(() => heading(page).textContent()).toBe('The mail is genuine')
    await context.close()
  })

  it('confirms a header that was pasted, and a whole source', async () => {
    const { page, context } = await openPage(browser, app.url)
    await page.goto(`${app.url}/verify`)
    const source = mail.toString('latin1')
    for (const [text, title] of [
      [source.split('\r\n\r\n')[0] ?? '', 'The header is genuine'],
      [source, 'The mail is genuine'],
      [`X-MultiMail-Identity: ${fieldOf(mail, 'X-MultiMail-Identity')}`, LINK],
      [link, LINK],
    ] as const) {
      await page.getByLabel('Or its source').fill(text)
      await page.getByRole('button', { name: 'Verify' }).click()
      await expect.poll(() => heading(page).textContent()).toBe(title)
      await page.locator('#result').evaluate((one) => one.replaceChildren())
    }
    await context.close()
  })

  it.each([
    [
      'the text',
      'One hundred',
      'Two hundred',
      'The body, text or attachments, is not the one that was sent.',
    ],
    ['the subject', 'Subject: Hello', 'Subject: Hallo', 'A field of the header was changed'],
    ['the sender', 'From: agent', 'From: boss', 'The claim "mailbox" is'],
    ['the recipient', 'example.net', 'example.com', 'The domains of the recipients'],
    ['the statement', 'X-MultiMail-Identity: eyJ', 'X-MultiMail-Identity: eyK', 'cannot be read'],
  ])('names it when %s was changed', async (_what, from, to, problem) => {
    const changed = mail.toString('latin1').replaceAll(from, to)
    expect(changed).not.toBe(mail.toString('latin1'))
    const text = await given(Buffer.from(changed, 'latin1'))
    expect(text).toContain('Not confirmed')
    expect(text).toContain(problem)
  })

  it('names a claim in the link that was changed, and shows it as a claim only', async () => {
    const [text = '', signature = ''] = (link.split('#')[1] ?? '').split('.')
    const claims = JSON.parse(Buffer.from(text, 'base64url').toString())
    const forged = {
      ...claims,
      operator: '<img src=x onerror=alert(1)>\u202eknaB',
      service: 'https://other.example',
    }
    const { page, context, dialogs } = await openPage(browser, app.url)
    await page.goto(
      `${app.url}/verify#${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${signature}`,
    )
    await expect.poll(() => heading(page).textContent()).toBe('Not confirmed')
    const said = await page.locator('#result').textContent()
    expect(said).toContain('None of the keys made this signature')
    expect(said).toContain('names another server, https://other.example')
    expect(said).toContain('It claims, unproved:')
    expect(said).not.toContain('\u202e')
    expect(dialogs).toEqual([])
    await context.close()
  })

  it('says what to do by hand where there is no JavaScript', async () => {
    const { page, context } = await openPage(browser, app.url, { javaScriptEnabled: false })
    await page.goto(link)
    const text = await page.locator('body').textContent()
    expect(text).toContain('needs JavaScript')
    expect(text).toContain(`npx multimail verify mail.eml --keys ${app.url}`)
    expect(await page.getByRole('button', { name: 'Verify' }).isVisible()).toBe(false)
    await context.close()
  })

  it('runs nothing but its own script, and nothing inline', async () => {
    const answer = await fetch(`${app.url}/verify`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(await answer.text()).not.toMatch(/<script(?! src="verify\/script\.js" defer>)/)
  })

  it('is usable on a phone, by keyboard and read aloud', async () => {
    const { page, context } = await openPage(browser, app.url, { ...PHONE, colorScheme: 'dark' })
    await page.goto(link)
    await heading(page).waitFor()
    expect((await page.locator('body').boundingBox())?.width).toBeLessThanOrEqual(390)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await page.locator('#result').getAttribute('aria-live')).toBe('polite')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2')
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    expect((await page.getByRole('button', { name: 'Verify' }).boundingBox())?.height).toBeGreaterThanOrEqual(
      44,
    )
    await context.close()
  })
})
