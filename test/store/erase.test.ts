/** Erased mail: of what it said and about whom nothing is left, in any table, file or index (GDPR Art. 17). */

import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeUnusedFiles } from '../../src/actions/erase-message.ts'
import { recordReading } from '../../src/actions/read-message.ts'
import { receiveMessage } from '../../src/actions/receive-message.ts'
import { operatorOf } from '../../src/store/access.ts'
import { isPostgres } from '../support/database.ts'
import { filesWith, tablesWith } from '../support/leftovers.ts'
import { Outside, TO_OUTSIDE } from '../support/outside.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { type Answer, startTestServer, type TestServer } from '../support/server.ts'

const DAY = 86_400_000
/** Words that stand nowhere else. Those of the attachments are as the raw mail has them, in Base64. */
const LETTER = Buffer.from('the wombat flew by night, said nobody')
const OUTBOUND = [
  'kumquatfest',
  'zygomorphic',
  'amendedword',
  'beforeword',
  'quentin',
  'hortensia',
  'bartholomew',
]
const OUTBOUND_MORE = [
  'recipient.example',
  'xylophone',
  'linked.example',
  LETTER.toString('base64').slice(0, 40),
]
const INBOUND = ['wilhelmina', 'sender.example', 'jabberwocky', 'brilligly', 'mentioned.example', 'vorpal']

let app: TestServer
let receiver: Receiver

/** Says no to one recipient, and names them in its reply. */
class Refusing extends Outside {
  override async transmit(transmission: Parameters<Outside['transmit']>[0]) {
    const answer = await super.transmit(transmission)
    const outcomes = answer.outcomes.map((outcome) =>
      outcome.recipient.startsWith('hortensia')
        ? {
            ...outcome,
            kind: 'refused' as const,
            code: 550,
            enhanced: '5.1.1',
            reply: '550 5.1.1 hortensia@recipient.example unknown',
          }
        : outcome,
    )
    return { ...answer, host: 'mx.recipient.example', outcomes } as Awaited<ReturnType<Outside['transmit']>>
  }
}

const OPEN = {
  MULTIMAIL_OPERATOR_APPROVAL: 'off',
  MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
  MULTIMAIL_ROLES: 'http',
}

async function start(way: 'relay' | 'capture'): Promise<void> {
  const transport = way === 'relay' ? new Refusing() : null
  app = await startTestServer({ transport, settings: { ...OPEN, ...(way === 'relay' ? TO_OUTSIDE : {}) } })
  receiver = await startReceiver()
  // What cannot be posted waits here.
  receiver.answer = (response) => void response.writeHead(500).end('quentin is unknown')
}

afterEach(async () => {
  await app.stop()
  await receiver.close()
})

const box = () => app.made.mailbox.id
const path = (rest = '') => `/v1/mailboxes/${box()}${rest}`
let calls = 0
const call = (key: keyof TestServer['made']['keys'], method: string, to: string, body?: unknown) =>
  app.call(app.made.keys[key], method, to, body, { 'idempotency-key': `${calls++}` })

async function subscribe(): Promise<void> {
  const events = [
    'oversight.pending',
    'message.received',
    'message.sent',
    'message.bounced',
    'message.delivered',
  ]
  for (const include_body of [true, false]) {
    const { status } = await call('admin', 'POST', '/v1/webhooks', {
      url: `${receiver.url}/${include_body}`,
      events,
      include_body,
    })
    expect(status).toBe(201)
  }
}

/** A mail by way of a draft: held, amended and approved by a reviewer, sent, and read. */
async function handleOutbound(): Promise<string> {
  const draft = await call('agent', 'POST', path('/drafts'), {
    to: ['Quentin Q <quentin@recipient.example>'],
    cc: ['hortensia@recipient.example'],
    bcc: ['bartholomew@recipient.example'],
    subject: 'Kumquatfest',
    markdown: 'A zygomorphic beforeword, see https://linked.example/page.',
    attachments: [
      { name: 'xylophone.txt', content_type: 'text/plain', content_base64: LETTER.toString('base64') },
    ],
  })
  const sent = await call('agent', 'POST', path(`/drafts/${draft.body.id}/send`), {})
  const id = String(sent.body.id)
  await app.drain()
  const decided = await call('reviewer', 'POST', '/v1/oversight/decide', {
    email_id: id,
    action: 'approve',
    edits: { markdown: 'A zygomorphic amendedword, see https://linked.example/page.' },
  })
  expect(decided.status).toBe(200)
  await app.drain()
  await call('agent', 'GET', path(`/emails/${id}`))
  await call('agent', 'GET', path(`/emails/${id}/attachments/xylophone.txt`))
  await call('agent', 'PUT', path(`/emails/${id}/tags`), { tags: { about: 'kumquatfest' } })
  return id
}

async function receive(raw: string): Promise<string> {
  const [id] = await receiveMessage(app.context, {
    envelopeFrom: 'bounce+wilhelmina@sender.example',
    recipients: [app.made.mailbox.address],
    stream: Readable.from([Buffer.from(raw)]),
    test: 0,
  })
  await app.drain()
  return String(id)
}

const RAW = (more = '') =>
  [
    'From: Wilhelmina W <wilhelmina@sender.example>',
    `To: ${app.made.mailbox.address}`,
    'Reply-To: desk@sender.example',
    'Subject: Jabberwocky',
    'Message-ID: <vorpal@sender.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    `It is brilligly. Ask carol@mentioned.example.${more}`,
    '--b',
    'Content-Type: application/pdf; name="vorpal.pdf"',
    'Content-Disposition: attachment; filename="vorpal.pdf"',
    '',
    'vorpal',
    '--b--',
    '',
  ].join('\r\n')

const erase = (id: string): Promise<Answer> => call('admin', 'POST', path(`/emails/${id}/erase`))

/** Brings what was written into the file itself, and empties the log beside it. */
function checkpoint(folder: string): void {
  const database = new DatabaseSync(join(folder, 'multimail.db'), { timeout: 10_000 })
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

/** A day later, when all that is done now and then was done. */
async function nextDay(): Promise<void> {
  app.context.clock.advance(DAY + 1)
  await app.drain()
}

async function expectWholeTrail(): Promise<void> {
  const { body } = await call('admin', 'GET', '/v1/audit-log/verify')
  expect(body).toMatchObject({ ok: true })
}

describe.each(['relay', 'capture'] as const)('after erasure, where mail goes out by %s', (way) => {
  beforeEach(() => start(way))

  it('no table, file or index says what a mail was about, or names anybody in it', async () => {
    await subscribe()
    const outbound = await handleOutbound()
    const inbound = await receive(RAW())
    await call('agent', 'GET', path(`/emails/${inbound}`))
    const words = [...OUTBOUND, ...OUTBOUND_MORE, ...INBOUND]
    // The words are there to be found.
    const before = await tablesWith(app.context, words)
    for (const word of words)
      expect(
        before.some((one) => one.includes(`: ${word} in `)),
        word,
      ).toBe(true)
    const folder = app.context.config.data
    const inFiles = async () => {
      checkpoint(folder)
      return new Set((await filesWith(folder, words)).map((one) => one.split(': ')[1] ?? ''))
    }
    if (!isPostgres) expect([...(await inFiles())].sort()).toEqual([...words].sort())
    for (const id of [outbound, inbound]) expect((await erase(id)).status).toBe(200)
    // Whom we must not mail any more stays known, and so it must; answers are kept for repetition for a day.
    const left = async (except: RegExp) =>
      (await tablesWith(app.context, words)).filter((one) => !except.test(one))
    expect(await left(/^(suppressions|idempotency): /)).toEqual([])
    await nextDay()
    expect(await left(/^suppressions: /)).toEqual([])
    await expectWholeTrail()
    for (const word of ['kumquatfest', 'amendedword', 'jabberwocky', 'brilligly', 'wilhelmina']) {
      const { body } = await call('agent', 'GET', path(`/emails?q=${word}`))
      expect(body.emails).toEqual([])
    }
    const kept = way === 'relay' ? ['hortensia', 'recipient.example'] : []
    if (!isPostgres) expect([...(await inFiles())].filter((word) => !kept.includes(word))).toEqual([])
  })
})

describe('a mail that was changed while it waited, and taken back', () => {
  beforeEach(() => start('capture'))

  it('leaves nothing of what it said first, nor of what it said then', async () => {
    const clock = app.context.clock.now()
    const mail = { to: ['quentin@recipient.example'], subject: 'Kumquatfest', markdown: 'beforeword' }
    const later = { gate_timing: 'schedule_first', send_at: new Date(clock + DAY / 2).toISOString() }
    const sent = await call('agent', 'POST', path('/send'), { ...mail, ...later })
    const id = String(sent.body.id)
    const other = { ...mail, to: ['hortensia@recipient.example'], markdown: 'amendedword' }
    const edited = await call('agent', 'PATCH', path(`/emails/${id}/schedule`), other)
    const cancelled = await call('agent', 'POST', path(`/emails/${id}/cancel`))
    expect([edited.status, cancelled.status]).toEqual([200, 200])
    await app.drain()
    expect((await erase(id)).status).toBe(200)
    await nextDay()
    expect(await tablesWith(app.context, [...OUTBOUND, ...OUTBOUND_MORE])).toEqual([])
  })
})

describe('what is recorded of a mail after it was erased', () => {
  beforeEach(() => start('capture'))

  it('is in the trail without clear text: a reading may have begun before', async () => {
    const id = await receive(RAW())
    await erase(id)
    const principal = operatorOf(app.made.account.id, 0)
    await recordReading(app.context, principal, {
      action: 'attachment.read',
      resourceType: 'email',
      resourceId: id,
      mailboxId: box(),
      metadata: { attachment: 'vorpal.pdf' },
    })
    expect(await tablesWith(app.context, ['vorpal'])).toEqual([])
    await expectWholeTrail()
  })
})

describe('the file of a large mail', () => {
  beforeEach(() => start('capture'))
  const files = async () => {
    const names = await readdir(join(app.context.config.data, 'blobs'), { recursive: true })
    return names.filter((name) => /[0-9a-f]{64}$/.test(name))
  }
  const LARGE = `\r\n${randomBytes(300_000)
    .toString('hex')
    .replace(/(.{76})/g, '$1\r\n')}`

  it('is kept until the last mail that is the same is erased', async () => {
    const [one, other] = [await receive(RAW(LARGE)), await receive(RAW(LARGE))]
    expect(await files()).toHaveLength(1)
    // The files of this test are of today; the clock of the server is not.
    app.context.clock.set(Date.now() + 2 * DAY)
    expect((await erase(one)).status).toBe(200)
    expect(await removeUnusedFiles(app.context)).toBe(0)
    expect((await call('agent', 'GET', path(`/emails/${other}/raw`))).status).toBe(200)
    expect((await call('agent', 'GET', path(`/emails/${one}/raw`))).body).toMatchObject({ code: 'erased' })
    expect((await erase(other)).status).toBe(200)
    expect(await files()).toEqual([])
  })

  it('that comes again after it was erased is there again', async () => {
    const one = await receive(RAW(LARGE))
    await erase(one)
    const again = await receive(RAW(LARGE))
    app.context.clock.set(Date.now() + 2 * DAY)
    expect(await removeUnusedFiles(app.context)).toBe(0)
    expect((await call('agent', 'GET', path(`/emails/${again}/raw`))).status).toBe(200)
    const small = await receive(RAW())
    await erase(small)
    const smallAgain = await receive(RAW())
    const raw = await call('agent', 'GET', path(`/emails/${smallAgain}/raw`))
    expect(raw.body.text).toContain('brilligly')
  })
})
