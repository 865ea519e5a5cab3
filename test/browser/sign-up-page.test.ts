import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BROWSER_MISSING, browserPath, openPage, PHONE, startBrowser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { mailTo } from '../support/sign-up.ts'

describe.skipIf(browserPath === null)(`the sign-up page (${BROWSER_MISSING})`, () => {
  let browser: Browser
  let app: TestServer

  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    app = await startTestServer({ settings: { MULTIMAIL_SIGNUP: 'open', MULTIMAIL_ROLES: 'http' } })
  })
  afterEach(() => app.stop())

  it('brings a person with a phone from the form to the key', async () => {
    const { context, page, strayRequests, dialogs } = await openPage(browser, app.url, PHONE)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    await page.goto(`${app.url}/sign-up`)
    await page.getByLabel('Your name').fill('Acme GmbH')
    await page.getByLabel('Your mail address').fill('ada@acme.example')
    await page.getByLabel('Name of the mailbox').fill('acme')
    await page.getByLabel('Name of the mailbox').blur()
    await page.getByText('Yours would be acme@multimail.localhost.').waitFor()
    for (const words of ['I accept the terms', 'I answer for what', 'No mail to people'])
      await page.getByLabel(words).check()
    await page.getByRole('button', { name: 'Ask for an account' }).click()
    await page.getByText('A mail is on its way to you').waitFor()

    const [mail] = await mailTo(app, 'ada@acme.example')
    const link = /(http:\/\/\S+\/confirm\?code=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
    await page.goto(link)
    await page.getByRole('button', { name: 'Make the account' }).click()
    const key = (await page.locator('#key').textContent()) ?? ''
    expect(key).toMatch(/^mm_live_/)
    const { body } = await app.call(key, 'GET', '/v1/account')
    expect(body).toMatchObject({ slug: 'acme', oversight_email: 'ada@acme.example' })
    expect([...faults, ...strayRequests, ...dialogs]).toEqual([])
    await context.close()
  })

  it('says without JavaScript that it needs it, and why', async () => {
    const { context, page } = await openPage(browser, app.url, { javaScriptEnabled: false })
    await page.goto(`${app.url}/sign-up`)
    expect(await page.getByText('This form needs JavaScript').isVisible()).toBe(true)
    expect(await page.getByRole('button').count()).toBe(0)
    await context.close()
  })

  it('shows no key to whoever only opens the link, as scanners do', async () => {
    const before = await app.context.database.reader.selectFrom('accounts').select('id').execute()
    const { context, page } = await openPage(browser, app.url)
    await page.goto(`${app.url}/confirm?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E`)
    expect(await page.getByLabel('Code from the mail').inputValue()).toBe('"><script>alert(1)</script>')
    const after = await app.context.database.reader.selectFrom('accounts').select('id').execute()
    expect(after).toEqual(before)
    await context.close()
  })
})
