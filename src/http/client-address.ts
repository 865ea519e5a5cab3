/** Where a request comes from, also behind a reverse proxy. */

import type { Context } from '../context.ts'

/**
 * The IP address of the client: the one that connected, or, when that is a proxy of MULTIMAIL_TRUSTED_PROXIES, the
 * last one in `forwarded` (X-Forwarded-For) that is not a trusted proxy itself.
 */
export function clientAddress(
  { config }: Pick<Context, 'config'>,
  connected: string,
  forwarded: string | undefined,
): string {
  const isTrusted = (ip: string) => config.trustedProxies.includes(ip.replace(/^::ffff:(?=\d+\.)/, ''))
  const hops = (forwarded ?? '').split(',').flatMap((hop) => (hop.trim() === '' ? [] : [hop.trim()]))
  let address = connected
  while (isTrusted(address)) {
    const before = hops.pop()
    if (before === undefined || !/^[0-9a-fA-F:.]{2,45}$/.test(before)) break
    address = before
  }
  return address
}
