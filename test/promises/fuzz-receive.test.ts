/** Ten thousand broken and malicious mails by SMTP: each is answered, what was accepted is there, nothing hangs. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Conversation } from '../smtp/conversation.ts'
import { HANG } from '../support/hang.ts'
import { dsn, type SendingServer, startSending } from '../support/sent-mail.ts'

const MAILS = 10_000
const CONNECTIONS = 10
/** Sessions end after so many commands without pause; a new one is opened then. */
const MAILS_PER_CONNECTION = 100

let app: SendingServer
beforeAll(async () => {
  app = await startSending({ MULTIMAIL_RATES_AFTER: '1000000', MULTIMAIL_TRUSTED_NETWORKS: '127.0.0.0/8' })
})
afterAll(() => app.close())

/** Numbers that look random and are the same every time (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const FOLDER = join(import.meta.dirname, '../mail/reports')
const BASES = [
  ...readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name))),
  Buffer.from(dsn({ to: 'agent@multimail.localhost', recipient: 'ada@example.net' })),
  Buffer.from(
    'From: a@b.example\nSubject: =?utf-8?q?=FF?=\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\n--x--',
  ),
  Buffer.from('Content-Type: text/html; charset=utf-16\nContent-Transfer-Encoding: base64\n\n////AAAA'),
]
const PIECES = [
  '\n\n',
  '\r\n',
  '--frontier',
  'Content-Type: ',
  'message/rfc822',
  '=?',
  '?=',
  ';',
  '"',
  '<',
  '\0',
  '\xff\xfe',
  ':',
  ' ',
].map((text) => Buffer.from(text, 'latin1'))

/** One of the examples with some of it cut out, doubled, moved and written over. */
function mutated(random: (below: number) => number): string {
  let raw = BASES[random(BASES.length)] ?? Buffer.alloc(0)
  for (let round = random(8); round > 0; round--) {
    const at = random(raw.length + 1)
    const end = at + random(120)
    const piece = PIECES[random(PIECES.length)] ?? Buffer.alloc(0)
    const middle = [piece, raw.subarray(at, end), Buffer.from([random(256)])][random(3)] ?? piece
    raw = Buffer.concat([raw.subarray(0, at), middle, raw.subarray(random(2) === 0 ? at : end)])
  }
  const lines = raw
    .toString('latin1')
    .replace(/\r?\n|\r/g, '\r\n')
    .replace(/^\./gm, '..')
  return lines.endsWith('\r\n') ? lines : `${lines}\r\n`
}

it('loses nothing of 10,000 mutated mails, and hangs on none', { timeout: 180_000 }, async () => {
  const [mail] = await app.sendMail('ada@example.net')
  const recipients = ['agent@multimail.localhost', 'agent@multimail.localhost', mail?.returnPath ?? '']
  const replies = new Map<string, number>()
  const accepted: string[] = []
  let slowest = 0
  const bring = async (seed: number) => {
    const random = chance(seed)
    let client = await Conversation.greeted(app.smtpPort)
    for (let number = 0; number < MAILS / CONNECTIONS; number++) {
      if (number > 0 && number % MAILS_PER_CONNECTION === 0) {
        client.end()
        client = await Conversation.greeted(app.smtpPort)
      }
      const started = performance.now()
      const from = random(2) === 0 ? '' : 'a@b.example'
      const to = recipients[random(recipients.length)]
      const [, taken] = await client.askAll(`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`)
      if (taken?.startsWith('250') !== true) {
        replies.set(taken?.slice(0, 3) ?? '', (replies.get(taken?.slice(0, 3) ?? '') ?? 0) + 1)
        await client.ask('RSET')
        continue
      }
      await client.ask('DATA')
      client.send(Buffer.from(`${mutated(random)}.\r\n`, 'latin1'))
      const reply = await client.reply()
      slowest = Math.max(slowest, performance.now() - started)
      replies.set(reply.slice(0, 3), (replies.get(reply.slice(0, 3)) ?? 0) + 1)
      if (reply.startsWith('250')) accepted.push(...reply.replace(/^.* queued as /, '').split(' '))
    }
    client.end()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, seed) => bring(seed + 1)))
  expect([...replies.keys()].sort()).toEqual(['250', '550'])
  expect([...replies.values()].reduce((sum, count) => sum + count, 0)).toBe(MAILS)
  expect(slowest).toBeLessThan(HANG)
  const { reader } = app.context.database
  const messages = await reader
    .selectFrom('messages')
    .select('id')
    .where('direction', '=', 'inbound')
    .execute()
  const reports = await reader.selectFrom('delivery_reports').select('id').execute()
  const stored = new Set([...messages, ...reports].map(({ id }) => id))
  expect(accepted.filter((id) => !stored.has(id))).toEqual([])
  expect(stored.size).toBe(accepted.length)
})
