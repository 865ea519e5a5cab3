/**
 * The DNS records that a domain needs so that its mail arrives, and what is wrong with those that are there: said in
 * words, record by record. Pure: see `dns-facts.ts` for how answers come in.
 */

import type { DnsAnswer, DnsFacts, RecordType } from './dns-facts.ts'
import { plainName, readMx } from './dns-facts.ts'
import { stsHostOf } from './mta-sts-policy.ts'
import { MOST_SPF_LOOKUPS, type SpfTarget, spfCovers, spfRecords } from './spf-coverage.ts'

export type RecordPurpose =
  | 'dkim_rsa'
  | 'dkim_ed25519'
  | 'spf'
  | 'mx'
  | 'dmarc'
  | 'return_path'
  | 'mta_sts'
  | 'mta_sts_host'
  | 'tls_rpt'
  | 'dkim_rsa_next'
  | 'dkim_ed25519_next'
  | 'dkim_rsa_retired'
  | 'dkim_ed25519_retired'

/** `unknown`: the DNS did not answer. */
export type RecordStatus = 'verified' | 'missing' | 'wrong' | 'unknown'

/** A record to publish. */
export interface ExpectedRecord {
  readonly purpose: RecordPurpose
  readonly type: RecordType
  readonly name: string
  readonly value: string
  /** Of an MX record. */
  readonly priority: number | null
  /** Whether the domain cannot be used without it. */
  readonly required: boolean
}

/** The same, and how it stands. */
export interface CheckedRecord extends ExpectedRecord {
  readonly status: RecordStatus
  /** What is there, as it was found. */
  readonly found: readonly string[]
  /** What is wrong and what to do, in words; null when nothing is. */
  readonly problem: string | null
}

export interface PublicDkimKey {
  readonly algorithm: 'rsa' | 'ed25519'
  readonly selector: string
  /** What stands behind `p=`: base64. */
  readonly publicKey: string
  /** `next` signs once its record is seen; `retired` did sign mail that may be on its way. Default: `signing`. */
  readonly state?: 'signing' | 'next' | 'retired'
}

/** The MTA-STS policy that is served for a domain (RFC 8461). */
export interface StsWanted {
  readonly id: string
  /** The host name of the HTTP door; null when it has none that others could use. */
  readonly webHost: string | null
}

export interface Wanted extends SpfTarget {
  readonly domain: string
  readonly keys: readonly PublicDkimKey[]
  /** Where reports about TLS go. */
  readonly reportsTo: string
  /** Null or absent when no policy is asked for. */
  readonly sts?: StsWanted | null
}

/** Under this name of a custom domain its bounces come back. */
export const RETURN_PATH_LABEL = 'mm-bounces'

export const returnPathDomain = (domain: string): string => `${RETURN_PATH_LABEL}.${domain}`

/** Every record that a domain should have; of the server's own domain there is no separate return path. */
export function expectedRecords(wanted: Wanted): ExpectedRecord[] {
  const { domain, ownDomain } = wanted
  const isOwn = domain === ownDomain
  const record = (
    purpose: RecordPurpose,
    type: RecordType,
    name: string,
    value: string,
    required: boolean,
  ): ExpectedRecord => ({ purpose, type, name, value, priority: type === 'MX' ? 10 : null, required })
  const spf = isOwn ? wanted.mechanisms.join(' ') : `include:${ownDomain}`
  const keys = wanted.keys.map(({ algorithm, selector, publicKey, state = 'signing' }) =>
    record(
      state === 'signing' ? `dkim_${algorithm}` : `dkim_${algorithm}_${state}`,
      'TXT',
      `${selector}._domainkey.${domain}`,
      `v=DKIM1; k=${algorithm}; p=${publicKey}`,
      algorithm === 'rsa' && state === 'signing',
    ),
  )
  const sts = wanted.sts ?? null
  return [
    ...keys,
    record('spf', 'TXT', domain, `v=spf1 ${spf} ~all`, true),
    record('mx', 'MX', domain, wanted.mxHost, true),
    record('dmarc', 'TXT', `_dmarc.${domain}`, 'v=DMARC1; p=none', false),
    ...(isOwn ? [] : [record('return_path', 'CNAME', returnPathDomain(domain), ownDomain, false)]),
    record('tls_rpt', 'TXT', `_smtp._tls.${domain}`, `v=TLSRPTv1; rua=mailto:${wanted.reportsTo}`, false),
    ...(sts === null ? [] : [record('mta_sts', 'TXT', `_mta-sts.${domain}`, `v=STSv1; id=${sts.id}`, false)]),
    ...(sts === null || sts.webHost === null
      ? []
      : [record('mta_sts_host', 'CNAME', stsHostOf(domain), sts.webHost, false)]),
  ]
}

/** Holds every record against what the DNS says. */
export function checkRecords(wanted: Wanted, facts: DnsFacts): CheckedRecord[] {
  return expectedRecords(wanted).map((expected) => {
    const { status, found, problem } = CHECKS[expected.purpose](expected, facts, wanted)
    return { ...expected, status, found, problem }
  })
}

/** Records that were not looked for yet. */
export function uncheckedRecords(wanted: Wanted): CheckedRecord[] {
  return expectedRecords(wanted).map((expected) => ({
    ...expected,
    status: 'unknown',
    found: [],
    problem: 'It was not looked for yet.',
  }))
}

type Verdict = Pick<CheckedRecord, 'status' | 'found' | 'problem'>
type Check = (expected: ExpectedRecord, facts: DnsFacts, wanted: Wanted) => Verdict

const verified = (found: readonly string[]): Verdict => ({ status: 'verified', found, problem: null })
const wrong = (found: readonly string[], problem: string): Verdict => ({ status: 'wrong', found, problem })

/** No record, or no answer. */
function absent(answer: DnsAnswer, { type, name }: Pick<ExpectedRecord, 'type' | 'name'>): Verdict {
  if (answer.kind === 'failed') {
    return { status: 'unknown', found: [], problem: `The DNS did not answer for ${name} (${answer.why}).` }
  }
  return { status: 'missing', found: [], problem: `There is no ${type} record at ${name}.` }
}

const QUOTED = 'It has quotation marks in it: leave them out, they only belong into zone files.'
const isQuoted = (text: string) => text.includes('"')

const CHECKS: Readonly<Record<RecordPurpose, Check>> = {
  dkim_rsa: checkKey,
  dkim_ed25519: checkKey,
  dkim_rsa_next: checkKey,
  dkim_ed25519_next: checkKey,
  dkim_rsa_retired: checkKey,
  dkim_ed25519_retired: checkKey,
  spf: (expected, facts, wanted) => checkSpf(expected, expected.name, facts, wanted),
  mx: (expected, facts, wanted) => checkMx(expected, expected.name, facts, wanted),
  dmarc: checkDmarc,
  return_path: checkReturnPath,
  mta_sts: checkSts,
  mta_sts_host: checkStsHost,
  tls_rpt: (expected, facts) => checkPrefix(expected, facts, /^v=TLSRPTv1\s*;/i, 'v=TLSRPTv1'),
}

/** Tags of a record like `v=DKIM1; k=rsa; p=…` (RFC 6376 §3.2), names in lower case, values without white space. */
function tagsOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.slice(0, 10_000).split(';').slice(0, 50)
  return new Map(
    pairs.flatMap((pair) => {
      const sign = pair.indexOf('=')
      if (sign < 0) return []
      return [[pair.slice(0, sign).trim().toLowerCase(), pair.slice(sign + 1).replace(/\s/g, '')] as const]
    }),
  )
}

function checkKey(expected: ExpectedRecord, facts: DnsFacts): Verdict {
  const answer = facts.answer('TXT', expected.name)
  if (answer.kind !== 'records') return absent(answer, expected)
  const { texts } = answer
  const records = texts.filter((text) => tagsOf(text.replaceAll('"', '')).has('p'))
  const [record] = records
  if (record === undefined)
    return wrong(texts, `None of the TXT records there is a DKIM key (it has no "p=").`)
  if (records.length > 1) return wrong(texts, 'There are several keys under this name: leave only ours.')
  if (isQuoted(record)) return wrong(texts, QUOTED)
  const [tags, ours] = [tagsOf(record), tagsOf(expected.value)]
  const [key = '', ownKey = ''] = [tags.get('p'), ours.get('p')]
  if (key === '') return wrong(texts, 'The key is empty, which means that it was withdrawn.')
  if (key !== ownKey) {
    return ownKey.startsWith(key)
      ? wrong(
          texts,
          `The key is cut off after ${key.length} of ${ownKey.length} characters: publish the whole of it, in several strings if your provider limits them to 255.`,
        )
      : wrong(texts, 'Another key is published there: replace it with ours.')
  }
  const version = tags.get('v')
  if (version !== undefined && version !== 'DKIM1') return wrong(texts, 'It must begin with "v=DKIM1".')
  const kind = tags.get('k') ?? 'rsa'
  if (kind !== ours.get('k'))
    return wrong(texts, `It says k=${kind} but the key is of the kind ${ours.get('k')}.`)
  const hashes = tags.get('h')?.split(':') ?? ['sha256']
  if (!hashes.includes('sha256')) return wrong(texts, 'It forbids sha256 ("h="): leave that tag out.')
  const services = tags.get('s')?.split(':') ?? ['*']
  if (!services.includes('*') && !services.includes('email'))
    return wrong(texts, 'It is not for mail ("s="): leave that tag out.')
  return verified([record])
}

function checkSpf(expected: ExpectedRecord, name: string, facts: DnsFacts, wanted: Wanted): Verdict {
  const answer = facts.answer('TXT', name)
  if (answer.kind === 'failed') return absent(answer, { type: 'TXT', name })
  const found = answer.kind === 'records' ? spfRecords(answer.texts) : []
  const [record] = found
  if (record === undefined)
    return {
      status: 'missing',
      found,
      problem: `There is no TXT record at ${name} that begins with "v=spf1".`,
    }
  if (found.length > 1) {
    return wrong(found, 'There are several SPF records, so receivers take none: put their terms into one.')
  }
  if (isQuoted(record)) return wrong(found, QUOTED)
  const { covers, lookups } = spfCovers(record, name, wanted, facts)
  if (covers === 'unknown')
    return { status: 'unknown', found, problem: 'The DNS did not answer for a record that it includes.' }
  if (covers === 'no') {
    const term = expected.value.split(' ').slice(1, -1).join(' ')
    const problem = `It does not name this server: put "${expected.purpose === 'spf' ? term : `include:${wanted.ownDomain}`}" before its "all".`
    return wrong(found, problem)
  }
  if (lookups > MOST_SPF_LOOKUPS)
    return wrong(found, `It needs more than ${MOST_SPF_LOOKUPS} look-ups, so receivers take it as an error.`)
  return verified(found)
}

function checkMx(expected: ExpectedRecord, name: string, facts: DnsFacts, { mxHost }: Wanted): Verdict {
  const answer = facts.answer('MX', name)
  if (answer.kind !== 'records') return absent(answer, { type: 'MX', name })
  const { texts } = answer
  const records = texts.flatMap((text) => readMx(text) ?? [])
  if (records.every(({ host }) => host === '')) {
    return wrong(texts, `It says that ${name} takes no mail (null MX): replace it with ${expected.value}.`)
  }
  const ours = records.filter(({ host }) => host === mxHost).sort((a, b) => a.priority - b.priority)[0]
  if (ours === undefined) {
    const isNumber = records.some(({ host }) => /^[\d.]+$/.test(host))
    const reason = isNumber ? 'an MX record names a host, not an IP address' : 'mail goes to other servers'
    return wrong(texts, `None leads to ${mxHost}: ${reason}.`)
  }
  const better = records.find(({ host, priority }) => host !== mxHost && priority <= ours.priority)
  if (better !== undefined) {
    const order = better.priority === ours.priority ? 'as much as' : 'before'
    return wrong(
      texts,
      `Mail goes to ${better.host} (priority ${better.priority}) ${order} ${mxHost} (priority ${ours.priority}): the lowest number comes first, and ours must be alone with it.`,
    )
  }
  return verified(texts)
}

function checkReturnPath(expected: ExpectedRecord, facts: DnsFacts, wanted: Wanted): Verdict {
  const answer = facts.answer('CNAME', expected.name)
  if (answer.kind === 'failed') return absent(answer, expected)
  if (answer.kind === 'records') {
    if (answer.texts.map(plainName).includes(wanted.ownDomain)) return verified(answer.texts)
    return wrong(answer.texts, `It leads to another name than ${wanted.ownDomain}.`)
  }
  // Records of its own that come to the same do as well.
  const mx = checkMx({ ...expected, value: wanted.mxHost }, expected.name, facts, wanted)
  if (mx.status === 'missing') return absent(answer, expected)
  const spf = checkSpf(expected, expected.name, facts, wanted)
  const found = [...mx.found, ...spf.found]
  if (mx.status !== 'verified') return { ...mx, found }
  return { ...spf, found }
}

/** A domain without a policy of its own has that of the domains above it (RFC 9989 §4.10). */
function checkDmarc(expected: ExpectedRecord, facts: DnsFacts, { domain }: Wanted): Verdict {
  const labels = domain.split('.')
  for (let from = 0; from < Math.min(labels.length - 1, 6); from++) {
    const answer = facts.answer('TXT', `_dmarc.${labels.slice(from).join('.')}`)
    if (answer.kind === 'failed') return absent(answer, expected)
    const found = answer.kind === 'records' ? answer.texts.filter((text) => /^"?\s*v=DMARC1/i.test(text)) : []
    const [record] = found
    if (record === undefined) continue
    if (found.length > 1)
      return wrong(found, 'There are several DMARC records, so receivers take none: leave one.')
    if (isQuoted(record)) return wrong(found, QUOTED)
    const policy = tagsOf(record).get('p')?.toLowerCase() ?? ''
    if (!['none', 'quarantine', 'reject'].includes(policy))
      return wrong(found, 'It has no valid policy: "p=" must be none, quarantine or reject.')
    return verified(found)
  }
  return absent({ kind: 'none' }, expected)
}

function checkSts(expected: ExpectedRecord, facts: DnsFacts): Verdict {
  const verdict = checkPrefix(expected, facts, /^v=STSv1\s*;/i, 'v=STSv1')
  if (verdict.status !== 'verified') return verdict
  const id = (text: string) => tagsOf(text).get('id')
  if (id(verdict.found[0] ?? '') === id(expected.value)) return verdict
  return wrong(verdict.found, 'Its id is of another policy: servers keep the one that they have.')
}

function checkStsHost(expected: ExpectedRecord, facts: DnsFacts): Verdict {
  const answer = facts.answer('CNAME', expected.name)
  if (answer.kind === 'none') {
    const problem = `There is no CNAME record at ${expected.name}. Address records that lead to the same machine do as well.`
    return { status: 'missing', found: [], problem }
  }
  if (answer.kind === 'failed') return absent(answer, expected)
  if (answer.texts.map(plainName).includes(expected.value)) return verified(answer.texts)
  return wrong(answer.texts, `It leads to another name than ${expected.value}.`)
}

function checkPrefix(expected: ExpectedRecord, facts: DnsFacts, prefix: RegExp, wants: string): Verdict {
  const answer = facts.answer('TXT', expected.name)
  if (answer.kind !== 'records') return absent(answer, expected)
  const found = answer.texts.filter((text) => prefix.test(text))
  if (found.length === 1) return verified(found)
  if (answer.texts.some(isQuoted)) return wrong(answer.texts, QUOTED)
  return wrong(
    answer.texts,
    found.length > 1 ? 'There are several: leave one.' : `None begins with "${wants};".`,
  )
}
