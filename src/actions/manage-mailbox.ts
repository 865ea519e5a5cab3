/** Making, changing and ending mailboxes (contract §4). */

import type { Context } from '../context.ts'
import { canonicalAddress, isMailboxLocalPart } from '../core/address.ts'
import type { EventAction } from '../core/events.ts'
import { isUpgrade } from '../core/oversight.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
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

export interface NewMailbox {
  /** Local part, or full address on the server's domain. */
  readonly address: string
  readonly displayName: string | null
}

/** Makes a mailbox in the default mode. Throws AppError `bad_request`, `address_in_use`, `forbidden_scope`. */
export async function createMailbox(
  context: Context,
  principal: Principal,
  input: NewMailbox,
): Promise<Mailbox> {
  const address = fullAddress(context, input.address)
  return context.database.write(async (writer) => {
    if (principal.mailboxIds !== null) {
      throw new AppError('forbidden_scope', {
        message: 'A key limited to some mailboxes cannot make new ones.',
      })
    }
    const account = await findAccount(writer.db, principal.accountId)
    if (account === undefined) throw new AppError('not_found')
    if ((await listMailboxes(writer.db, principal)).length >= account.max_mailboxes) {
      throw new AppError('conflict', {
        message: `The account has its ${account.max_mailboxes} mailboxes already.`,
      })
    }
    const holder = await findByAddress(writer.db, address)
    if (holder?.address === address) throw new AppError('address_in_use')
    const mailbox = newMailbox(writer, {
      accountId: principal.accountId,
      address,
      displayName: input.displayName,
      approvalTtl: context.config.approvalTtl,
    })
    await insertMailbox(writer, mailbox)
    await record(writer, principal, mailbox, 'mailbox.created', { address, oversight_mode: mailbox.mode })
    return mailbox
  })
}

/** The canonical address that `given` means on this server. */
function fullAddress(context: Context, given: string): string {
  const { domain } = context.config
  const address = canonicalAddress(given.includes('@') ? given.trim() : `${given.trim()}@${domain}`)
  const local = address.slice(0, address.lastIndexOf('@'))
  if (!address.endsWith(`@${domain}`)) {
    throw badField('address_local', `only addresses at ${domain} can be made here`)
  }
  if (!isMailboxLocalPart(local)) {
    throw badField('address_local', 'must be 1 to 64 letters, digits, dots, dashes or underscores')
  }
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
    | 'mode'
  >
>

/**
 * Changes a mailbox. Returns it as it is then. A mode with more autonomy needs `mayUpgrade`, which only the
 * operator has. Throws AppError `not_found`, `upgrade_required`.
 */
export async function changeMailbox(
  context: Context,
  principal: Principal,
  id: string,
  changes: MailboxChanges,
  mayUpgrade: boolean,
): Promise<Mailbox> {
  return context.database.write(async (writer) => {
    const mailbox = await findMailbox(writer.db, principal, id)
    if (mailbox === undefined) throw new AppError('not_found')
    await writer.backend.lockChain(writer.db, id)
    const { mode } = changes
    if (mode !== undefined && isUpgrade(mailbox.mode, mode) && !mayUpgrade) {
      throw new AppError('upgrade_required', {
        message: `From ${mailbox.mode} to ${mode} is more autonomy: that needs the operator.`,
      })
    }
    await updateMailbox(writer, id, changes)
    const { mode: _, ...others } = changes
    if (mode !== undefined && mode !== mailbox.mode) {
      await record(writer, principal, mailbox, 'mailbox.mode_changed', { from: mailbox.mode, to: mode })
    }
    if (Object.keys(others).length > 0) {
      await record(writer, principal, mailbox, 'mailbox.updated', { fields: Object.keys(others) })
    }
    return { ...mailbox, ...changes }
  })
}

/** Ends a mailbox; its address is never given out again. Throws AppError `not_found`. */
export async function deleteMailbox(context: Context, principal: Principal, id: string): Promise<void> {
  await context.database.write(async (writer) => {
    const mailbox = await findMailbox(writer.db, principal, id)
    if (mailbox === undefined) throw new AppError('not_found')
    await updateMailbox(writer, id, { deleted_at: writer.now })
    await record(writer, principal, mailbox, 'mailbox.deleted', { address: mailbox.address })
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
