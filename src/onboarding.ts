/** What everything shares by which strangers come in: who is host to them, how often they may try, mail to them. */

import { randomBytes } from 'node:crypto'
import type { Context } from './context.ts'
import { modeSentence } from './core/mode-sentence.ts'
import type { NoticeText } from './core/notice-text.ts'
import {
  ALWAYS_LIMITED,
  accountExistsNotice,
  consentNotice,
  type OnboardingLimit,
  signUpCodeOf,
  signUpNotice,
} from './core/sign-up.ts'
import { AppError } from './errors.ts'
import type { Account } from './store/accounts.ts'
import type { Reader, Writer } from './store/db.ts'
import { type Notice, type NoticeKind, queueNotice } from './store/notices.ts'
import { findConsentProof, saveConsentProof } from './store/oauth-rows.ts'
import { countApart } from './store/short-memory.ts'
import {
  findByOversightEmail,
  findOpenSignUp,
  findSignUp,
  hashOfCode,
  hostAccount,
  setSignUpCode,
} from './store/sign-ups.ts'

/** The account whose trail tells of sign-ups. Throws AppError `signup_closed`. */
export async function openHost(context: Context, reader: Reader): Promise<Account> {
  const host = context.config.signup === 'closed' ? undefined : await hostAccount(reader)
  if (host === undefined) throw new AppError('signup_closed')
  return host
}

/** Whether a limit holds on this server. */
export function isLimited(context: Context, limit: OnboardingLimit): boolean {
  return context.config.rateLimit !== null || ALWAYS_LIMITED.includes(limit)
}

/** The refusal of one try too many; `wait` in seconds. */
export function tooMany(wait: number): AppError {
  return new AppError('rate_limited', { message: 'This was tried too often.', retryAfter: wait })
}

/**
 * Counts a try of a limit in a transaction of its own, so that a refusal counts too. Throws AppError `rate_limited`.
 */
export async function countOrRefuse(context: Context, limit: OnboardingLimit, whom: string): Promise<void> {
  if (!isLimited(context, limit)) return
  const wait = await countApart(context.database, limit, whom)
  if (wait > 0) throw tooMany(wait)
}

/** Queues mail to somebody who may have no account, in the caller's transaction. Its text is made when it is sent. */
export async function queueToStranger(
  context: Context,
  writer: Writer,
  host: Account,
  notice: { readonly kind: NoticeKind; readonly subjectId: string; readonly recipient: string },
): Promise<void> {
  await queueNotice(writer, {
    ...notice,
    accountId: host.id,
    test: 0,
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
}

/** What mail to strangers says; `moot` when there is nobody who waits for it. A code in it is a new one. */
export async function strangerText(
  context: Context,
  writer: Writer,
  notice: Pick<Notice, 'kind' | 'subject_id' | 'recipient'>,
): Promise<NoticeText | 'moot'> {
  if (notice.kind === 'consent') return consentText(writer, notice.subject_id)
  const email = notice.recipient
  const signUp =
    notice.kind === 'sign_up'
      ? await findSignUp(writer.db, notice.subject_id)
      : await findOpenSignUp(writer.db, email, writer.now)
  if (signUp === undefined || signUp.used_at !== null || signUp.expires_at <= writer.now) return 'moot'
  const account = await findByOversightEmail(writer.db, email)
  if (account !== undefined) {
    const { name, slug } = account
    return accountExistsNotice({ name, slug, askedFrom: signUp.asked_from, askedAt: signUp.created_at })
  }
  const code = signUpCodeOf(randomBytes(10))
  await setSignUpCode(writer, signUp.id, code)
  return signUpNotice({
    name: signUp.operator_name,
    address: signUp.slug === null ? `…@${context.config.domain}` : `${signUp.slug}@${context.config.domain}`,
    mode: signUp.mode,
    modeWords: modeSentence(signUp.mode),
    askedFrom: signUp.asked_from,
    askedAt: signUp.created_at,
    expiresAt: signUp.expires_at,
    code,
    link: `${context.publicUrl}/confirm?code=${code}`,
  })
}

async function consentText(writer: Writer, id: string): Promise<NoticeText | 'moot'> {
  const proof = await findConsentProof(writer.db, id, writer.now)
  if (proof === undefined || proof.isProved) return 'moot'
  // To whoever answers for no account goes no mail; the page says the same.
  if ((await findByOversightEmail(writer.db, proof.email)) === undefined) return 'moot'
  const code = signUpCodeOf(randomBytes(10))
  await saveConsentProof(writer, id, { ...proof, codeHash: hashOfCode(code) })
  return consentNotice({ ...proof, code })
}
