/** The first start: one account, one mailbox, one key for each part that somebody plays. */

import { ConfigError } from '../config.ts'
import type { Context } from '../context.ts'
import { slugOf } from '../core/account-name.ts'
import { isMailboxLocalPart } from '../core/address.ts'
import type { Scope } from '../core/scopes.ts'
import { AppError } from '../errors.ts'
import { type Account, firstAccount, insertAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent, OPERATOR } from '../store/events.ts'
import { addKey } from '../store/keys.ts'
import { insertMailbox, type Mailbox, newMailbox } from '../store/mailboxes.ts'

/** The keys of the first start, and what each may do. */
const FIRST_KEYS: Readonly<Record<FirstKey, { readonly scopes: readonly Scope[]; readonly test: boolean }>> =
  {
    agent: { scopes: ['read', 'send'], test: false },
    reviewer: { scopes: ['read', 'oversight'], test: false },
    admin: { scopes: ['read', 'admin'], test: false },
    test_agent: { scopes: ['read', 'send'], test: true },
    test_reviewer: { scopes: ['read', 'oversight'], test: true },
  }

export type FirstKey = 'agent' | 'reviewer' | 'admin' | 'test_agent' | 'test_reviewer'

/** What the first start made; raw keys cannot be had again. */
export interface Initialized {
  readonly account: Account
  readonly mailbox: Mailbox
  readonly keys: Readonly<Record<FirstKey, string>>
}

/** Whether the first start has been. */
export async function isInitialized(context: Context): Promise<boolean> {
  return (await firstAccount(context.database.reader)) !== undefined
}

/** Makes account, mailbox and keys. Throws AppError `conflict` when that was done before. */
export async function initialize(context: Context): Promise<Initialized> {
  const { config } = context
  const local = config.firstMailbox.toLowerCase()
  if (!isMailboxLocalPart(local))
    throw new ConfigError('MULTIMAIL_FIRST_MAILBOX must be the local part of an address, like agent')
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'initialize')
    if ((await firstAccount(writer.db)) !== undefined) {
      throw new AppError('conflict', { message: 'This data folder is already set up.' })
    }
    const account = accountOf(context, writer)
    await insertAccount(writer, account)
    const maker = { accountId: account.id, actor: OPERATOR }
    await appendEvent(writer, {
      accountId: account.id,
      mailboxId: null,
      test: 0,
      action: 'account.created',
      resourceType: 'account',
      resourceId: account.id,
      actor: OPERATOR,
      metadata: { by: 'init' },
    })
    const mailbox = newMailbox(writer, {
      accountId: account.id,
      address: `${local}@${config.domain}`,
      displayName: null,
      approvalTtl: config.approvalTtl,
    })
    await insertMailbox(writer, mailbox)
    await appendEvent(writer, {
      accountId: account.id,
      mailboxId: mailbox.id,
      test: 0,
      action: 'mailbox.created',
      resourceType: 'mailbox',
      resourceId: mailbox.id,
      actor: OPERATOR,
      metadata: { address: mailbox.address, oversight_mode: mailbox.mode },
    })
    const keys: Partial<Record<FirstKey, string>> = {}
    for (const [name, { scopes, test }] of Object.entries(FIRST_KEYS)) {
      keys[name as FirstKey] = (await addKey(writer, maker, { name, scopes, test, mailboxIds: null })).raw
    }
    return { account, mailbox, keys: keys as Record<FirstKey, string> }
  })
}

function accountOf(context: Context, writer: Writer): Account {
  const { config } = context
  return {
    id: writer.newId(),
    name: config.operatorName,
    slug: slugOf(config.operatorName) || 'account',
    oversight_email: config.operatorEmail,
    physical_address: null,
    plan: 'self_hosted',
    monthly_email_quota: config.monthlyQuota,
    max_mailboxes: 1_000,
    max_storage_bytes: 1024 ** 4,
    is_active: 1,
    created_at: writer.now,
    paused_at: null,
    paused_by: null,
    paused_reason: null,
  }
}
