/** Copies of inbound mail to the operator: which mail is passed on, how it looks there, and what never happens. */

import { authenticate } from 'mailauth'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { publicDkimKeys } from '../../src/store/dkim-keys.ts'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import { updateMailbox } from '../../src/store/mailboxes.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { Outside, TO_OUTSIDE } from '../support/outside.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { mail, publishKey, sealed, signed } from '../support/signed-mail.ts'
import { sendMail } from '../support/smtp-sender.ts'

let dns: DnsServer
let app: TestServer
const outside = new Outside()
const OPERATOR = 'boss@operator.test'

beforeAll(async () => {
  dns = await startDns()
  for (const domain of ['a.test', 'lists.test']) publishKey(dns, domain)
  dns.set('a.test', 'TXT', 'v=spf1 ip4:127.0.0.1 -all')
  dns.set('_dmarc.a.test', 'TXT', 'v=DMARC1; p=quarantine')
  app = await startTestServer({
    transport: outside,
    settings: {
      ...TO_OUTSIDE,
      MULTIMAIL_ROLES: 'http,smtp',
      MULTIMAIL_DOMAIN: 'here.test',
      MULTIMAIL_OPERATOR_EMAIL: OPERATOR,
      MULTIMAIL_TRUSTED_NETWORKS: 'none',
      MULTIMAIL_DNS_SERVERS: dns.address,
    },
  })
  for (const { selector, algorithm, publicKey } of await publicDkimKeys(app.context.database, {
    domain: 'here.test',
    domainId: '',
  })) {
    const record = `v=DKIM1; k=${algorithm}; p=${publicKey}`
    dns.set(`${selector}._domainkey.here.test`, 'TXT', record.match(/.{1,250}/g) ?? [])
  }
})
afterAll(async () => {
  await app.stop()
  await dns.close()
})
beforeEach(() => set({ forward_inbound: 1, mode: 'gated_send', paused_at: null }))

const set = (changes: Partial<Mailbox>) =>
  app.context.database.write((writer) => updateMailbox(writer, app.made.mailbox.id, changes))

let count = 0

/** A mail of a person, proved by DKIM. */
const proved = (options: Parameters<typeof mail>[1] = {}) =>
  signed(
    mail('Ada <ada@a.test>', options).replace('Message-ID: <numbers', `Message-ID: <${count++}`),
    'a.test',
  )

async function arrive(raw: string, from = 'ada@a.test'): Promise<void> {
  expect(await sendMail(app.smtpPort, raw, { from, to: 'agent@here.test' })).toMatch(/^250/)
}

/** What went to the operator since, notices apart. */
async function forwarded() {
  outside.taken.splice(0)
  await app.drain()
  return outside.taken.filter(({ recipients, raw }) => {
    return recipients.includes(OPERATOR) && !/^X-MultiMail-Notice:/m.test(raw)
  })
}

async function lastEvent(action: string): Promise<Json | undefined> {
  const { body } = await app.call(app.made.keys.admin, 'GET', `/v1/audit-log?action=${action}&limit=1`)
  return (body.entries as unknown as Json[])[0]
}

it('passes mail of a proved author on: its very bytes, behind what happened here', async () => {
  const raw = await proved({ body: 'Grüße,\r\n.dot\r\nAda' })
  await arrive(raw)
  const [copy, ...others] = await forwarded()
  expect(others).toEqual([])
  expect(copy?.raw.endsWith(raw)).toBe(true)
  expect(copy?.returnPath).toMatch(/^bounces\+[0-9a-z]{26}@here\.test$/)
  const fields = copy?.raw.slice(0, -raw.length) ?? ''
  expect(fields).toMatch(/^Delivered-To: agent@here\.test\r$/m)
  expect(fields).toMatch(/^X-MultiMail-Forwarded: agent@here\.test\r$/m)
  expect(fields).toMatch(/^Received: by here\.test /m)
  for (const line of fields.split('\r\n')) expect(line.length).toBeLessThan(998)
  expect(await lastEvent('message.forwarded')).toMatchObject({ metadata: { recipient: OPERATOR } })
})

it('seals it, so that whoever trusts us knows that it was proved when it came', async () => {
  const raw = await proved()
  await arrive(raw)
  const [copy] = await forwarded()
  const found = await authenticate(copy?.raw ?? '', {
    ip: '127.0.0.1',
    helo: 'here.test',
    mta: 'operator.test',
    sender: copy?.returnPath ?? '',
    resolver: (name: string, type: string) => dns.resolve(name, type) as Promise<string[][]>,
  })
  expect(found.arc).toMatchObject({ status: { result: 'pass' }, i: 1 })
  expect(JSON.stringify(found.arc)).toContain('dmarc')
  expect(found.dmarc).toMatchObject({ status: { result: 'pass' } })
})

it('goes on with the chain of a forwarder before us', async () => {
  const raw = await sealed(await proved(), 'lists.test', 'dkim=pass header.d=a.test')
  await arrive(raw)
  const [copy] = await forwarded()
  const found = await authenticate(copy?.raw ?? '', {
    ip: '127.0.0.1',
    mta: 'operator.test',
    resolver: (name: string, type: string) => dns.resolve(name, type) as Promise<string[][]>,
  })
  expect(found.arc).toMatchObject({ status: { result: 'pass' }, i: 2 })
})

it('passes nothing on where nobody asked for it', async () => {
  await set({ forward_inbound: 0 })
  await arrive(await proved())
  expect(await forwarded()).toEqual([])
})

it.each([
  ['whose author is not proved', mail('Bob <bob@nobody.test>'), 'bob@nobody.test'],
  ['that failed its checks', mail('Ada <ada@a.test>'), 'mallory@other.test'],
  ['of a list', mail('Ada <ada@a.test>', { header: 'List-Id: <l.a.test>' }), 'ada@a.test'],
  ['of a program', mail('Ada <ada@a.test>', { header: 'Auto-Submitted: auto-generated' }), 'ada@a.test'],
  ['without a return path', mail('Ada <ada@a.test>'), ''],
])('does not pass mail on %s', async (_, raw, from) => {
  await arrive(from === 'ada@a.test' || from === '' ? await signed(raw, 'a.test') : raw, from)
  expect(await forwarded()).toEqual([])
})

it.each([
  ['was passed on by us', 'X-MultiMail-Forwarded: agent@here.test'],
  ['bears our mark', 'X-MultiMail-Loop: here.test'],
  ['was at the operator before', `Delivered-To: ${OPERATOR}`],
  ['was delivered here before', 'Delivered-To: agent@here.test'],
  [
    'was passed on by 31 servers',
    Array.from({ length: 31 }, (_, at) => `Received: by s${at}.test`).join('\r\n'),
  ],
])('does not pass mail on that %s', async (_, header) => {
  await arrive(await proved({ header }))
  expect(await forwarded()).toEqual([])
})

it('waits with held mail until somebody lets it in', async () => {
  await set({ mode: 'gated_all' })
  await arrive(await proved())
  expect(await forwarded()).toEqual([])
  const { reviewer } = app.made.keys
  const { body } = await app.call(reviewer, 'GET', '/v1/oversight/pending')
  const [held] = body.emails as unknown as Json[]
  await app.call(reviewer, 'POST', '/v1/oversight/decide', { email_id: held?.id, action: 'approve' })
  expect(await forwarded()).toHaveLength(1)
})

it('waits while the mailbox is paused', async () => {
  await set({ paused_at: 1 })
  await arrive(await proved())
  expect(await forwarded()).toEqual([])
  await set({ paused_at: null })
  app.context.clock.advance(60_000)
  expect(await forwarded()).toHaveLength(1)
})

it('passes no test mail on', async () => {
  const given = { mailbox_id: app.made.mailbox.id, from: 'ada@a.test', subject: 'S', markdown: 'M' }
  const answer = await app.call(app.made.keys.test_agent, 'POST', '/v1/test/inbound', given)
  expect(answer.status).toBeLessThan(300)
  expect(await forwarded()).toEqual([])
})

it('takes bounces of copies itself: the author hears nothing', async () => {
  await arrive(await proved())
  const [copy] = await forwarded()
  const bounce = [
    'From: MAILER-DAEMON@operator.test',
    'Subject: Undelivered',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; operator.test',
    '',
    `Final-Recipient: rfc822; ${OPERATOR}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--b--',
    '',
  ].join('\r\n')
  const to = copy?.returnPath ?? ''
  expect(await sendMail(app.smtpPort, bounce, { from: '', to })).toMatch(/^250/)
  outside.taken.splice(0)
  await app.drain()
  expect(outside.taken.filter(({ recipients }) => recipients.includes('ada@a.test'))).toEqual([])
  expect(await lastEvent('notice.failed')).toMatchObject({ metadata: { kind: 'forward' } })
})

it('forgets the copy of a mail that is erased before it went', async () => {
  await set({ paused_at: 1 })
  await arrive(await proved())
  const { reader } = app.context.database
  const newest = await reader
    .selectFrom('messages')
    .select('id')
    .orderBy('position', 'desc')
    .executeTakeFirstOrThrow()
  await app.context.database.write(({ db, now }) =>
    db.updateTable('messages').set({ erased_at: now }).where('id', '=', newest.id).execute(),
  )
  await set({ paused_at: null })
  app.context.clock.advance(60_000)
  expect(await forwarded()).toEqual([])
})

it('stays here, as it would have left, where mail is captured', async () => {
  const captured = await startTestServer({
    settings: {
      MULTIMAIL_ROLES: 'http,smtp',
      MULTIMAIL_DOMAIN: 'here.test',
      MULTIMAIL_OPERATOR_EMAIL: OPERATOR,
      MULTIMAIL_TRUSTED_NETWORKS: 'none',
      MULTIMAIL_DNS_SERVERS: dns.address,
    },
  })
  try {
    await captured.context.database.write((writer) =>
      updateMailbox(writer, captured.made.mailbox.id, { forward_inbound: 1 }),
    )
    const raw = await proved()
    await sendMail(captured.smtpPort, raw, { from: 'ada@a.test', to: 'agent@here.test' })
    await captured.drain()
    const { body } = await captured.call(captured.made.keys.admin, 'GET', '/v1/test/captured')
    const [copy] = body.emails as unknown as { envelope: { to: string[] }; raw_base64: string }[]
    expect(copy?.envelope.to).toEqual([OPERATOR])
    const bytes = Buffer.from(copy?.raw_base64 ?? '', 'base64').toString()
    expect(bytes).toMatch(/^ARC-Seal: i=1;/)
    expect(bytes.endsWith(raw)).toBe(true)
  } finally {
    await captured.stop()
  }
})
