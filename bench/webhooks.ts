/** How fast events leave for subscribers, and how long after they were committed. */

import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { startChild } from './child.ts'
import type { Place } from './databases.ts'
import { type HttpSink, startHttpSink } from './http-sink.ts'
import { comparison, pause, percentile, progress, type Sample, takeTurns, until } from './measure.ts'
import type { Benchmark, Plan } from './plan.ts'
import { type Setup, setupOf, startOurs } from './server.ts'
import { sendMails } from './smtp-load.ts'
import { plainMails } from './texts.ts'

const BARE_POSTER = fileURLToPath(new URL('bare-poster.ts', import.meta.url))
/** As long as a body of ours without the text of the mail. */
const BODY_BYTES = 1_800
const CONNECTIONS = 20
/** Between two mails whose delay is measured, in ms: more than the pace of a subscription. */
const APART_MS = 60

const WEBHOOKS = { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_OPERATOR_APPROVAL: 'off' }

interface Arena {
  readonly plan: Plan
  readonly place: Place
  readonly label: string
  readonly setup: Setup
  readonly sink: HttpSink
}

export const webhooks: Benchmark = {
  name: 'webhooks',
  about:
    'events posted to many subscriptions at a local sink, against undici with two HMACs; and their delay',
  perDatabase: true,
  async run(plan, database) {
    progress(`webhooks on ${database.name}`)
    const place = await database.place(plan.folder)
    const sink = await startHttpSink()
    try {
      const setup = await setUp(plan, place, sink, plan.sizes.subscriptions)
      const arena: Arena = { plan, place, label: `webhooks-${database.name}`, setup, sink }
      const { ours, theirs } = await takeTurns(
        plan.sizes.rounds,
        () => ourTurn(arena),
        () => theirTurn(plan, sink),
      )
      const { ratio, value, floor } = comparison(ours, theirs)
      const common = { database: database.name, unit: 'POSTs/s', p50_ms: null, p99_ms: null }
      plan.report({ name: 'webhooks', ratio, value, floor, ...common }, '>=0.5')
    } finally {
      await place.dispose()
    }
    try {
      await reportDelay(plan, await database.place(plan.folder), database.name, sink)
    } finally {
      await sink.close()
    }
  },
}

/** Makes an account and so many subscriptions to its inbound mail. */
async function setUp(plan: Plan, place: Place, sink: HttpSink, count: number): Promise<Setup> {
  const server = await startOurs({ ...plan, profiles: null }, place, 'setup', WEBHOOKS)
  const setup = setupOf(server)
  for (let number = 0; number < count; number++) {
    const answer = await request(`${server.url}/v1/webhooks`, {
      method: 'POST',
      headers: { authorization: `Bearer ${setup.keys.admin}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${sink.url}/${number}`, events: ['message.received'] }),
    })
    if (answer.statusCode !== 201) throw new Error(`${answer.statusCode}: ${await answer.body.text()}`)
    await answer.body.dump()
  }
  await server.child.stop()
  return setup
}

/** Lets mail come in without a worker, then times a start with one. */
async function ourTurn({ plan, place, label, setup, sink }: Arena): Promise<Sample> {
  const { subscriptions, events } = plan.sizes
  const doors = await startOurs({ ...plan, profiles: null }, place, 'fill', {
    ...WEBHOOKS,
    MULTIMAIL_ROLES: 'http,smtp',
  })
  const recipient = setup.mailbox.address
  await sendMails({ port: doors.smtpPort, recipient, mails: plainMails(recipient) }, events, 4)
  await doors.child.stop()
  sink.reset()
  const server = await startOurs(plan, place, label, { ...WEBHOOKS, MULTIMAIL_ROLES: 'worker' })
  await until(() => sink.taken.count >= subscriptions * events)
  await server.child.stop()
  return sampleOf(sink)
}

async function theirTurn(plan: Plan, sink: HttpSink): Promise<Sample> {
  const count = plan.sizes.subscriptions * plan.sizes.events
  sink.reset()
  const args = [sink.url, String(count), String(BODY_BYTES), String(CONNECTIONS)]
  const poster = await startChild([BARE_POSTER, ...args])
  await until(() => sink.taken.count >= count)
  await poster.stop()
  return sampleOf(sink)
}

/** From the first POST to the last: what starting took does not count. */
function sampleOf({ taken: { count, first, last } }: HttpSink): Sample {
  return { rate: (count - 1) / ((last - first) / 1_000), latencies: [] }
}

/** One mail after the other comes in at a server that does everything; one subscriber hears of it. */
async function reportDelay(plan: Plan, place: Place, database: string, sink: HttpSink): Promise<void> {
  const setup = await setUp(plan, place, sink, 1)
  const server = await startOurs(plan, place, `webhooks-delay-${database}`, WEBHOOKS)
  const recipient = setup.mailbox.address
  const target = { port: server.smtpPort, recipient, mails: plainMails(recipient) }
  sink.reset()
  for (let number = 0; number < plan.sizes.delayedEvents; number++) {
    await sendMails(target, 1, 1)
    await pause(APART_MS)
  }
  await until(() => sink.taken.count >= plan.sizes.delayedEvents)
  const [p50, p99] = [percentile(sink.delays, 0.5), percentile(sink.delays, 0.99)]
  const common = { ratio: null, floor: null, value: p50, unit: 'ms', p50_ms: p50, p99_ms: p99 }
  plan.report({ name: 'webhooks.delay', database, ...common })
  await server.child.stop()
  await place.dispose()
}
