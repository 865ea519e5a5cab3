/**
 * The MTA-STS policy of domains whose mail comes in here (RFC 8461 §3.2): that servers which deliver to them must use
 * TLS with a valid certificate, and only this host.
 */

export const STS_MODES = ['none', 'testing', 'enforce'] as const
export type StsMode = (typeof STS_MODES)[number]

/** Servers keep a policy for so long, in seconds: a day while it is being tried or taken back, else four weeks. */
const MAX_AGE: Readonly<Record<StsMode, number>> = { none: 86_400, testing: 86_400, enforce: 2_419_200 }

/** The name under which the policy of a domain is fetched (§3.3). */
export const stsHostOf = (domain: string): string => `mta-sts.${domain}`

/** The domain whose policy is asked for under a host name, or null. `host` as in the Host field, a port too. */
export function stsDomainOf(host: string): string | null {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
  return name.startsWith('mta-sts.') ? name.slice('mta-sts.'.length) : null
}

/** The text of the policy; `mxHost` is the only host. */
export function stsPolicyText(mode: StsMode, mxHost: string): string {
  const lines = ['version: STSv1', `mode: ${mode}`]
  // A policy that is taken back needs no host.
  if (mode !== 'none') lines.push(`mx: ${mxHost}`)
  lines.push(`max_age: ${MAX_AGE[mode]}`)
  return lines.map((line) => `${line}\r\n`).join('')
}

/** The `id` of the record that tells of the policy: another one for another text. `digest` is SHA-256 in hex. */
export function stsPolicyId(text: string, digest: (text: string) => string): string {
  return digest(text).slice(0, 20)
}
