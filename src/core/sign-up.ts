/** Sign-up in numbers and words: limits, codes, and the mails that go out (contract §3). */

import { codeSpan, type NoticeText, utc } from './notice-text.ts'

const HOUR_MS = 3_600_000

/** A proof of work is good for so long, in ms. */
export const CHALLENGE_MS = 5 * 60_000
/** The number to find is below this: about a second of a browser. */
export const CHALLENGE_NUMBERS = 100_000
/** A sign-up waits so long for its code, in ms. */
export const SIGN_UP_MS = 24 * HOUR_MS
/** An invitation is good for so long, in ms. */
export const INVITATION_MS = 14 * 24 * HOUR_MS
/** The same request with the same Idempotency-Key is answered the same for so long, in ms. */
export const SAME_REQUEST_MS = HOUR_MS

/** At most so many of something in a time, in ms. */
export interface Allowance {
  readonly most: number
  readonly within: number
}

/** What is limited, and per whom: `address` is the oversight address, `client` where a request comes from. */
export const ONBOARDING_LIMITS = {
  sign_up_by_address: { most: 3, within: HOUR_MS },
  sign_up_by_client: { most: 10, within: HOUR_MS },
  resend_by_address: { most: 1, within: 5 * 60_000 },
  resend_by_client: { most: 10, within: HOUR_MS },
  confirm_by_client: { most: 5, within: HOUR_MS },
  consent_by_address: { most: 5, within: HOUR_MS },
  consent_by_client: { most: 20, within: HOUR_MS },
  register_by_client: { most: 20, within: HOUR_MS },
} as const satisfies Readonly<Record<string, Allowance>>

export type OnboardingLimit = keyof typeof ONBOARDING_LIMITS

/** Limits that hold even where limits are switched off: they keep codes from being guessed and people from being mailed. */
export const ALWAYS_LIMITED: readonly OnboardingLimit[] = [
  'sign_up_by_address',
  'resend_by_address',
  'confirm_by_client',
  'consent_by_address',
]

/** The moments (epoch ms) that still count, of those before `now`. */
export function stillCounted(moments: readonly number[], { within }: Allowance, now: number): number[] {
  return moments.filter((at) => at > now - within)
}

/** Seconds until one more is allowed, or 0 when it is now. `moments`: those that count, oldest first. */
export function secondsToWait(moments: readonly number[], allowance: Allowance, now: number): number {
  const oldest = moments[moments.length - allowance.most]
  return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + allowance.within - now) / 1000))
}

/** Whom an IP address is counted as: a network of /64 is one client (RFC 4291 §2.5.4). */
export function clientOf(ip: string): string {
  const plain = ip
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const left = head.split(':').filter((part) => part !== '')
  const right = (tail ?? '').split(':').filter((part) => part !== '')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right].map((part) =>
    part.replace(/^0+(?=.)/, ''),
  )
  return `${groups.slice(0, 4).join(':')}::/64`
}

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A code like `7KQ2M-X9TPA` from ten random bytes: 50 bits, because it alone tells which sign-up is meant. */
export function signUpCodeOf(bytes: Uint8Array): string {
  const characters = Array.from(bytes.subarray(0, 10), (byte) => ALPHABET.charAt(byte % 32))
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`
}

/** The mail with the code of a sign-up. */
export function signUpNotice(given: {
  readonly name: string
  readonly address: string
  readonly mode: string
  readonly modeWords: string
  readonly askedFrom: string
  readonly askedAt: number
  readonly expiresAt: number
  readonly code: string
  readonly link: string
}): NoticeText {
  return {
    subject: 'Confirm your MultiMail account',
    markdown: [
      `Somebody asked for a mailbox for an AI agent, with you as the person who answers for it: ${codeSpan(given.name)}.`,
      '',
      `- **Code:** **${given.code}**`,
      `- **Or open:** ${given.link}`,
      `- **Mailbox:** ${codeSpan(given.address)}`,
      `- **Oversight:** ${codeSpan(given.mode)}: ${given.modeWords}`,
      `- **Asked:** ${utc(given.askedAt)}, from the address ${codeSpan(given.askedFrom)}`,
      `- **Valid until:** ${utc(given.expiresAt)}, once`,
      '',
      'Whoever enters the code gets the first key of the account. Mail that waits for a decision will come to you.',
      'If you did not ask for this, do nothing: nothing was made, and nothing will be.',
    ].join('\n'),
  }
}

/** The mail to somebody who signs up though they have an account. */
export function accountExistsNotice(given: {
  readonly name: string
  readonly slug: string
  readonly askedFrom: string
  readonly askedAt: number
}): NoticeText {
  return {
    subject: 'You have a MultiMail account already',
    markdown: [
      `Somebody asked for an account with your address as the oversight address. You have one: ${codeSpan(given.name)} (${codeSpan(given.slug)}).`,
      '',
      `- **Asked:** ${utc(given.askedAt)}, from the address ${codeSpan(given.askedFrom)}`,
      '',
      'Nothing was made and nothing was changed. For another mailbox or key, use the account that you have.',
      'If you did not ask for this, do nothing.',
    ].join('\n'),
  }
}

/** The mail with the code by which an operator lets a client in. */
export function consentNotice(given: {
  readonly client: string
  readonly host: string
  readonly askedFrom: string
  readonly askedAt: number
  readonly expiresAt: number
  readonly code: string
}): NoticeText {
  return {
    subject: 'A program asks for access to your mail account',
    markdown: [
      `A program that calls itself ${codeSpan(given.client)} asks for access; it answers at ${codeSpan(given.host)}.`,
      '',
      `- **Code:** **${given.code}**`,
      `- **Asked:** ${utc(given.askedAt)}, from the address ${codeSpan(given.askedFrom)}`,
      `- **Valid until:** ${utc(given.expiresAt)}, once, for the page that asked for it`,
      '',
      'Enter the code only on a page that you opened yourself. What the program may do is chosen there.',
      'Give the code to nobody, and to no agent: with it, mail can be read and written in your name.',
      'If you did not ask for this, do nothing.',
    ].join('\n'),
  }
}
