/**
 * What needs the operator (contract §2): a one-time code by mail, a standing approval, or unattended set-up. For
 * each action, what a standing approval for it may be limited to.
 */

/** `no`: never without asking · `plain`: as it is · `host`: only for hosts or domains that a pattern names. */
export type Standing = 'no' | 'plain' | 'host'

export const OPERATOR_ACTIONS = {
  'mailbox.create': 'plain',
  'mailbox.update': 'no',
  'mailbox.upgrade': 'no',
  'key.create': 'no',
  'key.update': 'no',
  'key.revoke': 'no',
  'account.update': 'no',
  'account.allow_sending': 'no',
  'account.delete': 'no',
  'allowlist.add': 'host',
  'reviewer.add': 'no',
  'person.invite': 'no',
  'person.change': 'no',
  'standing_approval.create': 'no',
  'email.erase': 'plain',
  'webhook.create': 'host',
  'webhook.update': 'host',
} as const satisfies Readonly<Record<string, Standing>>

export type OperatorAction = keyof typeof OPERATOR_ACTIONS

/** The actions for which a key may have a standing approval. */
export const STANDING_ACTIONS = (Object.keys(OPERATOR_ACTIONS) as OperatorAction[]).filter(
  (action) => OPERATOR_ACTIONS[action] !== 'no',
)

/** Whether a host lies under a pattern: `make.com` is itself, `*.make.com` everything below it. */
export function hostMatches(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

/** A code lives this long: 24 h, in ms. */
export const CODE_LIFETIME_MS = 24 * 3_600_000
/** It dies after so many wrong tries. */
export const MAX_WRONG_TRIES = 5
/** An account may ask so often in an hour; an upgrade, so often for each mailbox. */
export const ASKED_PER_HOUR = 20
export const UPGRADES_PER_HOUR = 3

/** Letters and digits that are not mistaken for each other when read aloud or off a phone: 32 of them. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** A code like `A7X-29K` from six random bytes: 30 bits, of which an attacker may try five. */
export function codeOf(bytes: Uint8Array): string {
  const characters = Array.from(bytes.subarray(0, 6), (byte) => ALPHABET.charAt(byte % 32))
  return `${characters.slice(0, 3).join('')}-${characters.slice(3).join('')}`
}

/** A code as it is compared: dashes, spaces and case do not matter. */
export function canonicalCode(code: string): string {
  return code.replace(/[\s-]/g, '').toUpperCase()
}
