/**
 * Who really sent an inbound message: SPF (RFC 7208), DKIM (RFC 6376, 8463), DMARC (RFC 9989) and ARC (RFC 8617),
 * checked over the bytes as they come. Never throws and never takes long: what cannot be found out is `temperror` or
 * `permerror`. The checking code is loaded with the first message.
 */

import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { ARCData, DKIMResult, DKIMVerifyResult, SPFResult } from 'mailauth'
import {
  type Authentication,
  CHECK_RESULTS,
  type CheckResult,
  DMARC_POLICIES,
  type DmarcPolicy,
} from '../core/authentication.ts'
import { FirstUse } from '../core/first-use.ts'
import { HeaderGate } from './header-gate.ts'
import { LOOKUP_LIMITS, type LookupLimits, type Lookups, limitLookups, type Resolve } from './lookups.ts'

export interface AuthenticationInput {
  /** The address that the client of the SMTP session came from. */
  readonly clientAddress: string
  /** What it gave in HELO or EHLO. */
  readonly heloName: string
  /** RFC 5321 reverse-path, empty for `<>`. */
  readonly envelopeFrom: string
  /** The name of this server in Authentication-Results (RFC 8601 §2.5). */
  readonly serverName: string
  readonly resolve: Resolve
  /** How long the DNS may take once the message has come, ms. */
  readonly timeoutMs: number
  /** Domains whose ARC seals are believed. */
  readonly trustedSealers: readonly string[]
  /** When the message came, epoch ms: whether a signature has expired by then. */
  readonly now: number
  readonly limits?: LookupLimits
}

/** RSA keys with fewer bits prove nothing (RFC 8301 §3.2). */
const MIN_KEY_BITS = 1_024
const MAX_RESULTS_LENGTH = 4_000

const checks = new FirstUse(async () => {
  const [{ dkimVerify }, { spf }, { evaluateDmarc }, { arc }] = await Promise.all([
    import('mailauth/lib/dkim/verify.js'),
    import('mailauth/lib/spf/index.js'),
    import('mailauth/lib/dmarc/index.js'),
    import('mailauth/lib/arc/index.js'),
  ])
  return { dkimVerify, spf, evaluateDmarc, arc }
})

type Checks = Awaited<ReturnType<typeof checks.get>>

/** One method's finding. `row` is its part of Authentication-Results. */
interface Finding {
  readonly result: CheckResult
  readonly row: string
}

/** The checks of one message: push its bytes, then ask for what was found. */
export class SenderCheck {
  readonly #input: AuthenticationInput
  readonly #lookups: Lookups
  readonly #gate = new HeaderGate()
  readonly #stream = new PassThrough()
  readonly #spf: Promise<SPFResult | null>
  readonly #dkim: Promise<DKIMVerifyResult | null>
  readonly #stopped = Promise.withResolvers<null>()
  #isStopped = false

  constructor(input: AuthenticationInput) {
    this.#input = input
    this.#lookups = limitLookups(input.resolve, input.limits ?? LOOKUP_LIMITS)
    const loaded = checks.get()
    this.#stream.on('error', () => {})
    this.#spf = loaded.then((with_) => checkSpf(with_, input, this.#lookups)).catch(() => null)
    const verified = loaded.then(({ dkimVerify }) =>
      dkimVerify(this.#stream, {
        resolver: this.#lookups.resolve,
        minBitLength: MIN_KEY_BITS,
        rejectRsaSha1: true,
        curTime: new Date(input.now),
      }),
    )
    this.#dkim = Promise.race([verified, this.#stopped.promise]).catch(() => null)
    // A verifier that has given up takes nothing more; nobody must wait for it.
    void this.#dkim.then(() => this.#stop())
  }

  #stop(): void {
    this.#isStopped = true
    this.#stopped.resolve(null)
    this.#stream.destroy()
  }

  /** Takes the next bytes of the message; resolves when there is room for more. */
  async push(chunk: Buffer): Promise<void> {
    for (const piece of this.#gate.push(chunk)) await this.#pass(piece)
  }

  async #pass(piece: Buffer): Promise<void> {
    if (this.#isStopped || this.#stream.write(piece)) return
    await Promise.race([once(this.#stream, 'drain').catch(() => {}), once(this.#stream, 'close')])
  }

  /** What was found, at most the time limit after the last byte. Does not throw. */
  async finish(): Promise<Authentication> {
    const timer = setTimeout(() => this.#lookups.end(), this.#input.timeoutMs)
    try {
      for (const piece of this.#gate.end()) await this.#pass(piece)
      this.#stream.end()
      return await this.#conclude()
    } catch {
      return verdictOf(this.#input, { spf: null, dkim: null, dmarc: null, arc: null, vouchedBy: null })
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends what goes on: the message did not come to its end. */
  abandon(): void {
    this.#lookups.end()
    this.#stop()
  }

  async #conclude(): Promise<Authentication> {
    const loaded = await checks.get()
    // A header that was not passed on leaves nothing to verify.
    if (this.#gate.isRefused) this.#stop()
    const [spf, verified] = await Promise.all([this.#spf, this.#dkim])
    if (verified === null)
      return verdictOf(this.#input, { spf, dkim: null, dmarc: null, arc: null, vouchedBy: null })
    const resolver = this.#lookups.resolve
    const chain = verified.arc as ARCData | undefined
    const arc =
      chain === undefined
        ? null
        : await loaded.arc(chain, { resolver, minBitLength: MIN_KEY_BITS }).catch(() => null)
    const dmarc = await loaded
      .evaluateDmarc({
        headerFrom: verified.headerFrom,
        fromFields: verified.fromFields,
        spfDomains: spf?.status.result === 'pass' ? [spf.domain] : [],
        dkimDomains: provedDomains(verified.results),
        ...(arc === null ? {} : { arcResult: arc }),
        resolver,
      })
      .catch(() => null)
    const isForwarded = arc?.status.result === 'pass' && arc.authenticationResults?.dmarc?.result === 'pass'
    const sealer = isForwarded ? sealerOf(chain, arc.signature || null) : null
    const vouchedBy = this.#input.trustedSealers.includes(sealer ?? '') ? sealer : null
    return verdictOf(this.#input, { spf, dkim: verified, dmarc, arc, vouchedBy })
  }
}

async function checkSpf({ spf }: Checks, input: AuthenticationInput, lookups: Lookups): Promise<SPFResult> {
  return spf({
    sender: input.envelopeFrom,
    ip: input.clientAddress,
    helo: input.heloName,
    mta: input.serverName,
    resolver: lookups.resolve,
  })
}

/** Signatures that stand for the whole message: what was added below one with a length (`l=`) is not its word. */
function provedDomains(results: readonly DKIMResult[]): { id?: string; domain: string }[] {
  return results.flatMap((one) =>
    isProof(one) && one.signingDomain !== undefined ? [{ domain: one.signingDomain }] : [],
  )
}

function isProof({ status }: DKIMResult): boolean {
  return status.result === 'pass' && !('underSized' in status && Number(status.underSized) > 0)
}

/** Who sealed the newest set of a chain, when the same domain signed the message in it. */
function sealerOf(chain: ARCData | undefined, signature: DKIMResult | null): string | null {
  const seal = (chain?.lastEntry as { 'arc-seal'?: { parsed?: { d?: { value?: unknown } } } } | undefined)?.[
    'arc-seal'
  ]
  const domain = String(seal?.parsed?.d?.value ?? '').toLowerCase()
  return domain !== '' && domain === signature?.signingDomain?.toLowerCase() ? domain : null
}

interface Found {
  readonly spf: SPFResult | null
  readonly dkim: DKIMVerifyResult | null
  readonly dmarc: Awaited<ReturnType<Checks['evaluateDmarc']>> | null
  readonly arc: Awaited<ReturnType<Checks['arc']>> | null
  readonly vouchedBy: string | null
}

function verdictOf(input: AuthenticationInput, found: Found): Authentication {
  const spf = found.spf === null ? trouble('spf') : findingOf(found.spf.status.result, found.spf.info)
  const dkim = found.dkim === null ? unreadable('dkim') : bestOf(found.dkim.results)
  const arc =
    found.arc === null
      ? { result: 'none' as const, row: 'arc=none' }
      : findingOf(found.arc.status.result, found.arc.info ?? `arc=${found.arc.status.result}`)
  const response = found.dmarc?.response
  const fromDomain = response ? domainOf(response.status.header?.from) : null
  const dmarc = dmarcOf(found, fromDomain)
  const aligned = alignedDomain(found, fromDomain)
  const rows = [spf.row, dkim.row, dmarc.row, arc.row].map((row) => row.replace(/[\r\n]+\s*/g, ' '))
  return {
    spf: spf.result,
    dkim: dkim.result,
    dmarc: dmarc.result,
    arc: arc.result,
    from_domain: fromDomain,
    aligned_domain: aligned,
    policy: policyOf(response ? response.policy : undefined),
    vouched_by: found.vouchedBy,
    results: [input.serverName, ...rows].join('; ').slice(0, MAX_RESULTS_LENGTH),
  }
}

function findingOf(result: string, row: string): Finding {
  const known = CHECK_RESULTS.find((word) => word === result)
  return { result: known ?? 'permerror', row }
}

const trouble = (method: string): Finding => ({ result: 'temperror', row: `${method}=temperror` })
const unreadable = (method: string): Finding => ({ result: 'permerror', row: `${method}=permerror` })

/** Results from the one that says most to the one that says least. */
const WEIGHT: readonly CheckResult[] = ['pass', 'temperror', 'fail', 'policy', 'permerror', 'neutral', 'none']

function bestOf(results: readonly DKIMResult[]): Finding {
  const findings = results.slice(0, 20).map((one): Finding & { readonly isAligned: boolean } => {
    const row = String(one.info ?? 'dkim=none')
    const isAligned = Boolean(one.status.aligned)
    // What the verifier calls neutral here is a body that was changed.
    if (one.status.comment === 'body hash did not verify') {
      return { result: 'fail', row: row.replace('dkim=neutral', 'dkim=fail'), isAligned }
    }
    if (one.status.result === 'pass' && !isProof(one)) {
      return { result: 'policy', row: row.replace('dkim=pass', 'dkim=policy'), isAligned }
    }
    return { ...findingOf(one.status.result, row), isAligned }
  })
  const weight = (one: (typeof findings)[number]) => WEIGHT.indexOf(one.result) - (one.isAligned ? 0.5 : 0)
  const [best] = findings.sort((a, b) => weight(a) - weight(b))
  if (best === undefined) return { result: 'none', row: 'dkim=none' }
  return { result: best.result, row: findings.map(({ row }) => row).join('; ') }
}

/** DMARC's finding. While a check that could have proved the author is undecided, failing is not certain. */
function dmarcOf(found: Found, fromDomain: string | null): Finding {
  if (found.dkim === null) return unreadable('dmarc')
  if (found.dmarc === null) return trouble('dmarc')
  const { response } = found.dmarc
  if (!response) return { result: 'permerror', row: `dmarc=permerror (${found.dmarc.reason ?? 'no author'})` }
  const row = response.info
  if (response.status.result === 'fail' && isUndecided(found, fromDomain)) {
    return { result: 'temperror', row: row.replace('dmarc=fail', 'dmarc=temperror') }
  }
  return findingOf(response.status.result, row)
}

function isUndecided({ spf, dkim }: Found, fromDomain: string | null): boolean {
  const isSpfUndecided =
    spf === null || (spf.status.result === 'temperror' && isRelated(domainOf(spf.domain), fromDomain))
  return (
    isSpfUndecided ||
    (dkim?.results ?? []).some(({ status }) => status.result === 'temperror' && Boolean(status.aligned))
  )
}

function isRelated(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

/**
 * The domain that stands behind the author's. Without a DMARC record a signature counts when its domain and the
 * author's have the same owner by the public suffix list, SPF only for the very same domain.
 */
function alignedDomain({ spf, dkim, dmarc }: Found, fromDomain: string | null): string | null {
  const response = dmarc?.response
  if (response && response.alignment !== undefined) {
    const { dkim: byDkim, spf: bySpf } = response.alignment
    return domainOf(byDkim.result || bySpf.result)
  }
  if (fromDomain === null) return null
  const signature = dkim?.results.find((one) => isProof(one) && Boolean(one.status.aligned))
  if (signature?.signingDomain !== undefined) return domainOf(signature.signingDomain)
  return spf?.status.result === 'pass' && domainOf(spf.domain) === fromDomain ? fromDomain : null
}

function domainOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  return value.toLowerCase().slice(0, 253)
}

function policyOf(value: string | undefined): DmarcPolicy | null {
  return DMARC_POLICIES.find((policy) => policy === value) ?? null
}
