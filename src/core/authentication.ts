/**
 * What the checks of an inbound message found, as it is kept with the message (RFC 8601), and what follows from the
 * policy of the author's domain (RFC 7489, RFC 9989).
 */

/** Words of RFC 8601 §2.7. */
export const CHECK_RESULTS = [
  'none',
  'pass',
  'fail',
  'softfail',
  'neutral',
  'policy',
  'temperror',
  'permerror',
] as const
export type CheckResult = (typeof CHECK_RESULTS)[number]

export const DMARC_POLICIES = ['none', 'quarantine', 'reject'] as const
/** What the domain of an author asks of receivers for mail that fails. */
export type DmarcPolicy = (typeof DMARC_POLICIES)[number]

/** What is kept with a message as JSON; `{}` when nothing was checked. */
export interface Authentication {
  readonly spf: CheckResult
  readonly dkim: CheckResult
  readonly dmarc: CheckResult
  readonly arc: CheckResult
  /** The domain of the only From address; null when there is not exactly one. */
  readonly from_domain: string | null
  /** The domain that passed SPF or DKIM and belongs to the author's; null when there is none. */
  readonly aligned_domain: string | null
  /** The policy that applies to mail of the author's domain that fails; null when it publishes none. */
  readonly policy: DmarcPolicy | null
  /** A trusted forwarder whose intact ARC chain says that the message passed when it got it; null without. */
  readonly vouched_by: string | null
  /** Value of an Authentication-Results field (RFC 8601), on one line. */
  readonly results: string
}

/** How far the server honours the policies of authors' domains. */
export const DMARC_SETTINGS = ['reject', 'quarantine', 'ignore'] as const
export type DmarcSetting = (typeof DMARC_SETTINGS)[number]

/** What is done with a message for its authentication alone. */
export type Disposition = 'accept' | 'quarantine' | 'reject'

/**
 * What the author's domain and the settings ask for. Only a message that failed for certain is refused or put
 * aside: an error of the DNS is no failure, and a trusted forwarder is believed.
 */
export function dispositionOf(
  found: Pick<Authentication, 'dmarc' | 'policy' | 'vouched_by'>,
  setting: DmarcSetting,
): Disposition {
  if (setting === 'ignore' || found.dmarc !== 'fail' || found.vouched_by !== null) return 'accept'
  if (found.policy === 'quarantine') return 'quarantine'
  if (found.policy === 'reject') return setting === 'reject' ? 'reject' : 'quarantine'
  return 'accept'
}
