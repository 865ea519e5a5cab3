/**
 * What the database knows that warns a reviewer: who is a stranger, whom only doubtful mail has named, where mail
 * has linked before, what inbound mail said, how fast the mailbox writes. A handful of statements, each bounded by
 * an index and a limit, so that they cost the same in a mailbox of any size.
 */

import { domainToUnicode } from 'node:url'
import { encodeTime } from 'ulid'
import { canonicalAddress, splitAddress } from '../core/address.ts'
import { type Authenticity, authenticityOf } from '../core/authenticity.ts'
import { dayOf } from '../core/limits.ts'
import type { DomainName, DomainReference } from '../core/look-alike.ts'
import type { Direction } from '../core/oversight.ts'
import { mayRepeatInstruction } from '../core/repeated-instructions.ts'
import { linkHostsOf, type RiskContent, type RiskKnowledge } from '../core/risk-facts.ts'
import type { Reader } from './db.ts'
import {
  selectAnswered,
  selectDoubtful,
  selectInboundTexts,
  selectLinkedHosts,
  selectPace,
  selectReferences,
  selectReleasedAuthor,
  selectWrittenTo,
} from './risk-statements.ts'

/** Which message, where and when. */
export interface RiskScope {
  readonly accountId: string
  readonly mailboxId: string
  /** 1: test mail; what live mail did does not count for it, nor the other way round. */
  readonly test: number
  /** Canonical domain of the mailbox's own address. */
  readonly ownDomain: string
  /** The message itself when it is stored already, so that it does not count as an earlier one; else null. */
  readonly messageId: string | null
  /** Its thread, or null when it has none yet. */
  readonly threadId: string | null
  /** The message it answers, or null. */
  readonly answersId: string | null
  /** Epoch ms. */
  readonly now: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** No id sorts after it. */
const AFTER_ALL = 'ZZZZ'

/** Gathers what is known about the people, links and texts of a message. Reads only. */
export async function gatherRiskFacts(
  reader: Reader,
  scope: RiskScope,
  content: Pick<RiskContent, 'direction' | 'people' | 'links' | 'text'>,
): Promise<RiskKnowledge> {
  const { written, references } = await findReferences(reader, scope)
  const known = await findKnown(reader, scope, content, written)
  const common = { ownDomain: domainName(scope.ownDomain), known, references }
  if (content.direction === 'inbound') return { ...NOTHING, ...common }
  const strangers = content.people.map(({ address }) => address).filter((address) => !known.has(address))
  return {
    ...common,
    untrusted: await selectDoubtful(reader, scope, strangers),
    answered: await findAnswered(reader, scope),
    knownHosts: await selectLinkedHosts(reader, scope, linkHostsOf(content)),
    inboundTexts: mayRepeatInstruction(content.text) ? await findInboundTexts(reader, scope) : [],
    pace: await findPace(reader, scope),
  }
}

/** What is not looked up for inbound mail. */
const NOTHING = {
  untrusted: new Set<string>(),
  answered: null,
  knownHosts: new Set<string>(),
  inboundTexts: [],
  pace: { lastHour: 0, usualPerDay: null },
} as const

/** Domains that another may try to resemble, and the addresses that the newest released mail went to. */
async function findReferences(
  reader: Reader,
  { accountId, mailboxId, test, ownDomain }: RiskScope,
): Promise<{ readonly written: ReadonlySet<string>; readonly references: readonly DomainReference[] }> {
  const rows = await selectReferences(reader, { accountId, mailboxId, test })
  const references = new Map<string, DomainReference>()
  const add = (domain: string, why: DomainReference['why']) => {
    const key = `${why} ${domain}`
    if (!references.has(key)) references.set(key, { ...domainName(domain), why })
  }
  add(ownDomain, 'own')
  const written = new Set<string>()
  for (const { why, entry } of rows) {
    const address = canonicalAddress(entry)
    if (why === 'written') written.add(address)
    const domain = splitAddress(address)?.domain
    if (domain !== undefined) add(domain, why)
  }
  return { written, references: [...references.values()] }
}

/** Those people of a message who are no strangers to this mailbox. */
async function findKnown(
  reader: Reader,
  scope: RiskScope,
  content: Pick<RiskContent, 'direction' | 'people'>,
  written: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { people, direction } = content
  const known = new Set(people.map(({ address }) => address).filter((address) => written.has(address)))
  const doubtful = people.filter(({ address }) => !known.has(address))
  const spellings = doubtful.flatMap(({ address, written: spelt }) => [address, spelt])
  const found = await selectWrittenTo(reader, scope, [...new Set(spellings)])
  for (const spelling of found) known.add(canonicalAddress(spelling))
  const author = doubtful[0]
  if (direction === 'inbound' && author !== undefined && !known.has(author.address)) {
    const before = scope.messageId ?? AFTER_ALL
    const names = { author: author.address, spelt: author.written }
    const { mailboxId, test } = scope
    const earlier = await selectReleasedAuthor(reader, { mailboxId, test, before, ...names })
    if (earlier.length > 0) known.add(author.address)
  }
  return known
}

/** The message that is answered, when it came from outside. */
async function findAnswered(
  reader: Reader,
  { mailboxId, test, answersId }: RiskScope,
): Promise<RiskKnowledge['answered']> {
  if (answersId === null) return null
  const [answered] = await selectAnswered(reader, { mailboxId, test, id: answersId })
  if (answered === undefined || answered.direction !== ('inbound' satisfies Direction)) return null
  return { from: answered.from_address, authenticity: authenticityOfJson(answered.authentication_json) }
}

/** {@link authenticityOf} the results as they are stored; `unverified` when they cannot be read. */
export function authenticityOfJson(json: string): Authenticity {
  try {
    const results: unknown = JSON.parse(json)
    const isMap = typeof results === 'object' && results !== null
    return authenticityOf(isMap ? (results as Readonly<Record<string, unknown>>) : {})
  } catch {
    return 'unverified'
  }
}

async function findInboundTexts(reader: Reader, { mailboxId, test, threadId }: RiskScope): Promise<string[]> {
  const rows = await selectInboundTexts(reader, { mailboxId, test, threadId: threadId ?? '' })
  return rows.map(({ text }) => text)
}

async function findPace(reader: Reader, scope: RiskScope): Promise<RiskKnowledge['pace']> {
  const { accountId, mailboxId, test, now } = scope
  const days = Array.from({ length: 14 }, (_, index) => dayOf(now - (index + 1) * DAY_MS))
  const since = encodeTime(Math.max(0, Math.trunc(now - HOUR_MS)), 10)
  const itself = scope.messageId ?? ''
  const [row] = await selectPace(reader, { accountId, mailboxId, test, since, itself, days })
  const [total, busyDays] = [Number(row?.total ?? 0), Number(row?.days ?? 0)]
  return {
    lastHour: Number(row?.last_hour ?? 0) + 1,
    usualPerDay: busyDays === 0 ? null : total / busyDays,
  }
}

function domainName(domain: string): DomainName {
  return { ascii: domain, unicode: domainToUnicode(domain) || domain }
}
