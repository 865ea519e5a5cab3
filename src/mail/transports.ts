/** The ways for mail to leave by SMTP: all through one relay, or straight to the MX of each domain. */

import { randomInt } from 'node:crypto'
import type { ConnectionOptions } from 'node:tls'
import { canonicalDomain, splitAddress } from '../core/address.ts'
import type { PolicyOf, StsPolicy } from './mta-sts.ts'
import { createMxResolver, findAddresses, findMailHosts, type MxResolver } from './mx.ts'
import { parseRelayUrl } from './relay-url.ts'
import { SmtpConnection, type Transmission, type TransmissionResult, type Transport } from './smtp-client.ts'
import { Allowance, ConnectionPool, DEFAULT_POOL_LIMITS, type PoolLimits } from './smtp-pool.ts'
import { DEFAULT_TIMEOUTS, openSession, type SmtpTimeouts, type Target } from './smtp-session.ts'
import { ourVerdict, SmtpFault, type Verdict } from './smtp-verdict.ts'

interface CommonOptions {
  /** What we call ourselves in EHLO: a host name. */
  readonly name: string
  readonly requireTls?: boolean
  readonly timeouts?: Partial<SmtpTimeouts>
  readonly limits?: Partial<Omit<PoolLimits, 'maxConnections'>>
  readonly tlsOptions?: ConnectionOptions
}

export interface RelayOptions extends CommonOptions {
  /** See {@link parseRelayUrl}; its `name` and `tls` win. */
  readonly url: string
  /** Default 10. */
  readonly maxConnections?: number
}

export interface DirectOptions extends CommonOptions {
  readonly resolver?: MxResolver
  /** What domains demand by MTA-STS; without it nobody is asked. */
  readonly policyOf?: PolicyOf
  /** Default 25. */
  readonly port?: number
  /** Default 3. */
  readonly perDomainConnections?: number
  /** To all domains together; default 50. */
  readonly totalConnections?: number
  /** Whether MX records may lead to this machine; for tests. */
  readonly allowLoopback?: boolean
  /** Numbers in [0, 1) that order MX hosts of equal preference. */
  readonly random?: () => number
}

/** Opens a connection; where TLS is only a wish and its handshake fails, once more without. */
async function connect(target: Target): Promise<SmtpConnection> {
  try {
    return new SmtpConnection(await openSession(target))
  } catch (error) {
    const mayBePlain = target.starttls === 'opportunistic' && !target.implicitTls && target.login === null
    if (!(error instanceof SmtpFault && error.isHandshake && mayBePlain)) throw error
    return new SmtpConnection(await openSession({ ...target, starttls: 'never' }))
  }
}

function everybody({ recipients }: Transmission, host: string, verdict: Verdict): TransmissionResult {
  return { host, tls: null, outcomes: recipients.map((recipient) => ({ recipient, ...verdict })) }
}

/**
 * All mail goes to one server. What it has against us before the first message (5xx to the greeting, a refused
 * login, no TLS) defers mail and never bounces it. Certificates are verified for `smtps:`, for `tls=required` and
 * whenever a password is sent to another machine. Throws `bad_request` for a bad URL.
 */
export function createRelayTransport(options: RelayOptions): Transport {
  const relay = parseRelayUrl(options.url)
  const starttls = options.requireTls && relay.starttls === 'opportunistic' ? 'required' : relay.starttls
  const isThisMachine = /^(?:localhost|127\..*|::1)$/i.test(relay.host)
  const target: Target = {
    ...relay,
    address: null,
    starttls,
    verifiesCertificate:
      relay.implicitTls || starttls === 'required' || (relay.login !== null && !isThisMachine),
    name: relay.name ?? options.name,
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
    tlsOptions: options.tlsOptions ?? {},
  }
  const host = `${relay.host}:${relay.port}`
  const maxConnections = options.maxConnections ?? DEFAULT_POOL_LIMITS.maxConnections
  const pool = new ConnectionPool(() => connect(target), {
    ...DEFAULT_POOL_LIMITS,
    ...options.limits,
    maxConnections,
  })
  return {
    async transmit(transmission) {
      try {
        return await pool.transmit(transmission)
      } catch (error) {
        if (!(error instanceof SmtpFault)) throw error
        return everybody(transmission, host, { ...error.verdict, kind: 'deferred' })
      }
    },
    async verify() {
      const connection = await connect(target)
      await connection.quit()
      return { host, tls: connection.tls }
    },
    close: () => pool.close(),
  }
}

/**
 * Mail goes to the MX hosts of its recipients' domain; all recipients of one transmission have the same domain.
 * Certificates are verified for domains that demand it by MTA-STS; for others not, since MX names come from the DNS
 * without proof. DANE (RFC 7672) needs answers that DNSSEC proves, which the resolver of Node.js does not tell apart.
 */
export function createDirectTransport(options: DirectOptions): Transport {
  const pools = new Map<string, ConnectionPool>()
  const allowance = new Allowance(options.totalConnections ?? 50, () => {
    for (const pool of pools.values()) if (pool.closeOneIdle()) return
  })
  const limits: PoolLimits = {
    ...DEFAULT_POOL_LIMITS,
    ...options.limits,
    maxConnections: options.perDomainConnections ?? 3,
  }
  const resolver = options.resolver ?? createMxResolver()
  const random = options.random ?? (() => randomInt(2 ** 32) / 2 ** 32)
  let isClosed = false

  function poolOf(domain: string): ConnectionPool {
    const known = pools.get(domain)
    if (known !== undefined) return known
    const pool = new ConnectionPool(() => connectToDomain(domain, { ...options, resolver, random }), limits, {
      allowance,
      onEmpty: () => pools.delete(domain),
    })
    pools.set(domain, pool)
    return pool
  }

  return {
    async transmit(transmission) {
      const domain = domainOf(transmission)
      if (domain instanceof SmtpFault) return everybody(transmission, 'dns', domain.verdict)
      if (isClosed) return everybody(transmission, domain, STOPPING)
      try {
        return await poolOf(domain).transmit(transmission)
      } catch (error) {
        if (!(error instanceof SmtpFault)) throw error
        return everybody(transmission, error.host ?? domain, error.verdict)
      }
    },
    async verify() {
      return { host: 'the MX hosts of each domain', tls: null }
    },
    async close() {
      isClosed = true
      await Promise.all([...pools.values()].map((pool) => pool.close()))
    },
  }
}

const STOPPING = ourVerdict('deferred', 'connect', '4.3.2', 'The sending server is stopping.')

function domainOf({ recipients }: Transmission): string | SmtpFault {
  const domains = new Set(
    recipients.map((recipient) => canonicalDomain(splitAddress(recipient)?.domain ?? '') ?? ''),
  )
  const [domain = ''] = domains
  if (domains.size > 1) {
    const words = 'The recipients of one transmission must have one domain.'
    return new SmtpFault(ourVerdict('deferred', 'dns', '4.3.5', words))
  }
  if (domain !== '') return domain
  const words = 'The recipient has no domain name; addresses of machines, like [192.0.2.1], are not served.'
  return new SmtpFault(ourVerdict('refused', 'dns', '5.1.2', words))
}

/** A connection to the first host that can be reached and does not send us away. */
async function connectToDomain(
  domain: string,
  options: DirectOptions & { readonly resolver: MxResolver; readonly random: () => number },
): Promise<SmtpConnection> {
  const { resolver, port = 25, allowLoopback = false } = options
  let fault: SmtpFault | null = null
  const policy = (await options.policyOf?.(domain)) ?? null
  for (const host of await findMailHosts(domain, resolver, options.random)) {
    try {
      if (policy?.mode === 'enforce' && !policy.allows(host)) throw notInPolicy(domain, host)
      const isDomainItself = host === domain
      for (const address of await findAddresses(host, isDomainItself, resolver, allowLoopback)) {
        try {
          return await connect(directTarget(host, address, port, options, policy))
        } catch (error) {
          if (!(error instanceof SmtpFault)) throw error
          fault = new SmtpFault(error.verdict, { host: `${host}:${port}` })
          if (error.verdict.kind === 'refused') throw fault
        }
      }
    } catch (error) {
      if (!(error instanceof SmtpFault)) throw error
      if (error.verdict.kind === 'refused' && error.verdict.stage !== 'dns') throw error
      if (fault === null || fault.verdict.kind === 'refused') fault = error
    }
  }
  throw fault ?? new SmtpFault(ourVerdict('deferred', 'dns', '4.4.4', `No mail host of ${domain} was found.`))
}

/** RFC 8461 §5: a host that the policy does not name gets no mail, now. */
function notInPolicy(domain: string, host: string): SmtpFault {
  const words = `The MTA-STS policy of ${domain} does not name its mail host ${host}.`
  return new SmtpFault(ourVerdict('deferred', 'tls', '4.7.5', words), { host })
}

function directTarget(
  host: string,
  address: string,
  port: number,
  options: DirectOptions,
  policy: StsPolicy | null,
): Target {
  const isEnforced = policy?.mode === 'enforce'
  return {
    host,
    address,
    port,
    implicitTls: false,
    starttls: options.requireTls || isEnforced ? 'required' : 'opportunistic',
    verifiesCertificate: isEnforced,
    login: null,
    name: options.name,
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
    tlsOptions: options.tlsOptions ?? {},
  }
}
