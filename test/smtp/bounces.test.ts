/** What comes back for mail that was sent, by real SMTP in both directions: whom it is tied to and what it does. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listReports } from '../../src/store/delivery-reports.ts'
import { eraseMessage } from '../../src/store/erase.ts'
import { OPERATOR } from '../../src/store/events.ts'
import { findMessage } from '../../src/store/messages.ts'
import { queueNotice } from '../../src/store/notices.ts'
import { complaint, dsn, type SendingServer, type SentMail, startSending } from '../support/sent-mail.ts'
import type { Json } from '../support/server.ts'
import { sendMail } from '../support/smtp-sender.ts'
import { Conversation } from './conversation.ts'

const DAY = 86_400_000
let app: SendingServer
beforeAll(async () => {
  app = await startSending({ MULTIMAIL_RATES_AFTER: '1000' })
})
afterAll(() => app.close())

async function sent(to: string): Promise<SentMail> {
  const [mail] = await app.sendMail(to)
  if (mail === undefined) throw new Error('nothing was sent')
  return mail
}

const email = async (id: string) => (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body
const reports = (id: string) => listReports(app.context.database.reader, id)
const back = (raw: string, to: string, from = '') => sendMail(app.smtpPort, raw, { to, from })

async function inbox(): Promise<Json[]> {
  const path = `/v1/mailboxes/${app.made.mailbox.id}/emails?direction=inbound`
  return (await app.call(app.made.keys.agent, 'GET', path)).body.emails as unknown as Json[]
}

async function suppressed(address: string): Promise<string | undefined> {
  const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/suppression?limit=100')
  const found = (body.suppressions as unknown as Json[]).find((one) => String(one.email_address) === address)
  return found === undefined ? undefined : String(found.reason)
}

/** The reply to RCPT TO. */
async function rcpt(address: string): Promise<string> {
  const client = await Conversation.greeted(app.smtpPort)
  const [, reply] = await client.askAll('MAIL FROM:<>', `RCPT TO:<${address}>`)
  client.end()
  return reply ?? ''
}

describe('a report to the return path', () => {
  it('that the address is bad makes the mail bounced and the address suppressed', async () => {
    const mail = await sent('gone@a.example')
    expect(mail.returnPath).toMatch(/^bounces\+[0-9a-z]{26}@multimail\.localhost$/)
    expect((await email(mail.id)).status).toBe('sent')
    expect(await back(dsn({ to: mail.returnPath, recipient: 'gone@a.example' }), mail.returnPath)).toMatch(
      /^250 /,
    )
    const after = await email(mail.id)
    expect(after).toMatchObject({ status: 'sent', bounce_type: 'hard', bounced_at: expect.any(String) })
    expect(await suppressed('gone@a.example')).toBe('hard_bounce')
    expect((await app.submit('gone@a.example')).body).toMatchObject({ code: 'suppressed' })
    const [event] = (await app.events('message.bounced')).filter(
      ({ resource_id }) => String(resource_id) === mail.id,
    )
    expect(event?.metadata).toMatchObject({
      recipient: 'gone@a.example',
      bounce_type: 'hard',
      reply: '550 5.1.1 <user>: User unknown',
    })
    expect(await inbox()).toEqual([])
  })

  it('is kept as it came, for the operator', async () => {
    const mail = await sent('kept@a.example')
    const raw = dsn({ to: mail.returnPath, recipient: 'kept@a.example' })
    await back(raw, mail.returnPath)
    const [report] = await reports(mail.id)
    expect(report).toMatchObject({
      effect: 'bounced',
      kind: 'failed',
      status_code: '5.1.1',
      came_to: 'return_path',
    })
    const { reader } = app.context.database
    const kept = await app.context.blobs.readRange(reader, report?.raw_sha256 ?? '', 0, 100_000)
    expect(kept.toString()).toBe(raw)
  })

  it('that the mailbox is full makes it bounced for this time only', async () => {
    const mail = await sent('full@a.example')
    const raw = dsn({
      to: mail.returnPath,
      recipient: 'full@a.example',
      status: '5.2.2',
      diagnostic: 'smtp; 552 5.2.2 Mailbox full',
    })
    await back(raw, mail.returnPath)
    expect(await email(mail.id)).toMatchObject({ bounce_type: 'soft' })
    expect(await suppressed('full@a.example')).toBeUndefined()
    expect((await app.submit('full@a.example')).status).toBe(202)
  })

  it('that it is late, or a program that answers, changes nothing and is recorded', async () => {
    const mail = await sent('slow@a.example')
    const late = dsn({
      to: mail.returnPath,
      recipient: 'slow@a.example',
      action: 'delayed',
      status: '4.4.1',
      diagnostic: 'smtp; 451 4.4.1 Connection refused',
    })
    await back(late, mail.returnPath)
    const away =
      'From: slow@a.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday.\r\n'
    expect(await back(away, mail.returnPath)).toMatch(/^250 /)
    expect(await email(mail.id)).toMatchObject({ status: 'sent', bounced_at: null, bounce_type: null })
    expect((await reports(mail.id)).map(({ kind, effect }) => [kind, effect])).toEqual([
      ['delayed', 'noted'],
      ['auto_reply', 'noted'],
    ])
    const shown = await app.call(app.made.keys.agent, 'GET', `/v1/emails/${mail.id}/reports`)
    expect(shown.body.reports).toMatchObject([
      { kind: 'delayed', effect: 'noted', recipient: 'slow@a.example', status_code: '4.4.1' },
      { kind: 'auto_reply', recipient: null },
    ])
  })

  it('that it arrived makes it delivered', async () => {
    const mail = await sent('there@a.example')
    const raw = dsn({
      to: mail.returnPath,
      recipient: 'there@a.example',
      action: 'delivered',
      status: '2.1.5',
    })
    await back(raw, mail.returnPath)
    expect(await email(mail.id)).toMatchObject({ delivered_at: expect.any(String), bounced_at: null })
  })

  it('does what it does once', async () => {
    const mail = await sent('twice@a.example')
    const raw = dsn({ to: mail.returnPath, recipient: 'twice@a.example' })
    await back(raw, mail.returnPath)
    await back(raw, mail.returnPath)
    expect((await reports(mail.id)).map(({ effect }) => effect)).toEqual(['bounced', 'repeated'])
    const bounced = (await app.events('message.bounced')).filter(
      ({ resource_id }) => String(resource_id) === mail.id,
    )
    expect(bounced).toHaveLength(1)
  })

  it('is without effect a month later', async () => {
    const mail = await sent('old@a.example')
    app.context.clock.advance(31 * DAY)
    expect(await back(dsn({ to: mail.returnPath, recipient: 'old@a.example' }), mail.returnPath)).toMatch(
      /^250 /,
    )
    expect((await email(mail.id)).bounced_at).toBeNull()
    expect((await reports(mail.id)).map(({ effect }) => effect)).toEqual(['late'])
  })

  it('speaks of its own delivery alone, whomever it names', async () => {
    const copies = await app.sendMail(['a@several.example', 'b@several.example'])
    const a = copies.find(({ recipient }) => recipient === 'a@several.example')
    expect(copies).toHaveLength(2)
    await back(dsn({ to: a?.returnPath ?? '', recipient: 'b@several.example' }), a?.returnPath ?? '')
    expect(await suppressed('a@several.example')).toBe('hard_bounce')
    expect(await suppressed('b@several.example')).toBeUndefined()
  })

  it('that complains ends mail to whoever complained', async () => {
    const mail = await sent('cross@a.example')
    expect(await back(complaint(mail.returnPath, mail.header), mail.returnPath, 'fbl@p.example')).toMatch(
      /^250 /,
    )
    expect(await suppressed('cross@a.example')).toBe('complaint')
    const complained = await app.events('message.complained')
    expect(complained.map(({ resource_id }) => String(resource_id))).toContain(mail.id)
  })

  it('is erased with the mail that it is about', async () => {
    const mail = await sent('erased@a.example')
    await back(dsn({ to: mail.returnPath, recipient: 'erased@a.example' }), mail.returnPath)
    const [before] = await reports(mail.id)
    await app.context.database.write(async (writer) => {
      const message = await findMessage(writer.db, mail.id)
      if (message !== undefined) await eraseMessage(writer, message, { actor: OPERATOR, basis: 'request' })
    })
    expect(await reports(mail.id)).toMatchObject([{ recipient: null, diagnostic: '', effect: 'bounced' }])
    const { reader } = app.context.database
    const blob = reader
      .selectFrom('blobs')
      .select('uses')
      .where('sha256', '=', before?.raw_sha256 ?? '')
    expect(await blob.executeTakeFirst()).toEqual({ uses: 0 })
    await back(dsn({ to: mail.returnPath, recipient: 'erased@a.example' }), mail.returnPath)
    expect((await reports(mail.id)).map(({ recipient, diagnostic }) => [recipient, diagnostic])).toEqual([
      [null, ''],
      [null, ''],
    ])
  })

  it('to a notice of the server tells that its reader does not get it', async () => {
    await app.context.database.write((writer) =>
      queueNotice(writer, {
        accountId: app.made.account.id,
        test: 0,
        kind: 'news',
        subjectId: 'x',
        recipient: 'operator@gone.example',
        text: 'News',
        transport: 'smtp',
      }),
    )
    await app.drain()
    const path = app.peer.lines.findLast((line) => line.startsWith('MAIL FROM:'))
    const to = /<([^>]*)>/.exec(path ?? '')?.[1] ?? ''
    expect(await back(dsn({ to, recipient: 'operator@gone.example' }), to)).toMatch(/^250 /)
    expect(await app.events('notice.failed')).toMatchObject([
      { metadata: { recipient: 'operator@gone.example', kind: 'news' } },
    ])
  })

  it('is refused when it is a letter', async () => {
    const mail = await sent('letter@a.example')
    const reply = await back(
      'From: ada@a.example\r\nSubject: Hi\r\n\r\nHello!\r\n',
      mail.returnPath,
      'ada@a.example',
    )
    expect(reply).toBe('550 5.1.1 This address takes delivery reports only.')
    expect(await reports(mail.id)).toEqual([])
  })

  it('is refused after the tenth, so that nobody fills the disk', async () => {
    const mail = await sent('flood@a.example')
    const raw = dsn({ to: mail.returnPath, recipient: 'flood@a.example', action: 'delayed', status: '4.4.1' })
    for (let count = 0; count < 10; count++) await back(raw, mail.returnPath)
    expect(await rcpt(mail.returnPath)).toMatch(/^550 5\.1\.1 /)
  })
})

describe('an address that looks like a return path', () => {
  it.each([
    'bounces@multimail.localhost',
    'bounces+@multimail.localhost',
    'bounces+nonsense@multimail.localhost',
    'bounces+01arz3ndektsv4rrffq69g5fav@multimail.localhost',
  ])('takes nothing: %s', async (address) => {
    expect(await rcpt(address)).toMatch(/^550 5\.1\.1 /)
  })

  it('takes nothing for mail that never left', async () => {
    const { body } = await app.call(
      app.made.keys.test_agent,
      'POST',
      `/v1/mailboxes/${app.made.mailbox.id}/send`,
      {
        to: 'ada@a.example',
        subject: 'Test',
        markdown: 'x',
      },
    )
    await app.drain()
    const delivery = await app.context.database.reader
      .selectFrom('deliveries')
      .select('id')
      .where('message_id', '=', String(body.id))
      .executeTakeFirstOrThrow()
    expect(await rcpt(`bounces+${delivery.id.toLowerCase()}@multimail.localhost`)).toMatch(/^550 /)
  })

  it('is asked to come again while the mail is under way', async () => {
    app.script.rcpt = () => '451 4.7.1 Later'
    await app.submit('grey@a.example')
    await app.drain()
    delete app.script.rcpt
    const path = app.peer.lines.findLast((line) => line.startsWith('MAIL FROM:<bounces+'))
    expect(await rcpt(/<([^>]*)>/.exec(path ?? '')?.[1] ?? '')).toMatch(/^451 4\.3\.0 /)
  })
})

describe('a report to the mailbox itself', () => {
  const agent = 'agent@multimail.localhost'

  it('counts, and is not shown, when it proves which copy it means', async () => {
    const copies = await app.sendMail(['c@several.example', 'd@several.example'])
    const d = copies.find(({ recipient }) => recipient === 'd@several.example')
    expect(
      await back(dsn({ to: agent, recipient: 'd@several.example', header: d?.header ?? '' }), agent),
    ).toMatch(/^250 /)
    expect(await suppressed('d@several.example')).toBe('hard_bounce')
    expect(await suppressed('c@several.example')).toBeUndefined()
    expect(await inbox()).toEqual([])
  })

  it('counts by the Message-ID of a mail to one recipient', async () => {
    const mail = await sent('single@a.example')
    const header = `Message-ID: <${mail.messageId}>\r\n`
    await back(dsn({ to: agent, recipient: 'single@a.example', header }), agent)
    expect(await suppressed('single@a.example')).toBe('hard_bounce')
  })

  it('is mail as any other when several could have written it, and is marked as automatic', async () => {
    const copies = await app.sendMail(['e@several.example', 'f@several.example'])
    const header = `Message-ID: <${copies[0]?.messageId}>\r\n`
    await back(dsn({ to: agent, recipient: 'f@several.example', header }), agent)
    expect(await suppressed('f@several.example')).toBeUndefined()
    expect(await inbox()).toHaveLength(1)
  })

  it('counts as a complaint at abuse@', async () => {
    const abuse = 'abuse@multimail.localhost'
    const mail = await sent('angry@a.example')
    expect(await back(complaint(abuse, mail.header), abuse, 'fbl@p.example')).toMatch(/^250 /)
    expect(await suppressed('angry@a.example')).toBe('complaint')
  })
})

describe('backscatter', () => {
  it('there is none: whatever is refused is refused during SMTP, and nothing that comes in is answered', async () => {
    const before = app.peer.messages.length
    expect(await rcpt('nobody@multimail.localhost')).toMatch(/^550 /)
    const agent = 'agent@multimail.localhost'
    await back('From: a@a.example\r\nSubject: Hello\r\n\r\nHi\r\n', agent)
    await back(dsn({ to: agent, recipient: 'stranger@elsewhere.example' }), agent)
    const mail = await sent('quiet@a.example')
    await back(dsn({ to: mail.returnPath, recipient: 'quiet@a.example' }), mail.returnPath)
    await app.drain()
    app.context.clock.advance(DAY)
    await app.drain()
    expect(app.peer.messages.slice(before).filter((raw) => !raw.includes('Subject: Mail '))).toEqual([])
  })
})
