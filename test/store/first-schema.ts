/** A database as the first version of the schema had it, filled by raw SQL with mail in every state. */

import { hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { createIds } from '../../src/context.ts'
import { chainText, GENESIS } from '../../src/core/chain.ts'
import type { Backend } from '../../src/store/backend.ts'
import { hashKey } from '../../src/store/keys.ts'
import { statements } from '../../src/store/migrations/0001-initial.ts'
import type { Schema } from '../../src/store/schema.ts'
import { START } from '../support/clock.ts'
import { type Row, rawInsert, sha256 } from './rows.ts'

const ids = createIds()
const id = () => ids.next(START - 1_000_000)
const AT = START - 1_000_000

/** Raw keys that were given out under the first schema. */
export const OLD_KEYS = {
  agent: 'mm_live_old_agent',
  reviewer: 'mm_live_old_reviewer',
  admin: 'mm_live_old_admin',
}

/** Tables of the first schema whose rows must survive, but those of the search index. */
export const OLD_TABLES = [
  'accounts',
  'attachments',
  'attempts',
  'blobs',
  'captured',
  'chain_heads',
  'contacts',
  'contents',
  'decisions',
  'deliveries',
  'events',
  'idempotency',
  'keys',
  'mailboxes',
  'messages',
  'recipients',
  'releases',
  'settings',
  'submission_keys',
  'suppressions',
  'tags',
  'threads',
  'usage',
] as const satisfies readonly (keyof Schema)[]

/** Applies the first migration alone. */
export async function applyFirst(backend: Backend): Promise<void> {
  await backend.onWriter(async (db) => {
    await sql`CREATE TABLE schema_versions (
      version integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)`.execute(db)
    for (const statement of statements(backend.types)) await sql.raw(statement).execute(db)
    await sql`INSERT INTO schema_versions (version, name, applied_at) VALUES (1, 'initial', ${AT})`.execute(
      db,
    )
  })
}

/** What the fill made, by what it is. */
export interface Filled {
  readonly account: string
  readonly mailbox: string
  readonly sent: string
  readonly queued: string
  readonly held: string
  readonly scheduled: string
  readonly rejected: string
  readonly received: string
}

class Filler {
  readonly #db: Kysely<Schema>
  readonly account = id()
  readonly mailbox = id()
  readonly free = id()
  #head = { position: 0, hash: GENESIS }

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async insert(table: keyof Schema, row: Row): Promise<void> {
    await rawInsert(table, row).execute(this.#db)
  }

  async owners(): Promise<void> {
    await this.insert('settings', { name: 'old', value: 'kept' })
    await this.insert('accounts', {
      id: this.account,
      name: 'Old & Sons',
      slug: 'old',
      oversight_email: 'operator@example.com',
      physical_address: null,
      plan: 'self_hosted',
      monthly_email_quota: 10_000,
      max_mailboxes: 10,
      max_storage_bytes: 1_000_000,
      is_active: 1,
      created_at: AT,
    })
    for (const [mailbox, mode] of [
      [this.mailbox, 'gated_send'],
      [this.free, 'autonomous'],
    ] as const)
      await this.insert('mailboxes', {
        id: mailbox,
        account_id: this.account,
        address: `${mode.replace('_', '-')}@multimail.localhost`,
        display_name: 'Old',
        mode,
        forward_inbound: 0,
        default_gate_timing: 'gate_first',
        scheduling_enabled: 1,
        mcp_configured: 0,
        approvals_required: 1,
        approval_ttl_seconds: 3_600_000,
        on_expiry: 'reject',
        created_at: AT,
      })
    for (const [name, raw] of Object.entries(OLD_KEYS))
      await this.insert('keys', {
        id: id(),
        account_id: this.account,
        name,
        hash: hashKey(raw),
        prefix: raw.slice(0, 12),
        test: 0,
        can_read: 1,
        can_send: name === 'agent' ? 1 : 0,
        can_oversight: name === 'reviewer' ? 1 : 0,
        can_admin: name === 'admin' ? 1 : 0,
        mailbox_ids: null,
        created_at: AT,
        revoked_at: null,
      })
  }

  async message(name: string, changes: Row): Promise<{ id: string; content_hash: string }> {
    const raw = Buffer.from(`From: old@multimail.localhost\r\nSubject: ${name}\r\n\r\n${name} words\r\n`)
    const raw_sha256 = hash('sha256', raw, 'hex')
    const message = { id: id(), content_hash: sha256(name) }
    const mailbox_id = String(changes.mailbox_id ?? this.mailbox)
    const thread_id = id()
    await sql`INSERT INTO blobs (sha256, size, bytes) VALUES (${raw_sha256}, ${raw.length}, ${raw})`.execute(
      this.#db,
    )
    const owner = { account_id: this.account, mailbox_id, test: 0 }
    await this.insert('threads', { id: thread_id, ...owner, subject: name, last_message_id: message.id })
    await this.insert('messages', {
      ...message,
      ...owner,
      direction: 'outbound',
      stage: 'none',
      mode: 'gated_send',
      gate_timing: 'gate_first',
      thread_id,
      header_message_id: `${name}@multimail.localhost`,
      reference_ids: '[]',
      subject: name,
      subject_key: name,
      from_address: 'old@multimail.localhost',
      from_name: '',
      to_json: '[{"address":"ada@example.org","name":""}]',
      cc_json: '[]',
      bcc_json: '[]',
      reply_to_json: '[]',
      sender_text: 'old@multimail.localhost',
      envelope_from: 'old@multimail.localhost',
      raw_sha256,
      raw_size: raw.length,
      has_attachments: 0,
      preview: name,
      spam_verdict: 'clean',
      authentication_json: '{}',
      digested_at: AT,
      created_at: AT,
      ...changes,
    })
    await this.insert('contents', {
      message_id: message.id,
      markdown: `${name} words`,
      markdown_reply: null,
      leaves_json: '{}',
    })
    await this.insert('recipients', { message_id: message.id, address: 'ada@example.org', kind: 'to' })
    await this.event('message.submitted', message.id, mailbox_id)
    return message
  }

  async decision(message: { id: string; content_hash: string }, action: 'approve' | 'reject') {
    const decision = { id: id(), action }
    await this.insert('decisions', {
      ...decision,
      account_id: this.account,
      message_id: message.id,
      content_hash: message.content_hash,
      actor: 'old-reviewer-key',
      method: 'key',
      reason: 'An old reason',
      created_at: AT,
    })
    return decision.id
  }

  async release(message: { id: string; content_hash: string }, mode: string, decision: string | null) {
    const release = id()
    await this.insert('releases', {
      id: release,
      message_id: message.id,
      direction: 'outbound',
      test: 0,
      mode,
      basis: decision === null ? 'mode' : 'approval',
      content_hash: message.content_hash,
      decision_id: decision,
      decision_action: decision === null ? null : 'approve',
      created_at: AT,
    })
    return release
  }

  async delivery(message: { id: string }, release: string, changes: Row): Promise<void> {
    const delivery = id()
    await this.insert('deliveries', {
      id: delivery,
      release_id: release,
      message_id: message.id,
      direction: 'outbound',
      test: 0,
      recipient: 'ada@example.org',
      domain: 'example.org',
      transport: 'smtp',
      attempts: 1,
      lease_until: null,
      last_reply: '250 OK',
      created_at: AT,
      finished_at: null,
      ...changes,
    })
    const outcome = changes.state === 'sent' ? 'accepted' : 'deferred'
    const attempt = { id: id(), delivery_id: delivery, number: 1, started_at: AT, finished_at: AT }
    await this.insert('attempts', { ...attempt, outcome, host: 'mx.example.org', reply_code: 250 })
  }

  async event(action: string, resource_id: string, mailbox: string): Promise<void> {
    if (mailbox !== this.mailbox) return
    const entry = {
      id: id(),
      account_id: this.account,
      mailbox_id: mailbox,
      chain_id: mailbox,
      chain_position: this.#head.position + 1,
      test: 0,
      action,
      resource_type: 'email',
      resource_id,
      actor_key_id: null,
      actor: 'key:old',
      metadata: '{"old":true}',
      created_at: AT,
      prev_hash: this.#head.hash,
    }
    this.#head = { position: entry.chain_position, hash: sha256(chainText(entry)) }
    await this.insert('events', { ...entry, hash: this.#head.hash })
  }

  async rest(message: string): Promise<void> {
    await this.insert('chain_heads', { chain_id: this.mailbox, ...this.#head })
    await this.insert('tags', {
      message_id: message,
      mailbox_id: this.mailbox,
      test: 0,
      key: 'old',
      value: 'tag',
    })
    const owner = { account_id: this.account, test: 0, created_at: AT }
    await this.insert('contacts', {
      id: id(),
      ...owner,
      name: 'Ada',
      email: 'ada@example.org',
      tags_json: '[]',
    })
    const suppressed = { email_address: 'gone@example.org', reason: 'hard_bounce', mailbox_id: null }
    await this.insert('suppressions', { id: id(), ...owner, ...suppressed })
    const day = { account_id: this.account, mailbox_id: this.mailbox, test: 0, date: '2026-03-01' }
    await this.insert('usage', { ...day, event_type: 'emails_sent', count: 7 })
    const key = { mailbox_id: this.mailbox, test: 0, idempotency_key: 'old', message_id: message }
    await this.insert('submission_keys', { ...key, created_at: AT })
  }
}

/** Fills a database of the first schema. */
export async function fillFirst(backend: Backend): Promise<Filled> {
  return backend.onWriter(async (db) => {
    const filler = new Filler(db)
    await filler.owners()
    const released = { state: 'released', approved_at: AT, approved_by: 'key:old', decided_by: 'key:old' }
    const sent = await filler.message('sent', { ...released, stage: 'sent', sent_at: AT })
    const sentBy = await filler.release(sent, 'gated_send', await filler.decision(sent, 'approve'))
    await filler.delivery(sent, sentBy, { state: 'sent', due_at: null, finished_at: AT })
    const free = { mailbox_id: filler.free, mode: 'autonomous', state: 'released', stage: 'queued' }
    const queued = await filler.message('queued', free)
    const queuedBy = await filler.release(queued, 'autonomous', null)
    await filler.delivery(queued, queuedBy, { state: 'queued', due_at: START + 60_000 })
    const held = await filler.message('held', {
      state: 'held',
      due_at: START + 3_600_000,
      expires_at: START + 3_600_000,
    })
    const later = { send_at: START + 120_000, due_at: START + 120_000 }
    const scheduled = await filler.message('scheduled', { ...released, state: 'scheduled', ...later })
    await filler.decision(scheduled, 'approve')
    const refusal = { state: 'rejected', rejected_reason: 'No', decided_by: 'key:old' }
    const rejected = await filler.message('rejected', refusal)
    await filler.decision(rejected, 'reject')
    const received = await filler.message('received', {
      direction: 'inbound',
      state: 'released',
      stage: 'unread',
    })
    await sql`INSERT INTO releases (id, message_id, direction, test, mode, basis, content_hash, created_at)
      VALUES (${id()}, ${received.id}, 'inbound', 0, 'gated_send', 'mode', ${received.content_hash}, ${AT})`.execute(
      db,
    )
    await filler.rest(held.id)
    return {
      account: filler.account,
      mailbox: filler.mailbox,
      sent: sent.id,
      queued: queued.id,
      held: held.id,
      scheduled: scheduled.id,
      rejected: rejected.id,
      received: received.id,
    }
  })
}
