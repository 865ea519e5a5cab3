/** Making, changing and ending mailboxes (contract §4). */

import type { Context } from '../context.ts'
import { isReservedName } from '../core/account-name.ts'
import { canonicalAddress, isMailboxLocalPart } from '../core/address.ts'
import type { EventAction } from '../core/events.ts'
import { isUpgrade, type Mode } from '../core/oversight.ts'
import { BOUNCES } from '../core/return-path.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { isSpentAddress } from '../store/account-end.ts'
import { findAlike } from '../store/account-names.ts'
import { findAccount } from '../store/accounts.ts'
import { advance } from '../store/advance.ts'
import { circumstancesOf } from '../store/circumstances.ts'
import type { Reader, Writer } from '../store/db.ts'
import { findOwnDomain } from '../store/domains.ts'
import { listUnreleased } from '../store/due-messages.ts'
import { appendEvent } from '../store/events.ts'
import {
  findByAddress,
  findMailbox,
  insertMailbox,
  listMailboxes,
  type Mailbox,
  newMailbox,
  updateMailbox,
} from '../store/mailboxes.ts'
import { endRequests, type OperatorLeave, useLeave } from '../store/operator-requests.ts'

export interface NewMailbox {
  /** Local part, or full address on the server's domain. */
  readonly address: string
  readonly displayName: string | null
}

/** The address a new mailbox would have. Throws AppError `bad_request`, `address_in_use`, `forbidden_scope`, `conflict`. */
export async function checkNewMailbox(
  context: Context,
  reader: Reader,
  principal: Principal,
  given: string,
): Promise<string> {
  const address = await fullAddress(context, reader, principal, given)
  if (principal.mailboxIds !== null) {
    throw new AppError('forbidden_scope', {
      message: 'A key limited to some mailboxes cannot make new ones.',
    })
  }
  const account = await findAccount(reader, principal.accountId)
  if (account === undefined) throw new AppError('not_found')
  if ((await listMailboxes(reader, principal)).length >= account.max_mailboxes) {
    throw new AppError('conflict', {
      message: `The account has its ${account.max_mailboxes} mailboxes already.`,
    })
  }
  const holder = await findByAddress(reader, address)
  if (holder?.address === address || (await isSpentAddress(reader, address)))
    throw new AppError('address_in_use')
  await checkOthers(context, reader, principal, address)
  return address
}

/** Makes a mailbox in the default mode. Throws what {@link checkNewMailbox} throws, and `no_pending_approval`. */
export async function createMailbox(
  context: Context,
  principal: Principal,
  input: NewMailbox,
  leave: OperatorLeave,
): Promise<Mailbox> {
  return context.database.write(async (writer) => {
    const { accountId, actor } = principal
    const address = await checkNewMailbox(context, writer.db, principal, input.address)
    await useLeave(writer, leave, { accountId, action: 'mailbox.create', resourceId: accountId, actor })
    const mailbox = newMailbox(writer, {
      accountId,
      address,
      displayName: input.displayName,
      approvalTtl: context.config.approvalTtl,
    })
    await insertMailbox(writer, mailbox)
    await record(writer, principal, mailbox, 'mailbox.created', { address, oversight_mode: mailbox.mode })
    return mailbox
  })
}

/** Names that only the server itself writes under, or that people expect the operator behind (RFC 2142). */
const RESERVED = new Set([
  'multimail',
  'postmaster',
  'abuse',
  'mailer-daemon',
  'hostmaster',
  'webmaster',
  BOUNCES,
])

/**
 * On the domain that accounts share, one that signed up takes no name that looks like another account's, or like the
 * server's own.
 */
async function checkOthers(
  { config }: Context,
  reader: Reader,
  { accountId }: Principal,
  address: string,
): Promise<void> {
  const local = address.slice(0, address.lastIndexOf('@'))
  if (address !== `${local}@${config.domain}`) return
  const account = await findAccount(reader, accountId)
  if (account?.plan !== 'sign_up') return
  if (isReservedName(local))
    throw badField('address_local', `"${local}" is kept for the server and its operator`)
  const alike = await findAlike(reader, local)
  if (alike !== undefined && alike.account_id !== accountId)
    throw badField('address_local', `"${local}" looks like the name of another account`)
}

/** The canonical address that `given` means on this server. */
async function fullAddress(
  context: Context,
  reader: Reader,
  { accountId }: Principal,
  given: string,
): Promise<string> {
  const { domain } = context.config
  const address = canonicalAddress(given.includes('@') ? given.trim() : `${given.trim()}@${domain}`)
  const local = address.slice(0, address.lastIndexOf('@'))
  const asked = address.slice(address.lastIndexOf('@') + 1)
  if (asked !== domain && (await findOwnDomain(reader, accountId, asked))?.state !== 'active') {
    const words = `only addresses at ${domain} and at verified domains of the account can be made here`
    throw badField('address_local', words)
  }
  if (!isMailboxLocalPart(local)) {
    throw badField('address_local', 'must be 1 to 64 letters, digits, dots, dashes or underscores')
  }
  if (RESERVED.has(local))
    throw badField('address_local', `"${local}" is kept for the server and its operator`)
  return address
}

export type MailboxChanges = Partial<
  Pick<
    Mailbox,
    | 'display_name'
    | 'signature_block'
    | 'auto_cc'
    | 'auto_bcc'
    | 'forward_inbound'
    | 'default_gate_timing'
    | 'scheduling_enabled'
    | 'mcp_configured'
    | 'approvals_required'
    | 'approval_ttl_seconds'
    | 'retention_days'
    | 'mode'
  >
>

/** Whether a mailbox would keep its mail for a shorter time than now: what is older would be erased. */
export function forgetsSooner(mailbox: Mailbox, { retention_days: days }: MailboxChanges): boolean {
  const kept = mailbox.retention_days ?? Number.POSITIVE_INFINITY
  return days !== undefined && (days ?? Number.POSITIVE_INFINITY) < kept
}

/** Whether changing a mailbox so needs the operator: fixed copies, fewer people who must approve, mail kept shorter. */
export function needsOperator(mailbox: Mailbox, changes: MailboxChanges): boolean {
  const { auto_cc, auto_bcc, approvals_required: approvals } = changes
  if (auto_cc !== undefined && auto_cc !== mailbox.auto_cc) return true
  if (auto_bcc !== undefined && auto_bcc !== mailbox.auto_bcc) return true
  if (approvals !== undefined && approvals < mailbox.approvals_required) return true
  return forgetsSooner(mailbox, changes)
}

/**
 * Changes a mailbox. Returns it as it is then. `leave` is null where nobody asked the operator: then nothing that
 * needs one is changed. More autonomy is given only at the terminal, to an owner who is signed in, or by {@link upgradeMailbox}. Throws AppError
 * `not_found`, `upgrade_required`, `no_pending_approval`.
 */
export async function changeMailbox(
  context: Context,
  principal: Principal,
  id: string,
  changes: MailboxChanges,
  leave: OperatorLeave | null,
): Promise<Mailbox> {
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, id)
    const mailbox = await findMailbox(writer.db, principal, id)
    if (mailbox === undefined) throw new AppError('not_found')
    const { mode } = changes
    const goesUp = mode !== undefined && isUpgrade(mailbox.mode, mode)
    const mayGoUp = leave?.by === 'terminal' || (leave !== null && principal.session?.role === 'owner')
    if (goesUp && !mayGoUp) {
      throw new AppError('upgrade_required', {
        message: `From ${mailbox.mode} to ${mode} is more autonomy: that needs the operator.`,
      })
    }
    if (goesUp && leave !== null) {
      const used = { accountId: principal.accountId, action: 'mailbox.upgrade', resourceId: id } as const
      await useLeave(writer, leave, { ...used, actor: principal.actor })
    }
    if (needsOperator(mailbox, changes)) {
      if (leave === null) throw new AppError('no_pending_approval')
      const used = { accountId: principal.accountId, action: 'mailbox.update', resourceId: id } as const
      await useLeave(writer, leave, { ...used, actor: principal.actor })
    }
    return apply(writer, principal, mailbox, changes)
  })
}

async function apply(
  writer: Writer,
  principal: Principal,
  mailbox: Mailbox,
  changes: MailboxChanges,
): Promise<Mailbox> {
  await updateMailbox(writer, mailbox.id, changes)
  const { mode, ...others } = changes
  if (mode !== undefined && mode !== mailbox.mode) {
    await record(writer, principal, mailbox, 'mailbox.mode_changed', { from: mailbox.mode, to: mode })
    // Whoever asked for more before this asked about another mailbox than it is now.
    const name = { accountId: mailbox.account_id, action: 'mailbox.upgrade' } as const
    await endRequests(writer, { ...name, resourceId: mailbox.id, requestHash: null })
  }
  if (Object.keys(others).length > 0) {
    // What decides how long mail is kept is part of the proof.
    const { retention_days: days } = others
    const retention = days === undefined ? {} : { retention_days: days }
    await record(writer, principal, mailbox, 'mailbox.updated', { fields: Object.keys(others), ...retention })
  }
  return { ...mailbox, ...changes }
}

/** Records that somebody asked for more autonomy. Throws AppError `not_found`. */
export async function recordUpgradeRequest(
  context: Context,
  principal: Principal,
  id: string,
  target: Mode,
): Promise<void> {
  await context.database.write(async (writer) => {
    const mailbox = await findMailbox(writer.db, principal, id)
    if (mailbox === undefined) throw new AppError('not_found')
    const metadata = { from: mailbox.mode, to: target }
    await record(writer, principal, mailbox, 'mailbox.upgrade_requested', metadata)
  })
}

/**
 * Gives a mailbox the mode that the operator agreed to, if it still has the one it had when that was asked. What is
 * held stays held. Throws AppError `not_found`, `no_pending_approval`.
 */
export async function upgradeMailbox(
  context: Context,
  principal: Principal,
  id: string,
  agreed: { readonly from: Mode; readonly to: Mode },
  leave: OperatorLeave,
): Promise<Mailbox> {
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, id)
    const mailbox = await findMailbox(writer.db, principal, id)
    if (mailbox === undefined) throw new AppError('not_found')
    if (mailbox.mode !== agreed.from) throw new AppError('no_pending_approval')
    const used = { accountId: principal.accountId, action: 'mailbox.upgrade', resourceId: id } as const
    await useLeave(writer, leave, { ...used, actor: principal.actor })
    return apply(writer, principal, mailbox, { mode: agreed.to })
  })
}

/**
 * Ends a mailbox; its address is never given out again, and what has not left it never does. Throws AppError
 * `not_found`.
 */
export async function deleteMailbox(context: Context, principal: Principal, id: string): Promise<void> {
  await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, id)
    const mailbox = await findMailbox(writer.db, principal, id)
    if (mailbox === undefined) throw new AppError('not_found')
    await updateMailbox(writer, id, { deleted_at: writer.now })
    await record(writer, principal, mailbox, 'mailbox.deleted', { address: mailbox.address })
    for (const message of await listUnreleased(writer.db, id)) {
      const facts = await circumstancesOf(writer.db, message, principal.actor, context.config)
      await advance(writer, message, 'cancel', facts, 'conflict')
    }
  })
}

async function record(
  writer: Writer,
  principal: Principal,
  mailbox: Mailbox,
  action: EventAction,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId: mailbox.account_id,
    mailboxId: mailbox.id,
    test: principal.test,
    action,
    resourceType: 'mailbox',
    resourceId: mailbox.id,
    actor: principal.actor,
    metadata,
  })
}
