/** The code of a sign-up makes an account, with its first mailbox and its first key (contract §3, `confirm`). */

import type { Context } from '../context.ts'
import { slugOf } from '../core/account-name.ts'
import { clientOf, type OnboardingLimit } from '../core/sign-up.ts'
import { AppError } from '../errors.ts'
import { openHost, tooMany } from '../onboarding.ts'
import { faultOfAccountName, freeNames, noteAccountName } from '../store/account-names.ts'
import { type Account, insertAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { type Actor, appendEvent } from '../store/events.ts'
import { addKey } from '../store/keys.ts'
import { insertMailbox, type Mailbox, newMailbox } from '../store/mailboxes.ts'
import { countTry, memoryName, onboardingSecret, waitFor } from '../store/short-memory.ts'
import {
  findByOversightEmail,
  findSignUpByCode,
  type SignUp,
  useInvitation,
  useSignUp,
} from '../store/sign-ups.ts'

/** What a confirmed sign-up made; the raw key cannot be had again. */
export interface Confirmed {
  readonly account: Account
  readonly mailbox: Mailbox
  readonly rawKey: string
  readonly useCase: string | null
}

const SIGNER: Actor = { keyId: null, name: 'sign-up' }
const LIMIT: OnboardingLimit = 'confirm_by_client'

/** What everybody agreed to who got this far: the request is refused without. */
const ACCEPTED = ['tos', 'operator_agreement', 'anti_spam_policy']

/**
 * Makes the account that a code is for, once. `from` is the IP address; it may give five wrong codes an hour. Throws
 * `signup_closed`, `rate_limited`, `wrong_code`, `already_confirmed`, `conflict`, `invitation_required`, `slug_taken`.
 */
export async function confirmSignUp(context: Context, code: string, from: string): Promise<Confirmed> {
  const host = await openHost(context, context.database.reader)
  const name = memoryName(await onboardingSecret(context.database), LIMIT, clientOf(from))
  const outcome = await context.database.write(async (writer): Promise<Confirmed | { wait: number }> => {
    // One at a time: names are given out here.
    await writer.backend.lockChain(writer.db, 'sign-up')
    const wait = await waitFor(writer, LIMIT, name)
    if (wait > 0) return { wait }
    const signUp = await findSignUpByCode(writer.db, code, writer.now)
    if (signUp !== undefined) return makeAccount(context, writer, host, signUp)
    await countTry(writer, LIMIT, name)
    await appendEvent(writer, { ...trailOf(host), action: 'sign_up.refused_code', resourceId: host.id })
    return { wait: 0 }
  })
  if ('account' in outcome) return outcome
  if (outcome.wait > 0) throw tooMany(outcome.wait)
  throw new AppError('wrong_code', {
    fix: 'Give the code from the newest mail to the oversight address; it is good for a day. POST /v1/account/resend-confirmation sends another. Five wrong codes an hour are allowed.',
  })
}

const trailOf = (host: Account) => ({
  accountId: host.id,
  mailboxId: null,
  test: 0,
  resourceType: 'sign_up',
  actor: SIGNER,
})

async function makeAccount(
  context: Context,
  writer: Writer,
  host: Account,
  signUp: SignUp,
): Promise<Confirmed> {
  if (signUp.used_at !== null) throw new AppError('already_confirmed')
  if ((await findByOversightEmail(writer.db, signUp.oversight_email)) !== undefined) {
    throw new AppError('conflict', { message: 'There is an account with this oversight address by now.' })
  }
  if (signUp.invitation_id !== null && !(await useInvitation(writer, signUp.invitation_id))) {
    throw new AppError('invitation_required')
  }
  const account = accountOf(context, writer, signUp, await slugFor(context, writer, signUp))
  await insertAccount(writer, account)
  await noteAccountName(writer, account.id, account.slug)
  if (!(await useSignUp(writer, signUp, account.id))) throw new AppError('already_confirmed')
  const made = { accountId: account.id, mailboxId: null, test: 0, actor: SIGNER }
  await appendEvent(writer, {
    ...made,
    action: 'account.created',
    resourceType: 'account',
    resourceId: account.id,
    metadata: { by: 'sign-up', accepted: ACCEPTED, accepted_at: new Date(signUp.created_at).toISOString() },
  })
  const mailbox = await makeMailbox(context, writer, account, signUp)
  const { raw } = await addKey(
    writer,
    { accountId: account.id, actor: SIGNER },
    { name: 'first', scopes: ['read', 'send', 'admin'], test: false, mailboxIds: null },
  )
  await appendEvent(writer, {
    ...trailOf(host),
    action: 'sign_up.confirmed',
    resourceId: signUp.id,
    metadata: { account_id: account.id },
  })
  return { account, mailbox, rawKey: raw, useCase: signUp.use_case }
}

async function makeMailbox(
  context: Context,
  writer: Writer,
  account: Account,
  signUp: SignUp,
): Promise<Mailbox> {
  const { domain, approvalTtl } = context.config
  const address = `${account.slug}@${domain}`
  const fresh = newMailbox(writer, { accountId: account.id, address, displayName: null, approvalTtl })
  const mailbox: Mailbox = { ...fresh, mode: signUp.mode }
  await insertMailbox(writer, mailbox)
  await appendEvent(writer, {
    accountId: account.id,
    mailboxId: mailbox.id,
    test: 0,
    action: 'mailbox.created',
    resourceType: 'mailbox',
    resourceId: mailbox.id,
    actor: SIGNER,
    metadata: { address, oversight_mode: mailbox.mode },
  })
  return mailbox
}

/** The name that was asked for, or the nearest that is free: somebody may have been faster. */
async function slugFor(context: Context, writer: Writer, signUp: SignUp): Promise<string> {
  const { domain } = context.config
  const wanted = signUp.slug ?? slugOf(signUp.operator_name)
  if ((await faultOfAccountName(writer.db, domain, wanted)) === null) return wanted
  const [nearest] = await freeNames(writer.db, domain, wanted)
  if (nearest !== undefined) return nearest
  // All that sounds like it is taken: the end of an id is not.
  const own = `mail-${writer.newId().slice(-8).toLowerCase()}`
  if ((await faultOfAccountName(writer.db, domain, own)) === null) return own
  throw new AppError('slug_taken')
}

function accountOf(context: Context, writer: Writer, signUp: SignUp, slug: string): Account {
  return {
    id: writer.newId(),
    name: signUp.operator_name,
    slug,
    oversight_email: signUp.oversight_email,
    physical_address: signUp.physical_address,
    plan: 'sign_up',
    monthly_email_quota: context.config.signupQuota,
    max_mailboxes: context.config.signupMailboxes,
    max_storage_bytes: 5 * 1024 ** 3,
    is_active: 1,
    created_at: writer.now,
    paused_at: null,
    paused_by: null,
    paused_reason: null,
  }
}
