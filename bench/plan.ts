/** What a benchmark gets: sizes, databases, and a folder to work in. */

import type { BenchDatabase } from './databases.ts'
import type { Report } from './figure.ts'

export interface Sizes {
  readonly rounds: number
  /** One turn of the send benchmark, in ms. */
  readonly sendMs: number
  readonly sendConnections: readonly number[]
  /** Mails of one turn of the inbound benchmark. */
  readonly inboundMails: number
  readonly inboundConnections: readonly number[]
  /** 5 MB mails of one turn. */
  readonly largeMails: number
  /** Mails in the mailbox, ascending; the first is the reference. */
  readonly listMails: readonly number[]
  /** Requests of each kind and size. */
  readonly listRequests: number
  readonly outboundMails: number
  /** Connections of the turns against nodemailer. */
  readonly outboundConnections: readonly number[]
  /** Subscriptions, and events that each hears of in one turn; at most 25, which go without waiting for the pace. */
  readonly subscriptions: number
  readonly events: number
  /** Events whose delay is measured. */
  readonly delayedEvents: number
  /** Held mails in the console's queue. */
  readonly queue: number
  /** Idle time before memory is read, in ms. */
  readonly idleMs: number
}

export const NORMAL: Sizes = {
  rounds: 5,
  sendMs: 1_500,
  sendConnections: [1, 16, 64],
  inboundMails: 1_000,
  inboundConnections: [1, 4, 16],
  largeMails: 12,
  listMails: [10_000, 100_000],
  listRequests: 300,
  outboundMails: 1_500,
  outboundConnections: [1, 5, 20],
  subscriptions: 200,
  events: 20,
  delayedEvents: 200,
  queue: 10_000,
  idleMs: 3_000,
}

export const FULL: Sizes = { ...NORMAL, listMails: [10_000, 100_000, 1_000_000, 3_000_000] }

/** Small enough to see in seconds that everything runs; its figures mean little. */
export const QUICK: Sizes = {
  rounds: 1,
  sendMs: 100,
  sendConnections: [2],
  inboundMails: 20,
  inboundConnections: [2],
  largeMails: 1,
  listMails: [100, 300],
  listRequests: 5,
  outboundMails: 20,
  outboundConnections: [2],
  subscriptions: 5,
  events: 3,
  delayedEvents: 5,
  queue: 30,
  idleMs: 100,
}

export interface Plan {
  readonly sizes: Sizes
  readonly report: Report
  /** Folder that is removed at the end. */
  readonly folder: string
  /** Where CPU profiles of our servers go, or null. */
  readonly profiles: string | null
}

export interface Benchmark {
  readonly name: string
  readonly about: string
  /** Whether it is run for each kind of database, or once. */
  readonly perDatabase: boolean
  run(plan: Plan, database: BenchDatabase): Promise<void>
}
