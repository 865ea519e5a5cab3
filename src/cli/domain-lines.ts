/** The DNS records of a domain on the terminal: what is there, what is wrong, what to publish. */

import type { CheckedRecord, RecordStatus } from '../core/dns-records.ts'
import { oneLine, shortened } from './table.ts'

const MARKS: Readonly<Record<RecordStatus, string>> = {
  verified: '✓',
  missing: '✗',
  wrong: '✗',
  unknown: '?',
}

const NAMES: Readonly<Record<CheckedRecord['purpose'], string>> = {
  dkim_rsa: 'DKIM',
  dkim_ed25519: 'DKIM (2)',
  spf: 'SPF',
  mx: 'MX',
  dmarc: 'DMARC',
  return_path: 'return path',
  mta_sts: 'MTA-STS',
  mta_sts_host: 'MTA-STS (2)',
  tls_rpt: 'TLS-RPT',
  dkim_rsa_next: 'DKIM next',
  dkim_ed25519_next: 'DKIM (2) next',
  dkim_rsa_retired: 'DKIM old',
  dkim_ed25519_retired: 'DKIM (2) old',
}

/** Records, each with a mark: ✓ as it must be, ✗ not so, ! not so but not needed, ? not known. */
export function recordLines(records: readonly CheckedRecord[]): string {
  return records.map(linesOf).join('\n')
}

function linesOf(record: CheckedRecord): string {
  const { purpose, type, name, value, priority, status, found, problem, required } = record
  const mark = !required && (status === 'missing' || status === 'wrong') ? '!' : MARKS[status]
  const lines = [`${mark} ${NAMES[purpose].padEnd(12)} ${type.padEnd(5)} ${oneLine(name)}`]
  const add = (label: string, text: string) => lines.push(`${' '.repeat(15)}${label.padEnd(8)} ${text}`)
  for (const text of found) add('found', shortened(oneLine(text), 400))
  if (problem !== null) add('', oneLine(problem))
  if (status !== 'verified') add('publish', priority === null ? value : `${priority} ${value}`)
  return lines.join('\n')
}

/** Whether everything that is needed is as it must be. */
export function isReady(records: readonly CheckedRecord[]): boolean {
  return records.every(({ required, status }) => !required || status === 'verified')
}

/** One sentence under the records. */
export function verdictOn(records: readonly CheckedRecord[]): string {
  const open = records.filter(({ status }) => status !== 'verified')
  const needed = open.filter(({ required }) => required).length
  if (needed > 0) return `Records that are needed and not there: ${needed}.`
  return open.length === 0 ? 'Every record is as it must be.' : `It works; records to better: ${open.length}.`
}
