/** Deciding in the console, as people do it: by keyboard, by phone, together with others. */

import { existsSync } from 'node:fs'
import type { Browser as Chromium } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BROWSER_MISSING, browserPath, startBrowser } from '../support/browser.ts'
import { operatorEmail, Browser as Person } from '../support/console.ts'
import { type ConsolePage, openConsole } from '../support/console-page.ts'
import { noticesOf } from '../support/notices.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

const isBuilt = existsSync(new URL('../../console/dist/index.html', import.meta.url))
const missing = browserPath === null ? BROWSER_MISSING : isBuilt ? null : 'needs `npm run build:console`'

describe.skipIf(missing !== null)(`the queue${missing === null ? '' : ` (${missing})`}`, () => {
  let app: TestServer
  let chromium: Chromium
  let owner: Person
  let number = 0

  beforeAll(async () => {
    app = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: 'off', MULTIMAIL_REVIEW_MAIL: 'off' } })
    chromium = await startBrowser()
    owner = await Person.signIn(app, await operatorEmail(app))
  })
  afterAll(async () => {
    await chromium?.close()
    await app?.stop()
  })
  beforeEach(async () => {
    // Each finds an empty queue.
    const { body } = await app.call(app.made.keys.reviewer, 'GET', '/v1/oversight/pending?limit=100')
    for (const { id } of body.emails as unknown as Json[])
      await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
        email_id: id,
        action: 'reject',
      })
  })

  const send = async (subject: string): Promise<string> => {
    const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
    const mail = { to: [`ada${number++}@example.com`], subject, markdown: `Hello **Ada**, ${subject}.` }
    const { status, body } = await app.call(app.made.keys.agent, 'POST', path, mail)
    expect(status).toBe(202)
    return String(body.id)
  }
  const emailOf = async (id: string) => (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body
  const open = (options = {}) => openConsole(chromium, app, owner, '/approvals', options)
  const heading = ({ page }: ConsolePage, name: string) => page.getByRole('heading', { name, exact: true })

  it('shows who wants to say what to whom, and why to look twice', async () => {
    await send('First')
    const console = await open()
    await heading(console, 'First').waitFor()
    expect(await console.page.getByText('This mailbox has not written to').count()).toBe(1)
    const frame = console.page.frameLocator('iframe')
    expect(await frame.locator('strong').textContent()).toBe('Ada')
    expect(console.complaints).toEqual([])
    expect(console.strayRequests).toEqual([])
    await console.context.close()
  })

  it('shows new mail without a reload', async () => {
    const console = await open()
    await heading(console, 'Nothing waits for you').waitFor()
    await send('Just now')
    await heading(console, 'Just now').waitFor()
    await console.context.close()
  })

  it('keeps what is looked at where it is when more arrives', async () => {
    const id = await send('Looked at')
    const console = await open()
    await heading(console, 'Looked at').waitFor()
    await send('Arrived meanwhile')
    await console.page.getByText('Arrived meanwhile').first().waitFor()
    expect(await heading(console, 'Looked at').count()).toBe(1)
    await console.page.keyboard.press('a')
    await console.page.getByText('Approved. It leaves in a moment.').waitFor()
    expect((await emailOf(id)).status).toBe('scheduled')
    await console.context.close()
  })

  it('is decided by keyboard: next, approve, and taken back in time', async () => {
    const older = await send('Older')
    const newer = await send('Newer')
    const console = await open()
    await heading(console, 'Newer').waitFor()
    await console.page.keyboard.press('j')
    await heading(console, 'Older').waitFor()
    await console.page.keyboard.press('a')
    await heading(console, 'Newer').waitFor()
    await console.page.getByText('Approved. It leaves in a moment.').waitFor()
    expect((await emailOf(older)).status).toBe('scheduled')
    await console.page.keyboard.press('u')
    await console.page.getByText('Taken back. It waits again.').waitFor()
    expect((await emailOf(older)).status).toBe('pending_send_approval')
    expect((await emailOf(newer)).status).toBe('pending_send_approval')
    await console.context.close()
  })

  it('refuses with a reason that the agent reads', async () => {
    const id = await send('Too early')
    const console = await open()
    await heading(console, 'Too early').waitFor()
    await console.page.keyboard.press('r')
    const dialog = console.page.getByRole('dialog', { name: 'Reject' })
    await dialog.getByLabel('Reason').fill('Not before Monday')
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await heading(console, 'Nothing waits for you').waitFor()
    await console.page.getByText('Rejected. It will not go.').waitFor()
    expect(await emailOf(id)).toMatchObject({ status: 'rejected', rejected_reason: 'Not before Monday' })
    await console.context.close()
  })

  it('approves what was edited, after showing the difference', async () => {
    const id = await send('Wrong price')
    const console = await open()
    await heading(console, 'Wrong price').waitFor()
    await console.page.keyboard.press('e')
    const dialog = console.page.getByRole('dialog', { name: 'Edit' })
    await dialog.getByLabel('Subject').fill('Right price')
    expect(await dialog.locator('del').textContent()).toContain('Wrong')
    expect(await dialog.locator('ins').textContent()).toContain('Right')
    await dialog.getByRole('button', { name: 'Approve the edited mail' }).click()
    await console.page.getByText('Approved. It leaves in a moment.').waitFor()
    expect(await emailOf(id)).toMatchObject({ subject: 'Right price', status: 'scheduled' })
    await console.context.close()
  })

  it('decides a batch of what was selected', async () => {
    const ids = [await send('One'), await send('Two'), await send('Three')]
    const console = await open()
    await heading(console, 'Three').waitFor()
    // What nobody has looked at cannot be part of it.
    expect(await console.page.getByLabel('Select: One').isDisabled()).toBe(true)
    for (const name of ['One', 'Two']) {
      await console.page.getByRole('button', { name: new RegExp(name) }).click()
      await heading(console, name).waitFor()
      await console.page.getByLabel(`Select: ${name}`).check()
    }
    await console.page.getByRole('button', { name: 'Approve selected' }).click()
    await heading(console, 'Three').waitFor()
    await console.page.getByText('1 waiting').waitFor()
    await expect
      .poll(async () => Promise.all(ids.map(async (id) => (await emailOf(id)).status)))
      .toEqual(['scheduled', 'scheduled', 'pending_send_approval'])
    await console.context.close()
  })

  it('tells two people at once what the other decided', async () => {
    const id = await send('Both look')
    const [mine, theirs] = [await open(), await open()]
    await heading(mine, 'Both look').waitFor()
    await heading(theirs, 'Both look').waitFor()
    await mine.page.keyboard.press('a')
    await heading(theirs, 'Nothing waits for you').waitFor()
    const { body } = await app.call(app.made.keys.reviewer, 'GET', `/v1/emails/${id}`)
    expect(body.approved_by).toBe(`person:${await operatorEmail(app)}`)
    await Promise.all([mine.context.close(), theirs.context.close()])
  })

  it('opens and decides on a phone', async () => {
    const id = await send('On the train')
    const console = await open({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true })
    await console.page.getByRole('button', { name: /On the train/ }).tap()
    await heading(console, 'On the train').waitFor()
    const wide = await console.page.evaluate('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(360)
    await console.page.getByRole('button', { name: 'Approve' }).tap()
    await heading(console, 'Nothing waits for you').waitFor()
    expect((await emailOf(id)).status).toBe('scheduled')
    await console.context.close()
  })

  it('sends whoever is not signed in to the door, and back', async () => {
    const id = await send('Behind the door')
    const { context, page } = await openConsole(chromium, app, new Person(app), '/approvals')
    await page.waitForURL('**/sign-in**')
    const email = await operatorEmail(app)
    await page.getByLabel('Your email address').fill(email)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByLabel('Code from the mail').waitFor()
    await page.getByLabel('Code from the mail').fill('WRONG-1')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').waitFor()
    const notices = await noticesOf(app)
    const code = notices.find(({ to, kind }) => to === email && kind === 'sign_in')?.code ?? ''
    await page.getByLabel('Code from the mail').fill(code)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Behind the door', exact: true }).waitFor()
    expect((await emailOf(id)).status).toBe('pending_send_approval')
    await context.close()
  })
})
