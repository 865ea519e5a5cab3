/**
 * How fast released mail leaves, signed by DKIM: our worker against bare nodemailer that signs too, and against Postfix
 * that does not, into the same sink.
 */

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { request } from 'undici'
import type { Place } from './databases.ts'
import { post } from './http-load.ts'
import { comparison, progress, type Sample, takeTurns, until } from './measure.ts'
import type { Benchmark, Plan } from './plan.ts'
import { type Postfix, startPostfix, whyNoPostfix } from './postfix.ts'
import { BIN, SETTINGS, type Setup, setupOf, startOurs } from './server.ts'
import { type Sink, startSink } from './sink.ts'
import { type SmtpTarget, sendMails } from './smtp-load.ts'
import { bodies, plainMails } from './texts.ts'

interface Arena {
  readonly plan: Plan
  readonly place: Place
  readonly label: string
  readonly setup: Setup
  readonly sink: Sink
  readonly relay: Readonly<Record<string, string>>
  readonly connections: number
}

export const outbound: Benchmark = {
  name: 'outbound',
  about: 'a queue of 2 KB mails signed and drained into a local SMTP sink, against nodemailer and Postfix',
  perDatabase: true,
  async run(plan, database) {
    progress(`outbound on ${database.name}`)
    const place = await database.place(plan.folder)
    const sink = await startSink()
    const reason = whyNoPostfix()
    if (reason !== null) progress(`outbound: no ratio, because ${reason}`)
    const postfix = reason === null ? await startPostfix(plan.folder, sink.port) : null
    try {
      const relay = { MULTIMAIL_RELAY_URL: `smtp://127.0.0.1:${sink.port}` }
      const label = `outbound-${database.name}`
      const setup = await setUp(plan, place, relay)
      const body = bodies()
      const arena: Arena = { plan, place, label, setup, sink, relay, connections: 20 }
      for (const connections of plan.sizes.outboundConnections)
        await againstNodemailer({ ...arena, connections }, body, database.name)
      const { ours, theirs } = await takeTurns(
        plan.sizes.rounds,
        () => ourTurn(arena, body),
        postfix === null ? null : () => theirTurn(plan.sizes.outboundMails, sink, postfix),
      )
      const { ratio, value, floor } = comparison(ours, theirs)
      const times = { p50_ms: null, p99_ms: null }
      plan.report(
        { name: 'outbound', database: database.name, ratio, value, floor, unit: 'messages/s', ...times },
        '>=1.0',
      )
    } finally {
      postfix?.stop()
      await sink.close()
      await place.dispose()
    }
  },
}

/** Both sign with RSA-2048; we with Ed25519 and the identity header, from a durable queue, besides. */
async function againstNodemailer(arena: Arena, body: () => string, database: string): Promise<void> {
  const { plan, sink, connections } = arena
  const name = `outbound-dkim-${connections}`
  progress(`${name} on ${database}`)
  const count = plan.sizes.outboundMails
  const { ours, theirs } = await takeTurns(
    plan.sizes.rounds,
    () => ourTurn(arena, body),
    () => bareTurn(sink, connections, count),
  )
  const { ratio, value, floor } = comparison(ours, theirs)
  const times = { p50_ms: null, p99_ms: null }
  plan.report({ name, database, ratio, value, floor, unit: 'messages/s', ...times }, '>=0.8')
}

async function bareTurn(sink: Sink, connections: number, count: number): Promise<Sample> {
  sink.reset()
  const child = fileURLToPath(new URL('nodemailer-child.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [child, sink.port, connections, count].map(String))
  return sampleOf(sink)
}

/** Makes account and mailbox, and lets the mailbox send without waiting for anybody. */
async function setUp(plan: Plan, place: Place, relay: Readonly<Record<string, string>>): Promise<Setup> {
  const env = { PATH: process.env.PATH ?? '', ...SETTINGS, ...place.settings, ...relay }
  const server = await startOurs({ ...plan, profiles: null }, place, 'setup', relay)
  await server.child.stop()
  const setup = setupOf(server)
  await promisify(execFile)(process.execPath, [BIN, 'mode', setup.mailbox.address, 'autonomous'], { env })
  return setup
}

/** Fills the queue without a worker, then times a start with one. */
async function ourTurn(arena: Arena, body: () => string): Promise<Sample> {
  const { plan, place, label, sink, relay } = arena
  const count = plan.sizes.outboundMails
  await fill(arena, body, count)
  sink.reset()
  const server = await startOurs(plan, place, label, {
    ...relay,
    MULTIMAIL_ROLES: 'worker',
    MULTIMAIL_DELIVERY_CONNECTIONS: String(arena.connections),
  })
  await until(() => sink.taken.count >= count)
  await server.child.stop()
  return sampleOf(sink)
}

async function fill({ plan, place, setup, relay }: Arena, body: () => string, count: number): Promise<void> {
  const roles = { ...relay, MULTIMAIL_ROLES: 'http' }
  const server = await startOurs({ ...plan, profiles: null }, place, 'fill', roles)
  const path = `/v1/mailboxes/${setup.mailbox.id}`
  const target = { url: server.url, path: `${path}/send`, key: setup.keys.agent, body, status: 202 }
  await post(target, 16, { count })
  // A search has everything indexed first: what is timed is delivery alone.
  const headers = { authorization: `Bearer ${setup.keys.agent}` }
  await until(async () => {
    await (await request(`${server.url}${path}/emails?q=offer&limit=1`, { headers })).body.dump()
    return (await place.undigested()) === 0
  })
  await server.child.stop()
}

async function theirTurn(count: number, sink: Sink, postfix: Postfix): Promise<Sample> {
  const { port, recipient } = postfix
  const target: SmtpTarget = { port, recipient, mails: plainMails(recipient) }
  await sendMails(target, count, 8)
  sink.reset()
  postfix.release()
  await until(() => sink.taken.count >= count)
  return sampleOf(sink)
}

/** From the first mail to the last: what starting took does not count. */
function sampleOf(sink: Sink): Sample {
  const { count, first, last } = sink.taken
  return { rate: (count - 1) / ((last - first) / 1_000), latencies: [] }
}
