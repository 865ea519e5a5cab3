/**
 * Whether a refusal is of the address itself (`hard`: never mail it again) or of this mail, this time or this server
 * (`soft`). One table over enhanced status codes (RFC 3463), SMTP reply codes (RFC 5321 §4.2.3), and, for servers that
 * give neither, over their words. What no row knows is soft: nobody is struck off for an unclear word.
 */

/** `bounce_type` of the contract. */
export type BounceType = 'hard' | 'soft'

/** What a server said of a recipient. */
export interface Refusal {
  /** Enhanced status code, `5.1.1`; null when it gave none. */
  readonly status: string | null
  /** SMTP reply code; null when it is not known. */
  readonly code: number | null
  /** Its words, on one line. */
  readonly diagnostic: string
}

/** Enhanced status codes after their class, which must be 5: the address is bad for good. */
export const HARD_STATUS: Readonly<Record<string, string>> = {
  '1.1': 'There is no such mailbox.',
  '1.2': 'There is no such mail system.',
  '1.3': 'The address is not well formed.',
  '1.6': 'The mailbox has moved and nobody knows where.',
  '1.10': 'The domain takes no mail at all (null MX, RFC 7505).',
  '2.1': 'The mailbox is disabled.',
  '4.4': 'No route leads there: the domain has no servers.',
}

/** Enhanced status codes that say nothing of the address; what stands behind them in words is asked first. */
const VAGUE_STATUS: ReadonlySet<string> = new Set([
  '0.0',
  '1.0',
  '2.0',
  '3.0',
  '4.0',
  '5.0',
  '6.0',
  '7.0',
  '4.7',
])

/** SMTP reply codes that say so without an enhanced code. */
export const HARD_CODES: ReadonlySet<number> = new Set([550, 551, 553, 556])

/** Words of servers, in the order in which they are looked for; soft ones first, since they excuse the address. */
export const PHRASES: readonly { readonly type: BounceType; readonly words: readonly string[] }[] = [
  {
    type: 'soft',
    words: [
      'mailbox full',
      'mailbox is full',
      'mailbox exceeded',
      'over quota',
      'overquota',
      'quota exceeded',
      'exceeded quota',
      'exceeds the quota',
      'exceeded storage',
      'disk quota',
      'insufficient system storage',
      'spam',
      'blacklist',
      'blocklist',
      'blocked',
      'spf',
      'dkim',
      'dmarc',
      'reputation',
      'policy',
      'unsolicited',
      'access denied',
      'not authorized',
      'not permitted',
      'relay',
      'too large',
      'too big',
      'size limit',
      'message size',
      'virus',
      'content rejected',
      'try again',
      'temporar',
      'timed out',
      'timeout',
      'greylist',
      'rate limit',
      'too many',
      'connection refused',
      'loop',
      'hop count',
    ],
  },
  {
    type: 'hard',
    words: [
      'user unknown',
      'unknown user',
      'no such user',
      'no such mailbox',
      'no such recipient',
      'no such address',
      'no such person',
      'unknown recipient',
      'recipient unknown',
      'unknown address',
      'unknown mailbox',
      'unknown local',
      'unrouteable address',
      'unroutable address',
      'address unknown',
      'address not found',
      'does not exist',
      "doesn't exist",
      "doesn't have a",
      'does not have a',
      'not a valid mailbox',
      'invalid recipient',
      'invalid mailbox',
      'invalid address',
      'recipient not found',
      'recipientnotfound',
      'recipient address rejected',
      'not found',
      'user not known',
      'not listed in',
      'not a registered',
      'not recognized',
      "couldn't be found",
      'could not be found',
      'mailbox unavailable',
      'mailbox not available',
      'mailbox disabled',
      'account disabled',
      'account has been disabled',
      'account is disabled',
      'no longer available',
      'no longer exists',
      'no mailbox here',
      'not our customer',
      'unable to find',
      'no matches to nameserver query',
      'host or domain name not found',
      "couldn't find any host",
      'no mail server',
      'host unknown',
      'domain not found',
    ],
  },
]

/** At most so many characters of a server's words are looked at. */
const LONGEST_DIAGNOSTIC = 1_000

/** What a server's words alone come to; null when they say nothing that is known. */
export function classOfWords(diagnostic: string): BounceType | null {
  const text = diagnostic.slice(0, LONGEST_DIAGNOSTIC).toLowerCase()
  return PHRASES.find(({ words }) => words.some((word) => text.includes(word)))?.type ?? null
}

/** What a refusal is: see the file. */
export function bounceClass({ status, code, diagnostic }: Refusal): BounceType {
  const [group, ...rest] = (status ?? '').split('.')
  const detail = rest.join('.')
  // Even at the end of all attempts, a failure that was temporary says nothing of the address.
  if (group === '4' || group === '2') return 'soft'
  if (group === '5' && Object.hasOwn(HARD_STATUS, detail)) return 'hard'
  if (group === '5' && !VAGUE_STATUS.has(detail)) return 'soft'
  const byWords = classOfWords(diagnostic)
  if (byWords !== null) return byWords
  return group !== '5' && code !== null && HARD_CODES.has(code) ? 'hard' : 'soft'
}
