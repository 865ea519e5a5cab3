/** Rows of messages, decisions, releases and deliveries that the database takes, to be bent in one point. */

import type { RawBuilder } from 'kysely'
import { expect } from 'vitest'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import type { Message } from '../../src/store/messages.ts'
import { isPostgres, openTestContext, type TestContext } from '../support/database.ts'
import { addAccount, addMailbox, addMessage, type Row, rawInsert } from './rows.ts'

/** What the databases call each kind of refusal; SQLite names only CHECKs. */
const KINDS = {
  check: /CHECK constraint failed|violates check constraint/,
  reference: /FOREIGN KEY constraint failed|violates foreign key constraint/,
  unique: /UNIQUE constraint failed|duplicate key value violates unique constraint/,
  missing: /NOT NULL constraint failed|violates not-null constraint/,
} as const

let count = 0

/** An id that no other row of this run has. */
export const freshId = (kind: string) => `${kind}-${count++}`

type RowWithId = Row & { readonly id: string }

/** An approval of exactly this content by a reviewer. */
export const decisionOn = (message: Message, changes: Row = {}): RowWithId => ({
  id: freshId('decision'),
  account_id: message.account_id,
  message_id: message.id,
  content_hash: message.content_hash,
  action: 'approve',
  actor: 'key:reviewer',
  method: 'key',
  reason: null,
  created_at: 1,
  ...changes,
})

/** A release of this message by the mode it came under. */
export const releaseByMode = (message: Message, changes: Row = {}): RowWithId => ({
  id: freshId('release'),
  message_id: message.id,
  direction: message.direction,
  test: message.test,
  mode: message.mode,
  basis: 'mode',
  content_hash: message.content_hash,
  decision_id: null,
  decision_action: null,
  created_at: 1,
  ...changes,
})

/** A release of this message by a decision. */
export const releaseByApproval = (message: Message, decision: string, changes: Row = {}) =>
  releaseByMode(message, {
    basis: 'approval',
    decision_id: decision,
    decision_action: 'approve',
    ...changes,
  })

/** A delivery of this message, by its release, to the recipient it names. */
export const deliveryOf = (message: Message, release: string, changes: Row = {}): RowWithId => ({
  id: freshId('delivery'),
  release_id: release,
  message_id: message.id,
  direction: message.direction,
  test: message.test,
  basis: 'mode',
  allowlist_entry_id: null,
  recipient: 'ada@example.org',
  domain: 'example.org',
  transport: message.test === 1 ? 'simulated' : 'smtp',
  state: 'queued',
  attempts: 0,
  due_at: 1,
  lease_until: null,
  last_reply: null,
  created_at: 1,
  finished_at: null,
  ...changes,
})

/** A database with one mailbox, and raw SQL upon it. */
export class PermitWorld {
  readonly #context: TestContext
  readonly mailbox: Mailbox

  private constructor(context: TestContext, mailbox: Mailbox) {
    this.#context = context
    this.mailbox = mailbox
  }

  static async open(): Promise<PermitWorld> {
    const context = await openTestContext()
    const mailbox = await context.database.write(async (writer) => {
      const account = await addAccount(writer)
      return addMailbox(writer, account.id)
    })
    return new PermitWorld(context, mailbox)
  }

  close(): Promise<void> {
    return this.#context.dispose()
  }

  /** Runs a statement past all code of the store, in a transaction of its own. */
  async run(statement: RawBuilder<unknown>): Promise<void> {
    await this.#context.database.write(async ({ db }) => {
      await statement.execute(db)
    })
  }

  /** Expects that a statement is refused by a constraint of this kind, and by this one where it has a name. */
  async expectRefused(
    statement: RawBuilder<unknown>,
    kind: keyof typeof KINDS,
    name: string | null = null,
  ): Promise<void> {
    const error: unknown = await this.run(statement).then(
      () => new Error('it was taken'),
      (reason) => reason,
    )
    const message = error instanceof Error ? error.message : String(error)
    expect(message).toMatch(KINDS[kind])
    if (name !== null && (isPostgres || kind === 'check')) expect(message).toContain(name)
  }

  makeMessage(changes: Partial<Message> = {}): Promise<Message> {
    return this.#context.database.write((writer) => addMessage(writer, this.mailbox, changes))
  }

  /** A message that was let go lawfully, with the id of its release. */
  async makeReleased(changes: Partial<Message> = {}): Promise<{ message: Message; release: string }> {
    const message = await this.makeMessage({ mode: 'autonomous', ...changes })
    const release = releaseByMode(message)
    await this.run(rawInsert('releases', release))
    return { message, release: release.id }
  }

  /** A message with a decision on its present content, with the id of that. */
  async makeDecided(
    decisionChanges: Row = {},
    changes: Partial<Message> = {},
  ): Promise<{ message: Message; decision: string }> {
    const message = await this.makeMessage(changes)
    const decision = decisionOn(message, decisionChanges)
    await this.run(rawInsert('decisions', decision))
    return { message, decision: decision.id }
  }
}
