/**
 * No accepted mail is lost: the server is killed with SIGKILL at random moments while agents send, reviewers
 * approve, and the world writes to the mailbox. Afterwards everything that was answered is there, nothing
 * unapproved left, and a mail that the peer got twice is recorded as uncertain.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Initialized } from '../../src/actions/initialize.ts'
import { initialize } from '../../src/actions/initialize.ts'
import { loadConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { operatorOf } from '../../src/store/access.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { freshDatabase } from '../support/database.ts'

const KILLS = 50
/** So much must have been accepted for the rest to mean something. */
const ENOUGH = 20
const bin = new URL('../../bin/multimail.js', import.meta.url).pathname

/** Subjects that the peer took, as often as it took them. */
const peerGot = new Map<string, number>()
const sent = new Map<string, string>()
const approvalAsked = new Set<string>()
const inboundAccepted = new Set<string>()

let peer: SMTPServer
let folder: string
let env: Record<string, string>
let made: Initialized
let database: Awaited<ReturnType<typeof freshDatabase>>
let child: ChildProcess | null = null
let ports: { http: number; smtp: number }
let isOver = false

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

beforeAll(async () => {
  peer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      buffer(stream).then(
        (raw) => {
          const text = raw.toString()
          // Mail to the operator about what waits goes the same way.
          if (/^X-MultiMail-Notice: /m.test(text)) return done()
          const subject = /^Subject: (\S+)/m.exec(text)?.[1] ?? '?'
          peerGot.set(subject, (peerGot.get(subject) ?? 0) + 1)
          done()
        },
        // The sender died in the middle: the peer does not take it.
        (error) => done(error),
      )
    },
  })
  peer.on('error', () => {})
  const peerPort = await freePort()
  await new Promise<void>((resolve) => peer.listen(peerPort, '127.0.0.1', resolve))
  folder = await mkdtemp(join(tmpdir(), 'multimail-crash-'))
  database = await freshDatabase()
  ports = { http: await freePort(), smtp: await freePort() }
  env = {
    ...database.settings,
    MULTIMAIL_DATA: folder,
    MULTIMAIL_HTTP_PORT: String(ports.http),
    MULTIMAIL_SMTP_PORT: String(ports.smtp),
    MULTIMAIL_RELAY_URL: `smtp://127.0.0.1:${peerPort}?tls=never`,
    MULTIMAIL_RATE_LIMIT: 'off',
    MULTIMAIL_LEASE_SECONDS: '2',
    LOG_LEVEL: 'silent',
  }
  const context = await openContext(loadConfig(env), createLog('silent'))
  made = await initialize(context)
  await context.close()
})

afterAll(async () => {
  child?.kill('SIGKILL')
  await new Promise<void>((resolve) => peer.close(() => resolve()))
  await database.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  const started = spawn(process.execPath, [bin, 'serve'], { env: { PATH: process.env.PATH ?? '', ...env } })
  child = started
  await new Promise<void>((resolve, reject) => {
    let output = ''
    started.stdout.on('data', (chunk) => {
      output += chunk
      if (output.includes('is running')) resolve()
    })
    started.stderr.on('data', (chunk) => {
      output += chunk
    })
    started.once('exit', () => reject(new Error(`the server did not start: ${output}`)))
  })
}

async function kill(): Promise<void> {
  const victim = child
  child = null
  const gone = new Promise((resolve) => victim?.once('exit', resolve))
  victim?.kill('SIGKILL')
  await gone
}

/** A request that may meet a dead server; null then. */
async function ask(
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<Record<string, never> | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${ports.http}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return response.ok ? ((await response.json()) as Record<string, never>) : null
  } catch {
    return null
  }
}

const pause = () => new Promise((resolve) => setImmediate(resolve))

async function agent(name: string): Promise<void> {
  for (let number = 0; !isOver; number++) {
    const subject = `${name}-${number}`
    const body = { to: ['ada@example.com'], subject, markdown: `Mail ${subject}` }
    const answer = await ask(made.keys.agent, 'POST', `/v1/mailboxes/${made.mailbox.id}/send`, body)
    if (answer !== null) sent.set(subject, String(answer.id))
    await pause()
  }
}

async function reviewer(): Promise<void> {
  while (!isOver) {
    const list = await ask(made.keys.reviewer, 'GET', '/v1/oversight/pending?limit=10')
    for (const { id, subject } of (list?.emails ?? []) as { id: string; subject: string }[]) {
      // Every third one is left undecided: it must never go out.
      if (Number(subject.split('-')[1]) % 3 === 0) continue
      approvalAsked.add(subject)
      await ask(made.keys.reviewer, 'POST', '/v1/oversight/decide', { email_id: id, action: 'approve' })
    }
    await pause()
  }
}

async function world(): Promise<void> {
  const mailer = createTransport({
    host: '127.0.0.1',
    port: ports.smtp,
    ignoreTLS: true,
    connectionTimeout: 2_000,
  })
  for (let number = 0; !isOver; number++) {
    const subject = `inbound-${number}`
    try {
      await mailer.sendMail({
        from: 'bob@example.org',
        to: made.mailbox.address,
        subject,
        text: `Mail ${subject}`,
      })
      inboundAccepted.add(subject)
    } catch {
      // Not accepted: the world keeps it.
    }
    await pause()
  }
  mailer.close()
}

it(`survives ${KILLS} kills at random moments`, { timeout: 600_000 }, async () => {
  await start()
  const actors = [agent('a'), agent('b'), reviewer(), world()]
  // Moments are spread evenly over a start-up and a little more; the offsets are fixed, what they hit is chance.
  for (let number = 0; number < KILLS; number++) {
    await new Promise((resolve) => setTimeout(resolve, 20 + ((number * 67) % 400)))
    await kill()
    await start()
  }
  // On a slow machine little was taken in between.
  while (sent.size < ENOUGH || inboundAccepted.size < ENOUGH) await pause()
  isOver = true
  await Promise.all(actors)
  await kill()
  await settle()
  await verify()
})

/** Starts once more and waits until every released mail is sent. */
async function settle(): Promise<void> {
  await start()
  const context = await openContext(loadConfig(env), createLog('silent'))
  try {
    for (let round = 0; round < 600; round++) {
      const open = await context.database.reader
        .selectFrom('deliveries')
        .select('id')
        .where('state', 'in', ['queued', 'sending'])
        .execute()
      if (open.length === 0) return
      // Uncertain ones wait a minute for their next attempt; nobody waits here.
      await context.database.write(async (writer) => {
        await writer.db.updateTable('deliveries').set({ due_at: 1 }).where('state', '=', 'queued').execute()
      })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('deliveries did not end')
  } finally {
    await context.close()
    await kill()
  }
}

async function verify(): Promise<void> {
  const context = await openContext(loadConfig(env), createLog('silent'))
  const { reader } = context.database
  try {
    const messages = await reader.selectFrom('messages').selectAll().execute()
    const bySubject = Map.groupBy(messages, ({ subject }) => subject)
    for (const [subject, id] of sent) {
      expect(bySubject.get(subject)?.filter((message) => message.id === id).length, subject).toBe(1)
    }
    for (const subject of inboundAccepted)
      expect(bySubject.get(subject)?.length ?? 0, subject).toBeGreaterThan(0)
    for (const [subject, times] of peerGot) {
      expect(approvalAsked.has(subject), `${subject} left without an approval`).toBe(true)
      const ids = bySubject.get(subject)?.map(({ id }) => id) ?? []
      const uncertain = await reader
        .selectFrom('attempts')
        .innerJoin('deliveries', 'deliveries.id', 'attempts.delivery_id')
        .select('attempts.id')
        .where('deliveries.message_id', 'in', ids)
        .where('attempts.outcome', '=', 'uncertain')
        .execute()
      expect(times, `${subject} came ${times} times`).toBeLessThanOrEqual(ids.length + uncertain.length)
    }
    const released = await reader.selectFrom('releases').select('message_id').execute()
    for (const { message_id } of released) {
      const message = messages.find(({ id }) => id === message_id)
      if (message?.direction !== 'outbound') continue
      expect(peerGot.get(message.subject) ?? 0, `${message.subject} was let go and lost`).toBeGreaterThan(0)
    }
    for (const report of await verifyChains(reader, operatorOf(made.account.id, 0).accountId, null)) {
      expect(report.faults).toEqual([])
    }
  } finally {
    await context.close()
  }
}
