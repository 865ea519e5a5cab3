/** Rows to begin with: an account, mailboxes and messages, as the store itself writes them. */

import { hash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { type Account, insertAccount } from '../../src/store/accounts.ts'
import { recordBlob } from '../../src/store/blobs.ts'
import type { Writer } from '../../src/store/db.ts'
import { insertMailbox, type Mailbox, newMailbox } from '../../src/store/mailboxes.ts'
import { type Entry, insertMessage, type Message, type NewMessage } from '../../src/store/messages.ts'
import type { Schema } from '../../src/store/schema.ts'
import { joinThread } from '../../src/store/threads.ts'

export async function addAccount(writer: Writer, slug = 'acme'): Promise<Account> {
  const account = {
    id: writer.newId(),
    name: 'Acme',
    slug,
    oversight_email: 'operator@example.com',
    physical_address: null,
    plan: 'self_hosted',
    monthly_email_quota: 1_000,
    max_mailboxes: 10,
    max_storage_bytes: 1_000_000,
    is_active: 1,
    created_at: writer.now,
    paused_at: null,
    paused_by: null,
    paused_reason: null,
  }
  await insertAccount(writer, account)
  return account
}

export async function addMailbox(
  writer: Writer,
  accountId: string,
  changes: Partial<Mailbox> = {},
): Promise<Mailbox> {
  const address = changes.address ?? 'agent@example.com'
  const mailbox = {
    ...newMailbox(writer, { accountId, address, displayName: null, approvalTtl: 3_600 }),
    ...changes,
  }
  await insertMailbox(writer, mailbox)
  return mailbox
}

export const sha256 = (text: string) => hash('sha256', text, 'hex')

/** A message with everything that belongs to it; by default a held outbound one to `ada@example.org`. */
export async function addMessage(
  writer: Writer,
  mailbox: Mailbox,
  changes: Partial<NewMessage> = {},
  parts: Partial<Omit<Entry, 'message'>> = {},
): Promise<Message> {
  const bytes = Buffer.from('Subject: Hello\r\n\r\nHello\r\n')
  const blob = { sha256: sha256(bytes.toString()), size: bytes.length, bytes }
  await recordBlob(writer, blob)
  const id = changes.id ?? writer.newId()
  const test = changes.test ?? 0
  const scope = { accountId: mailbox.account_id, mailboxId: mailbox.id, test }
  const thread_id = changes.thread_id ?? (await joinThread(writer, scope, null, { id, subject: 'Hello' }))
  const message: NewMessage = {
    id,
    account_id: mailbox.account_id,
    mailbox_id: mailbox.id,
    test,
    direction: 'outbound',
    state: 'held',
    stage: 'none',
    mode: mailbox.mode,
    content_hash: sha256(id),
    thread_id,
    reference_ids: '[]',
    subject: 'Hello',
    subject_key: 'hello',
    from_address: mailbox.address,
    from_name: '',
    to_json: '[{"address":"ada@example.org","name":""}]',
    cc_json: '[]',
    bcc_json: '[]',
    reply_to_json: '[]',
    sender_text: mailbox.address,
    raw_sha256: blob.sha256,
    raw_size: blob.size,
    has_attachments: 0,
    preview: 'Hello',
    spam_verdict: 'clean',
    authentication_json: '{}',
    created_at: writer.now,
    ...changes,
  }
  return insertMessage(writer, {
    message,
    contents: { markdown: 'Hello', markdown_reply: null, leaves_json: '{}' },
    attachments: [],
    recipients: [{ address: 'ada@example.org', kind: 'to' }],
    ...parts,
  })
}

export type Row = Readonly<Record<string, string | number | null>>

/** A raw INSERT, past all code of the store. */
export function rawInsert(table: keyof Schema, row: Row): RawBuilder<unknown> {
  const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)))
  return sql`INSERT INTO ${sql.table(table)} (${columns}) VALUES (${sql.join(Object.values(row))})`
}
