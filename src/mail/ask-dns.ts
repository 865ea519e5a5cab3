/** Asks the DNS what somebody wants to know, question by question, until nothing is missing (see `core/dns-facts.ts`). */

import { type DnsAnswer, DnsFacts, type Question, questionKey } from '../core/dns-facts.ts'
import type { Resolve } from './lookups.ts'

/** For one judgement; who publishes endless chains of includes gets no more. */
const MOST_QUESTIONS = 60
const MOST_ROUNDS = 12
/** Of one answer, and characters of one of them. */
const MOST_TEXTS = 50
const LONGEST_TEXT = 4_096

/** What `judge` says when everything it asks for has been asked. Never rejects for what the DNS does. */
export async function judgeByDns<T>(resolve: Resolve, judge: (facts: DnsFacts) => T): Promise<T> {
  const answers = new Map<string, DnsAnswer>()
  for (let round = 0; ; round++) {
    const facts = new DnsFacts(answers)
    const judgement = judge(facts)
    const open = facts.missing.slice(0, Math.max(0, MOST_QUESTIONS - answers.size))
    if (open.length === 0 || round === MOST_ROUNDS) return judgement
    await Promise.all(
      open.map(async (question) => answers.set(questionKey(question), await ask(resolve, question))),
    )
  }
}

async function ask(resolve: Resolve, { type, name }: Question): Promise<DnsAnswer> {
  try {
    const records: readonly unknown[] = await resolve(name, type)
    const texts = records.slice(0, MOST_TEXTS).map((record) => textOf(record).slice(0, LONGEST_TEXT))
    return texts.length === 0 ? { kind: 'none' } : { kind: 'records', texts }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return code === 'ENOTFOUND' || code === 'ENODATA' ? { kind: 'none' } : { kind: 'failed', why: code }
  }
}

/** A TXT record comes in pieces, an MX record as an object. */
function textOf(record: unknown): string {
  if (Array.isArray(record)) return record.map(String).join('')
  if (typeof record !== 'object' || record === null) return String(record)
  const { priority, exchange } = record as { priority?: unknown; exchange?: unknown }
  return `${Number(priority)} ${String(exchange ?? '')}`
}
