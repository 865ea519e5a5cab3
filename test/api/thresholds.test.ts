/** Sending is warned of and stopped by what comes back, and allowed again by a person (contract §9, §10). */

import { afterEach, describe, expect, it } from 'vitest'
import { complaint, dsn, type SendingServer, startSending } from '../support/sent-mail.ts'
import { sendMail } from '../support/smtp-sender.ts'

let app: SendingServer
afterEach(() => app.close())

/** Sends to so many, of whom the next server refuses the last ones. */
async function send(count: number, refused: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    if (at === count - refused)
      app.script.rcpt = (line) => (line.includes('@a.example') ? '550 5.1.1 No such user' : '250 2.1.5 OK')
    await app.sendMail(`r${at}-${app.peer.lines.length}@a.example`)
  }
  delete app.script.rcpt
}

const noticesSaying = (text: string) =>
  app.peer.messages.filter((raw) => raw.includes('To: operator@') && raw.includes(text))

describe('an account whose mail bounces', () => {
  it('is warned over 2 %: its operator by mail, whoever asks by the tier', async () => {
    app = await startSending()
    await send(40, 1)
    expect(await app.account()).toMatchObject({
      enforcement_tier: 'warning',
      sending_disabled: false,
      sending_disabled_reason: null,
    })
    await app.drain()
    expect(noticesSaying('1 of the last 40 mails bounced (2.5 %')).toHaveLength(1)
    expect((await app.submit('more@a.example')).status).toBe(202)
    expect(await app.events('account.sending_warned')).toHaveLength(1)
  })

  it('is stopped over 5 % after ten mails, with a reason that an agent can read', async () => {
    app = await startSending()
    await send(9, 3)
    expect((await app.account()).enforcement_tier).toBe('none')
    await send(1, 1)
    const refused = await app.submit('more@a.example')
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({
      code: 'sending_disabled',
      error: expect.stringContaining('4 of the last 10 mails bounced (40 %; the limit is 5 %)'),
      fix: expect.stringContaining('operator'),
    })
    expect(await app.account()).toMatchObject({
      enforcement_tier: 'stopped',
      sending_disabled: true,
      sending_disabled_reason: expect.stringContaining('4 of the last 10 mails bounced'),
    })
    await app.drain()
    expect(noticesSaying('Sending is stopped')).toHaveLength(1)
    const feed = await app.call(app.made.keys.admin, 'GET', '/v1/events?limit=100')
    expect(JSON.stringify(feed.body)).toContain('account.sending_stopped')
    const test = await app.call(
      app.made.keys.test_agent,
      'POST',
      `/v1/mailboxes/${app.made.mailbox.id}/send`,
      {
        to: 'a@a.example',
        subject: 'Test mail goes on',
        markdown: 'x',
      },
    )
    expect(test.status).toBe(202)
  })

  it('is stopped by reports that come back later, too', async () => {
    app = await startSending({ MULTIMAIL_RATES_AFTER: '3' })
    const mails = [
      await app.sendMail('a@a.example'),
      await app.sendMail('b@a.example'),
      await app.sendMail('c@a.example'),
    ]
    const path = mails[0]?.[0]?.returnPath ?? ''
    await sendMail(app.smtpPort, dsn({ to: path, recipient: 'a@a.example' }), { from: '', to: path })
    expect((await app.account()).enforcement_tier).toBe('stopped')
  })

  it('has what is queued wait until the operator allows it, and is restricted then', async () => {
    app = await startSending({ MULTIMAIL_RATES_AFTER: '3' })
    await send(2, 0)
    const waiting = await app.submit('waiting@a.example')
    await app.context.database.write((writer) =>
      writer.db
        .insertInto('sending_standings')
        .values({
          account_id: app.made.account.id,
          era: 0,
          tier: 'stopped',
          reason: 'x',
          changed_at: writer.now,
        })
        .execute(),
    )
    const before = app.peer.messages.length
    await app.drain()
    expect(app.peer.messages).toHaveLength(before)
    const allow = (body: object) => app.call(app.made.keys.admin, 'POST', '/v1/account/allow-sending', body)
    const reason = 'Took the old list out'
    expect((await allow({ reason })).status).toBe(202)
    expect((await app.account()).sending_disabled).toBe(true)
    await app.drain()
    const code = /\b([2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3})\b/.exec(app.peer.messages.at(-1) ?? '')?.[1]
    const allowed = await allow({ reason, approval_code: code })
    expect(allowed).toMatchObject({
      status: 200,
      body: { status: 'allowed', enforcement_tier: 'restricted' },
    })
    await app.drain()
    const path = `/v1/emails/${waiting.body.id}`
    expect((await app.call(app.made.keys.agent, 'GET', path)).body.status).toBe('sent')
    expect(await app.account()).toMatchObject({ enforcement_tier: 'restricted', sending_disabled: false })
    expect(await app.events('account.sending_allowed')).toHaveLength(1)
  })

  it('may send fifty mails a day while it is restricted', async () => {
    app = await startSending()
    await app.context.database.write((writer) =>
      writer.db
        .insertInto('sending_standings')
        .values({
          account_id: app.made.account.id,
          era: 1,
          tier: 'restricted',
          reason: 'x',
          changed_at: writer.now,
        })
        .execute(),
    )
    const statuses = []
    for (let count = 0; count < 51; count++) statuses.push((await app.submit(`r${count}@a.example`)).status)
    expect(statuses.filter((status) => status === 202)).toHaveLength(50)
    expect(statuses.at(-1)).toBe(429)
  })
})

describe('an account whose recipients complain', () => {
  it('is stopped over 0.3 %', async () => {
    app = await startSending()
    for (let count = 0; count < 9; count++) await app.sendMail(`r${count}@a.example`)
    const [mail] = await app.sendMail('angry@a.example')
    const path = mail?.returnPath ?? ''
    await sendMail(app.smtpPort, complaint(path, mail?.header ?? ''), { from: 'fbl@p.example', to: path })
    expect(await app.account()).toMatchObject({
      enforcement_tier: 'stopped',
      sending_disabled_reason: expect.stringContaining('1 of the last 10 mails were reported as spam (10 %'),
    })
  })

  it('or not at all where the settings say so', async () => {
    app = await startSending({ MULTIMAIL_COMPLAINT_STOP: 'off', MULTIMAIL_RATES_AFTER: '1' })
    const [mail] = await app.sendMail('angry@a.example')
    const path = mail?.returnPath ?? ''
    await sendMail(app.smtpPort, complaint(path, mail?.header ?? ''), { from: 'fbl@p.example', to: path })
    expect((await app.account()).enforcement_tier).toBe('none')
  })
})
