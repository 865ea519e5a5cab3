/** Bounces and complaints that a provider tells by HTTP, and reports as they came. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dsn, type SendingServer, type SentMail, startSending } from '../support/sent-mail.ts'
import type { Json } from '../support/server.ts'
import { sendMail } from '../support/smtp-sender.ts'

const SECRET = 'a secret of at least thirty-two characters'
const BASIC = { authorization: `Basic ${Buffer.from(`multimail:${SECRET}`).toString('base64')}` }

let app: SendingServer
beforeAll(async () => {
  app = await startSending({ MULTIMAIL_INBOUND_SECRET: SECRET, MULTIMAIL_RATES_AFTER: '1000' })
})
afterAll(() => app.close())

async function sent(to: string): Promise<SentMail> {
  const [mail] = await app.sendMail(to)
  if (mail === undefined) throw new Error('nothing was sent')
  return mail
}

const email = async (id: string) => (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body
const reportsOf = async (id: string) =>
  (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}/reports`)).body.reports as unknown as Json[]
const post = (path: string, body: object) => app.call(null, 'POST', `/v1/inbound/${path}`, body, BASIC)
const ses = (message: object) => post('ses', { Type: 'Notification', Message: JSON.stringify(message) })

/** As Amazon documents it. */
const bounce = (mail: Pick<SentMail, 'recipient'>, about: object, more: object = {}) => ({
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      {
        emailAddress: mail.recipient,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      },
    ],
    feedbackId: '0102-f',
    ...more,
  },
  mail: { messageId: '0102018f-aaaa-bbbb', source: 'agent@multimail.localhost', ...about },
})

describe('what Amazon SES notifies', () => {
  it('is a bounce of the mail whose return path it names', async () => {
    const mail = await sent('path@a.example')
    const answer = await ses(bounce(mail, { source: mail.returnPath }))
    expect(answer).toMatchObject({ status: 200, body: { status: 'received', refused: [] } })
    expect(await email(mail.id)).toMatchObject({ bounce_type: 'hard', bounced_at: expect.any(String) })
    expect(await reportsOf(mail.id)).toMatchObject([
      { kind: 'failed', effect: 'bounced', status_code: '5.1.1', recipient: 'path@a.example' },
    ])
    expect((await app.submit('path@a.example')).body).toMatchObject({ code: 'suppressed' })
  })

  it('is found by the Message-ID and the recipient', async () => {
    const mail = await sent('Header@a.example')
    const headers = [{ name: 'Message-ID', value: `<${mail.messageId}>` }]
    await ses(bounce({ recipient: 'header@a.example' }, { headers }))
    expect(await email(mail.id)).toMatchObject({ bounce_type: 'hard' })
  })

  it('is soft when it is transient, and nothing when it is an absence', async () => {
    const [full, away] = [await sent('full@a.example'), await sent('away@a.example')]
    await ses(bounce(full, { source: full.returnPath }, { bounceType: 'Transient' }))
    expect(await email(full.id)).toMatchObject({ bounce_type: 'soft' })
    const absent = [{ emailAddress: away.recipient }]
    await ses(
      bounce(away, { source: away.returnPath }, { bounceType: 'Transient', bouncedRecipients: absent }),
    )
    expect(await email(away.id)).toMatchObject({ bounce_type: null })
    expect(await reportsOf(away.id)).toMatchObject([{ effect: 'noted' }])
  })

  it('is a complaint', async () => {
    const mail = await sent('angry@a.example')
    await ses({
      notificationType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: mail.recipient }], complaintFeedbackType: 'abuse' },
      mail: { messageId: '0102018f-cccc-dddd', source: mail.returnPath },
    })
    expect(await reportsOf(mail.id)).toMatchObject([{ kind: 'complaint', effect: 'complained' }])
    expect((await app.submit('angry@a.example')).body).toMatchObject({ code: 'suppressed' })
  })

  it('changes nothing when it says the same again', async () => {
    const mail = await sent('twice@a.example')
    await ses(bounce(mail, { source: mail.returnPath }))
    await ses(bounce(mail, { source: mail.returnPath }))
    expect(await reportsOf(mail.id)).toMatchObject([{ effect: 'bounced' }, { effect: 'repeated' }])
  })

  it('is ignored when it is about mail that is not ours', async () => {
    const answer = await ses(bounce({ recipient: 'x@a.example' }, {}))
    expect(answer).toMatchObject({ status: 200, body: { status: 'ignored' } })
    expect(answer.body.refused).toMatchObject([{ recipient: 'x@a.example' }])
  })

  it('is taken from nobody else', async () => {
    const message = JSON.stringify(bounce({ recipient: 'x@a.example' }, {}))
    const answer = await app.call(null, 'POST', '/v1/inbound/ses', { Type: 'Notification', Message: message })
    expect(answer.status).toBe(401)
  })
})

describe('what Postmark tells', () => {
  it('is found by its own name for the mail, which its reply had', async () => {
    const MessageID = '883953f4-6105-42a2-a16a-77a8eac79483'
    app.script.dot = `250 2.0.0 Ok: queued as ${MessageID}`
    const mail = await sent('mark@a.example')
    delete app.script.dot
    const about = {
      MessageID,
      Email: 'mark@a.example',
      Type: 'HardBounce',
      Details: 'smtp;550 5.1.1 unknown',
    }
    const answer = await post('postmark', { RecordType: 'Bounce', ...about })
    expect(answer.body).toMatchObject({ status: 'received' })
    expect(await email(mail.id)).toMatchObject({ bounce_type: 'hard' })
    await post('postmark', { RecordType: 'SpamComplaint', ...about })
    expect(await reportsOf(mail.id)).toMatchObject([{ effect: 'bounced' }, { effect: 'complained' }])
  })

  it.each(['Open', 'Click', 'SubscriptionChange'])('is ignored when it is of the type %s', async (type) => {
    const answer = await post('postmark', { RecordType: type, Email: 'a@a.example' })
    expect(answer).toMatchObject({ status: 200, body: { status: 'ignored', ids: [], refused: [] } })
  })
})

describe('a report as it came', () => {
  const raw = (id: string, report: unknown) =>
    fetch(`${app.url}/v1/emails/${id}/reports/${report}/raw`, {
      headers: { authorization: `Bearer ${app.made.keys.agent}` },
    })

  it('is the mail of the other server, byte by byte', async () => {
    const mail = await sent('raw@a.example')
    const report = dsn({ to: mail.returnPath, recipient: 'raw@a.example' })
    await sendMail(app.smtpPort, report, { to: mail.returnPath, from: '' })
    const [found] = await reportsOf(mail.id)
    const answer = await raw(mail.id, found?.id)
    expect(answer.headers.get('content-type')).toBe('message/rfc822')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answer.text()).toBe(report)
  })

  it('is the JSON of a provider', async () => {
    const mail = await sent('json@a.example')
    await ses(bounce(mail, { source: mail.returnPath }))
    const [found] = await reportsOf(mail.id)
    const answer = await raw(mail.id, found?.id)
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(await answer.json()).toMatchObject({ Type: 'Notification' })
  })

  it('is not found with another email', async () => {
    const [one, other] = [await sent('one@a.example'), await sent('other@a.example')]
    await ses(bounce(one, { source: one.returnPath }))
    const [found] = await reportsOf(one.id)
    expect((await raw(other.id, found?.id)).status).toBe(404)
  })
})
