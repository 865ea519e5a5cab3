/** `GET emails?limit=20` in mailboxes of different sizes: how much slower a large one is than the smallest. */

import { Client } from 'undici'
import type { BenchDatabase, Place } from './databases.ts'
import { type Filled, fillMailbox } from './fill.ts'
import { percentile, progress } from './measure.ts'
import type { Benchmark, Plan } from './plan.ts'
import { type OurServer, setupOf, startOurs } from './server.ts'

/** What is asked for; each is also asked for {@link DEPTH} messages down. */
const KINDS: Readonly<Record<string, (filled: Filled, count: number) => string>> = {
  newest: () => '',
  status: () => '&status=unread',
  direction: () => '&direction=outbound',
  sender: () => '&sender=person-17@',
  'sender.no_hit': () => '&sender=nobody-at-all',
  subject: () => '&subject_contains=harvest',
  'subject.rare': () => '&subject_contains=zebra',
  attachments: () => '&has_attachments=true',
  date_after: (filled, count) =>
    `&date_after=${new Date(filled.timeAt(Math.floor(count * 0.9))).toISOString()}`,
  tag: () => '&tag=project:blue',
  q: () => '&q=offer',
  'q.two': () => '&q=harvest%20short',
  'q.rare': () => '&q=zebra',
}
/** 1,000 pages of 20; half of a mailbox that has fewer. */
const DEPTH = 20_000
/** No kind and size is asked for longer than this, in ms: what takes so long needs no more samples. */
const BUDGET_MS = 8_000
/** Requests that are not counted. */
const WARM_UP = 3

interface Mailbox {
  readonly count: number
  readonly place: Place
  readonly server: OurServer
  readonly client: Client
  readonly key: string
  readonly path: string
  readonly filled: Filled
}

export const list: Benchmark = {
  name: 'list',
  about: 'GET emails?limit=20, with each filter, newest and 1,000 pages deep, in ever larger mailboxes',
  perDatabase: true,
  async run(plan, database) {
    const mailboxes: Mailbox[] = []
    try {
      for (const count of plan.sizes.listMails) mailboxes.push(await prepare(plan, database, count))
      for (const [kind, query] of Object.entries(KINDS)) {
        progress(`list: ${kind} on ${database.name}`)
        await compareSizes(plan, database, mailboxes, kind, query)
        await compareSizes(plan, database, mailboxes, `${kind}.deep`, (filled, count) => {
          return `${query(filled, count)}&cursor=${filled.idAt(Math.min(DEPTH, Math.floor(count / 2)))}`
        })
      }
    } finally {
      for (const { client, server, place } of mailboxes) {
        await client.close()
        await server.child.stop()
        await place.dispose()
      }
    }
  },
}

async function prepare(plan: Plan, database: BenchDatabase, count: number): Promise<Mailbox> {
  progress(`list: filling a mailbox with ${count} mails on ${database.name}`)
  const place = await database.place(plan.folder)
  const first = await startOurs({ ...plan, profiles: null }, place, 'setup')
  const { account, mailbox, keys } = setupOf(first)
  await first.child.stop()
  const filled = await fillMailbox(place, { accountId: account.id, mailboxId: mailbox.id }, count, Date.now())
  const server = await startOurs(plan, place, `list-${database.name}-${count}`)
  const path = `/v1/mailboxes/${mailbox.id}/emails?limit=20`
  return { count, place, server, client: new Client(server.url), key: keys.agent, path, filled }
}

/** Asks all sizes in turns, request by request. */
async function compareSizes(
  plan: Plan,
  database: BenchDatabase,
  mailboxes: readonly Mailbox[],
  kind: string,
  query: (filled: Filled, count: number) => string,
): Promise<void> {
  const times = mailboxes.map((): number[] => [])
  const spent = mailboxes.map(() => 0)
  for (let request = -WARM_UP; request < plan.sizes.listRequests; request++) {
    for (const [index, mailbox] of mailboxes.entries()) {
      if ((spent[index] ?? 0) > BUDGET_MS) continue
      const time = await ask(mailbox, query(mailbox.filled, mailbox.count))
      spent[index] = (spent[index] ?? 0) + time
      if (request >= 0) times[index]?.push(time)
    }
  }
  const floor = percentile(times[0] ?? [], 0.99)
  for (const [index, { count }] of mailboxes.entries()) {
    if (index === 0) continue
    const own = times[index] ?? []
    const p99 = percentile(own, 0.99)
    const ratio = p99 === null || floor === null ? null : p99 / floor
    const name = `list.${kind}.${sizeName(count)}`
    const p50 = percentile(own, 0.5)
    plan.report(
      { name, database: database.name, ratio, value: p99, floor, unit: 'ms (p99)', p50_ms: p50, p99_ms: p99 },
      '<=1.5',
    )
  }
}

const sizeName = (count: number) => (count >= 1_000_000 ? `${count / 1_000_000}m` : `${count / 1_000}k`)

async function ask({ client, key, path }: Mailbox, query: string): Promise<number> {
  const started = performance.now()
  const answer = await client.request({
    method: 'GET',
    path: `${path}${query}`,
    headers: { authorization: `Bearer ${key}` },
  })
  const text = await answer.body.text()
  const time = performance.now() - started
  if (answer.statusCode !== 200) throw new Error(`${query}: ${answer.statusCode}: ${text}`)
  return time
}
