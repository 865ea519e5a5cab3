/** What a person proves who they are with: passwords (RFC 9106) and time-based codes (RFC 6238). */

import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Secret, TOTP } from 'otpauth'
import { PASSWORD_MAX, PASSWORD_MIN } from './core/people.ts'
import { badField } from './errors.ts'
import type { Person } from './store/people.ts'

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)

/** RFC 9106 §4, second recommended option, with a single lane: 64 MiB, three passes. In KiB and passes. */
const MEMORY = 65_536
const PASSES = 3

const keyOf = (password: string, nonce: Buffer, memory: number, passes: number) =>
  derive('argon2id', {
    // One password typed on two machines may come in two Unicode forms.
    message: Buffer.from(password.normalize('NFKC')),
    nonce,
    parallelism: 1,
    tagLength: 32,
    memory,
    passes,
  })

/** The text under which a password is kept. Throws AppError `bad_request`. */
export async function hashPassword(password: string, email: string): Promise<string> {
  const { length } = Array.from(password)
  if (length < PASSWORD_MIN) throw badField('password', `is shorter than ${PASSWORD_MIN} characters`)
  if (length > PASSWORD_MAX) throw badField('password', `is longer than ${PASSWORD_MAX} characters`)
  const lower = password.toLowerCase()
  if (lower.includes(email) || new Set(lower).size < 5) throw badField('password', 'is too easy to guess')
  const nonce = randomBytes(16)
  const key = await keyOf(password, nonce, MEMORY, PASSES)
  return ['argon2id', MEMORY, PASSES, nonce.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether a password is the one that is kept; takes as long when none is. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  const [, memory, passes, nonce, key] = (kept ?? NO_PASSWORD).split('$')
  const given = await keyOf(
    password.slice(0, PASSWORD_MAX * 2),
    Buffer.from(nonce ?? '', 'base64url'),
    Number(memory),
    Number(passes),
  )
  const expected = Buffer.from(key ?? '', 'base64url')
  return expected.length === given.length && timingSafeEqual(expected, given) && kept !== null
}

const NO_PASSWORD = ['argon2id', MEMORY, PASSES, 'AAAAAAAAAAAAAAAAAAAAAA', '-'].join('$')

const STEP_S = 30
const appOf = (secret: string, label: string) =>
  new TOTP({ issuer: 'MultiMail', label, secret: Secret.fromBase32(secret), digits: 6, period: STEP_S })

/** A new secret for an authenticator app, and the address by which it takes it. */
export function newTotpSecret(email: string): { readonly secret: string; readonly url: string } {
  // 160 bits, as RFC 4226 §4 recommends.
  const secret = new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32
  return { secret, url: appOf(secret, email).toString() }
}

/**
 * The time step that a code belongs to, one step early or late allowed; null when it is wrong, or belongs to a step
 * that was used already. `now` is epoch ms.
 */
export function totpStep(
  person: Pick<Person, 'totp_secret' | 'totp_last_step' | 'email'>,
  code: string,
  now: number,
): number | null {
  const digits = code.replace(/\s/g, '')
  if (person.totp_secret === null || !/^\d{6}$/.test(digits)) return null
  const delta = appOf(person.totp_secret, person.email).validate({ token: digits, timestamp: now, window: 1 })
  if (delta === null) return null
  const step = Math.floor(now / 1000 / STEP_S) + delta
  return step <= (person.totp_last_step ?? -1) ? null : step
}
