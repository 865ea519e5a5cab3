/**
 * No event is lost on its way to a subscriber: the server is killed with SIGKILL ten times while it posts ten thousand,
 * and the subscriber is gone three times. All arrive, in order for each email; what comes twice has the same id.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { initialize } from '../../src/actions/initialize.ts'
import { createMailbox, upgradeMailbox } from '../../src/actions/manage-mailbox.ts'
import { createWebhook } from '../../src/actions/manage-webhook.ts'
import { submitMessage } from '../../src/actions/submit-message.ts'
import { loadConfig } from '../../src/config.ts'
import { type Context, openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { operatorOf, type Principal } from '../../src/store/access.ts'
import { appendEvent, SYSTEM } from '../../src/store/events.ts'
import { freshDatabase } from '../support/database.ts'

/** Subscriptions, one for each mailbox, so that their pace together is fast enough for a test. */
const MAILBOXES = 25
const MAILS = 20
/** Events of each email that are there before the server starts; one more comes when it is sent. */
const EVENTS = 19
const ALL = MAILBOXES * MAILS * (EVENTS + 1)
const KILLS = 10
const OUTAGES = 3
/** Posts to one subscription that may be under way when the server dies. */
const AT_ONCE = 8

const bin = new URL('../../bin/multimail.js', import.meta.url).pathname

interface Body {
  readonly id: string
  readonly event: string
  readonly email_id: string
  readonly reason: string
}

/** How often each event came, and what came of each email, in order of its first coming. */
const came = new Map<string, number>()
const emails = new Map<string, string[]>()
/** Called when so many different events are there. */
const milestones = new Map<number, () => void>()

let folder = ''
let env: Record<string, string> = {}
let port = 0
let receiver: Server
let child: ChildProcess | null = null
let database: Awaited<ReturnType<typeof freshDatabase>>

function take(body: Body): void {
  const times = came.get(body.id) ?? 0
  came.set(body.id, times + 1)
  if (times > 0) return
  const told = emails.get(body.email_id) ?? []
  told.push(body.event === 'message.sent' ? 'sent' : body.reason)
  emails.set(body.email_id, told)
  milestones.get(came.size)?.()
}

const reached = (count: number) => new Promise<void>((resolve) => milestones.set(count, resolve))

async function listen(): Promise<void> {
  receiver = createServer((request, response) => {
    json(request).then(
      (body) => {
        take(body as Body)
        response.end()
      },
      // The server died while it posted.
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => receiver.listen(port, '127.0.0.1', resolve))
  port = (receiver.address() as AddressInfo).port
}

async function hangUp(): Promise<void> {
  const closed = new Promise((resolve) => receiver.close(resolve))
  receiver.closeAllConnections()
  await closed
}

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

/** A mailbox without a gate, somebody who subscribed to it, mails that wait to be sent, and events of each. */
async function fill(context: Context, operator: Principal, number: number): Promise<void> {
  const terminal = { by: 'terminal' } as const
  const address = { address: `agent${number}`, displayName: null }
  const { id } = await createMailbox(context, operator, address, terminal)
  await upgradeMailbox(context, operator, id, { from: 'gated_send', to: 'autonomous' }, terminal)
  const subscription = {
    url: `http://127.0.0.1:${port}/${number}`,
    events: ['message.complained', 'message.sent'],
    mailboxId: id,
    description: '',
    includeBody: false,
    headers: {},
  }
  await createWebhook(context, operator, subscription, terminal)
  for (let mail = 0; mail < MAILS; mail++) {
    const content = { cc: [], bcc: [], replyTo: null, markdown: 'Hello', attachments: [], answerTo: null }
    const to = [{ address: 'ada@example.com', name: '' }]
    const when = { idempotencyKey: null, sendAt: null, gateTiming: null }
    const submission = { mailboxId: id, to, subject: `Mail ${mail}`, ...content, ...when }
    const { id: messageId } = await submitMessage(context, operator, submission)
    await context.database.write(async (writer) => {
      for (let event = 0; event < EVENTS; event++)
        await appendEvent(writer, {
          accountId: operator.accountId,
          mailboxId: id,
          test: 0,
          action: 'message.complained',
          resourceType: 'email',
          resourceId: messageId,
          actor: SYSTEM,
          metadata: { reason: String(event) },
        })
    })
  }
}

beforeAll(async () => {
  await listen()
  folder = await mkdtemp(join(tmpdir(), 'multimail-webhook-crash-'))
  database = await freshDatabase()
  env = {
    ...database.settings,
    MULTIMAIL_DATA: folder,
    MULTIMAIL_HTTP_PORT: '0',
    MULTIMAIL_SMTP_PORT: '0',
    MULTIMAIL_RATE_LIMIT: 'off',
    MULTIMAIL_LEASE_SECONDS: '2',
    MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
    LOG_LEVEL: 'silent',
  }
  const context = await openContext(loadConfig(env), createLog('silent'))
  const { account } = await initialize(context)
  const operator = operatorOf(account.id, 0)
  for (let number = 0; number < MAILBOXES; number++) await fill(context, operator, number)
  await context.close()
}, 120_000)

afterAll(async () => {
  child?.kill('SIGKILL')
  await hangUp()
  await database.dispose()
  await rm(folder, { recursive: true, force: true })
})

it(`has all of ${ALL} events arrive, in order`, { timeout: 300_000 }, async () => {
  const everything = reached(ALL)
  // Deaths at every eleventh of the way, outages at every quarter: never both at once.
  const deaths = Array.from({ length: KILLS }, (_, index) => Math.floor((ALL * (index + 1)) / (KILLS + 1)))
  const outages = Array.from(
    { length: OUTAGES },
    (_, index) => Math.floor((ALL * (index + 1)) / (OUTAGES + 1)) + 40,
  )
  const trouble = [
    ...deaths.map(async (count) => {
      await reached(count)
      await kill()
      await start()
    }),
    ...outages.map(async (count) => {
      await reached(count)
      await hangUp()
      await listen()
    }),
  ]
  await start()
  await everything
  await Promise.all(trouble)
  await kill()

  expect(came.size).toBe(ALL)
  const inOrder = [...Array.from({ length: EVENTS }, (_, index) => String(index)), 'sent']
  expect(emails.size).toBe(MAILBOXES * MAILS)
  for (const told of emails.values()) expect(told).toEqual(inOrder)
  const repeated = [...came.values()].reduce((sum, times) => sum + times - 1, 0)
  // Only what was under way when somebody died can have come twice.
  expect(repeated).toBeLessThanOrEqual((KILLS + OUTAGES) * MAILBOXES * AT_ONCE)
})
