/** Mail that arrives by SMTP, against Postfix that delivers to a maildir. */

import type { Place } from './databases.ts'
import type { Report } from './figure.ts'
import { comparison, pause, progress, type Sample, takeTurns, until } from './measure.ts'
import type { Benchmark, Plan } from './plan.ts'
import { type Postfix, startPostfix, untilDelivered, whyNoPostfix } from './postfix.ts'
import { type OurServer, setupOf, startOurs } from './server.ts'
import { type SmtpTarget, sendMails, sendSingly } from './smtp-load.ts'
import { multipartMails } from './texts.ts'

const SMALL = 10 * 1024
const LARGE = 5 * 1024 * 1024
/** Connections of the 5 MB mails, and one-message connections open at once. */
const FEW = 4

/** One turn: until the last mail was taken with 250, and until everything that follows was done. */
interface Turn {
  readonly taken: Sample
  readonly done: Sample
}

interface Arena {
  readonly plan: Plan
  readonly database: string
  readonly server: OurServer
  readonly place: Place
  readonly recipient: string
  readonly postfix: Postfix | null
}

type Load = (target: SmtpTarget, count: number) => Promise<Sample>

export const inbound: Benchmark = {
  name: 'inbound',
  about: '10 KB and 5 MB mails by SMTP, against Postfix that delivers to a maildir',
  perDatabase: true,
  async run(plan, database) {
    const place = await database.place(plan.folder)
    const server = await startOurs(plan, place, `inbound-${database.name}`)
    const reason = whyNoPostfix()
    if (reason !== null) progress(`inbound: no ratio, because ${reason}`)
    const postfix = reason === null ? await startPostfix(plan.folder, null) : null
    try {
      const recipient = setupOf(server).mailbox.address
      const arena: Arena = { plan, database: database.name, server, place, recipient, postfix }
      for (const connections of plan.sizes.inboundConnections) {
        const load: Load = (target, count) => sendMails(target, count, connections)
        await compareSmall(arena, String(connections), load, '>=1.4')
      }
      await compareSmall(arena, 'single', (target, count) => sendSingly(target, count, FEW), '>=1.2')
      await compareLarge(arena)
    } finally {
      postfix?.stop()
      await server.child.stop()
      await place.dispose()
    }
  },
}

async function compareSmall(arena: Arena, label: string, load: Load, aim: string): Promise<void> {
  progress(`inbound: ${label} on ${arena.database}`)
  const { inboundMails: count } = arena.plan.sizes
  const { ours, theirs } = await turnsOf(arena, SMALL, count, load)
  const line = reporter(arena, 'messages/s')
  line(`inbound.${label}`, pick(ours, 'taken'), pick(theirs, 'taken'), aim)
  line(`inbound.${label}.indexed`, pick(ours, 'done'), pick(theirs, 'done'), aim)
}

async function compareLarge(arena: Arena): Promise<void> {
  progress(`inbound: 5 MB mails on ${arena.database}`)
  const { plan, server, database } = arena
  await pause(plan.sizes.idleMs)
  const before = await server.child.memory()
  let most = before ?? 0
  const timer = setInterval(async () => {
    most = Math.max(most, (await server.child.memory()) ?? 0)
  }, 50)
  const load: Load = (target, count) => sendMails(target, count, FEW)
  const { ours, theirs } = await turnsOf(arena, LARGE, plan.sizes.largeMails, load)
  clearInterval(timer)
  const inMegabytes = ({ rate, latencies }: Sample) => ({ rate: (rate * LARGE) / 2 ** 20, latencies })
  const line = reporter(arena, 'MB/s')
  line('inbound.5mb', pick(ours, 'taken').map(inMegabytes), pick(theirs, 'taken').map(inMegabytes), '>=1.0')
  plan.report({
    name: 'inbound.5mb.peak_memory',
    database,
    ratio: before === null ? null : most / before,
    value: before === null ? null : most,
    floor: before,
    unit: 'MB',
    p50_ms: null,
    p99_ms: null,
  })
}

const pick = (turns: readonly Turn[], part: keyof Turn) => turns.map((turn) => turn[part])

function reporter({ plan, database }: Arena, unit: string) {
  return (name: string, ours: readonly Sample[], theirs: readonly Sample[], aim: string) => {
    const { ratio, value, floor, p50, p99 } = comparison(ours, theirs)
    const report: Report = plan.report
    report({ name, database, ratio, value, floor, unit, p50_ms: p50, p99_ms: p99 }, aim)
  }
}

async function turnsOf(arena: Arena, size: number, count: number, load: Load) {
  const { plan, server, place, recipient, postfix } = arena
  const ours: SmtpTarget = { port: server.smtpPort, recipient, mails: multipartMails(size, recipient) }
  const subject = () =>
    turn(
      count,
      () => load(ours, count),
      () => untilDigested(place),
    )
  if (postfix === null) return takeTurns(plan.sizes.rounds, subject, null)
  const theirs: SmtpTarget = {
    port: postfix.port,
    recipient: postfix.recipient,
    mails: multipartMails(size, postfix.recipient),
  }
  const reference = async () => {
    const result = await turn(
      count,
      () => load(theirs, count),
      () => untilDelivered(postfix, count),
    )
    await postfix.clear()
    return result
  }
  return takeTurns(plan.sizes.rounds, subject, reference)
}

async function turn(count: number, take: () => Promise<Sample>, finish: () => Promise<void>): Promise<Turn> {
  const started = performance.now()
  const taken = await take()
  await finish()
  const seconds = (performance.now() - started) / 1_000
  return { taken, done: { rate: count / seconds, latencies: [] } }
}

async function untilDigested(place: Place): Promise<void> {
  await until(async () => (await place.undigested()) === 0)
}
