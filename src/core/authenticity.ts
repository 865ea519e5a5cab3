/** What the checks of a message's sender came to (RFC 7208 SPF, RFC 6376 DKIM, RFC 7489 DMARC, RFC 8601). */

/**
 * `passed`: the domain of the author stands behind it · `failed`: a check says it does not · `unverified`: nothing
 * was checked, or nothing came of it.
 */
export type Authenticity = 'passed' | 'failed' | 'unverified'

const FAILURES = ['fail', 'softfail', 'hardfail', 'permerror', 'policy']

/**
 * Judges the results by method, `{spf, dkim, dmarc}` with the words of RFC 8601 §2.7 (`pass`, `fail`, `none`, …);
 * `{}` when nothing was checked. DMARC decides. Where the author's domain publishes no policy, SPF or DKIM must have
 * passed for that very domain (`aligned_domain`): a pass of some other domain proves nothing about the author. A
 * trusted forwarder that vouches (`vouched_by`, RFC 8617) is believed.
 */
export function authenticityOf(results: Readonly<Record<string, unknown>>): Authenticity {
  const [dmarc, spf, dkim] = ['dmarc', 'spf', 'dkim'].map((method) => wordOf(results[method]))
  if (dmarc === 'pass' || wordOf(results.vouched_by) !== '') return 'passed'
  const isPolicyKnown = dmarc !== '' && dmarc !== 'none'
  if (!isPolicyKnown && wordOf(results.aligned_domain) !== '') return 'passed'
  const hasFailed = [dmarc, spf, dkim].some((word) => FAILURES.includes(word ?? ''))
  return hasFailed ? 'failed' : 'unverified'
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : ''
}
