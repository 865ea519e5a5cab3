/**
 * The database itself refuses what the rules do not allow: each unlawful row by raw SQL, past all our code, on
 * whichever database the suite runs. Every row differs in one point from one that is taken.
 */

import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Direction, Mode } from '../../src/core/oversight.ts'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import type { Message } from '../../src/store/messages.ts'
import { isPostgres, openTestContext, type TestContext } from '../support/database.ts'
import { addAccount, addMailbox, addMessage, type Row, rawInsert, sha256 } from './rows.ts'

let context: TestContext
let mailbox: Mailbox
let count = 0

beforeAll(async () => {
  context = await openTestContext()
  mailbox = await context.database.write(async (writer) => {
    const account = await addAccount(writer)
    return addMailbox(writer, account.id)
  })
})

afterAll(() => context.dispose())

const run = (statement: RawBuilder<unknown>) =>
  context.database.write(async ({ db }) => {
    await statement.execute(db)
  })

/** What the database calls each kind of refusal; SQLite names only CHECKs. */
const KINDS = {
  check: /CHECK constraint failed|violates check constraint/,
  reference: /FOREIGN KEY constraint failed|violates foreign key constraint/,
  unique: /UNIQUE constraint failed|duplicate key value violates unique constraint/,
  missing: /NOT NULL constraint failed|violates not-null constraint/,
} as const

/** Expects that a statement is refused by a constraint of this kind, and by this one where it has a name. */
async function expectRefused(
  statement: RawBuilder<unknown>,
  kind: keyof typeof KINDS,
  name: string | null = null,
): Promise<void> {
  const error: unknown = await run(statement).then(
    () => new Error('it was taken'),
    (reason) => reason,
  )
  const message = error instanceof Error ? error.message : String(error)
  expect(message).toMatch(KINDS[kind])
  if (name !== null && (isPostgres || kind === 'check')) expect(message).toContain(name)
}

const makeMessage = (changes: Partial<Message> = {}) =>
  context.database.write((writer) => addMessage(writer, mailbox, changes))

const decisionOn = (message: Message, changes: Row = {}): Row & { readonly id: string } => ({
  id: `decision-${count++}`,
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

const releaseByMode = (message: Message, changes: Row = {}): Row & { readonly id: string } => ({
  id: `release-${count++}`,
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

const releaseByApproval = (message: Message, decision: string, changes: Row = {}) =>
  releaseByMode(message, {
    basis: 'approval',
    decision_id: decision,
    decision_action: 'approve',
    ...changes,
  })

const deliveryOf = (message: Message, release: string, changes: Row = {}): Row => ({
  id: `delivery-${count++}`,
  release_id: release,
  message_id: message.id,
  direction: message.direction,
  test: message.test,
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

/** A message that was let go lawfully, with its release. */
async function makeReleased(changes: Partial<Message> = {}) {
  const message = await makeMessage({ mode: 'autonomous', ...changes })
  const release = releaseByMode(message)
  await run(rawInsert('releases', release))
  return { message, release: release.id }
}

/** A message with a decision on its present content. */
async function makeDecided(decisionChanges: Row = {}, changes: Partial<Message> = {}) {
  const message = await makeMessage(changes)
  const decision = decisionOn(message, decisionChanges)
  await run(rawInsert('decisions', decision))
  return { message, decision: decision.id }
}

describe('a release by mode', () => {
  const LAWFUL: readonly [Direction, Mode][] = [
    ['outbound', 'monitored'],
    ['outbound', 'autonomous'],
    ['inbound', 'read_only'],
    ['inbound', 'gated_send'],
    ['inbound', 'monitored'],
    ['inbound', 'autonomous'],
  ]
  it.each(LAWFUL)('of %s mail is taken in %s', async (direction, mode) => {
    await run(rawInsert('releases', releaseByMode(await makeMessage({ direction, mode }))))
  })

  const UNLAWFUL: readonly [Direction, Mode][] = [
    ['outbound', 'read_only'],
    ['outbound', 'gated_all'],
    ['outbound', 'gated_send'],
    ['inbound', 'gated_all'],
  ]
  it.each(UNLAWFUL)('of %s mail is refused in %s', async (direction, mode) => {
    const message = await makeMessage({ direction, mode })
    // A row may break two rules at once, and either may be named.
    await expectRefused(rawInsert('releases', releaseByMode(message)), 'check')
  })

  it.each<Row>([
    { mode: 'autonomous' },
    { direction: 'inbound' },
    { test: 1, mode: 'autonomous' },
    { mode: 'monitored' },
  ])('that says something else of the message than it is is refused: %j', async (lie) => {
    const message = await makeMessage({ mode: 'gated_send' })
    await expectRefused(
      rawInsert('releases', releaseByMode(message, lie)),
      'reference',
      'of_this_very_message',
    )
  })

  it('of another content is refused', async () => {
    const message = await makeMessage({ mode: 'autonomous' })
    const release = releaseByMode(message, { content_hash: sha256('another') })
    await expectRefused(rawInsert('releases', release), 'reference', 'of_this_very_message')
  })

  it('of a message that does not exist is refused', async () => {
    const message = await makeMessage({ mode: 'autonomous' })
    const release = releaseByMode(message, { message_id: 'nobody' })
    await expectRefused(rawInsert('releases', release), 'reference', 'of_this_very_message')
  })

  it('is taken once', async () => {
    const { message } = await makeReleased()
    await expectRefused(rawInsert('releases', releaseByMode(message)), 'unique')
  })

  it('cannot name a decision', async () => {
    const { message, decision } = await makeDecided({}, { mode: 'autonomous' })
    const release = releaseByMode(message, { decision_id: decision, decision_action: 'approve' })
    await expectRefused(rawInsert('releases', release), 'check', 'approval_needs_a_decision')
  })

  it('on any other basis is refused', async () => {
    const message = await makeMessage({ mode: 'autonomous' })
    await expectRefused(rawInsert('releases', releaseByMode(message, { basis: 'hope' })), 'check')
  })
})

describe('a release by approval', () => {
  it.each(['gated_all', 'gated_send', 'monitored', 'autonomous'] as const)('is taken in %s', async (mode) => {
    const { message, decision } = await makeDecided({}, { mode })
    await run(rawInsert('releases', releaseByApproval(message, decision)))
  })

  it('of inbound mail is taken in gated_all', async () => {
    const { message, decision } = await makeDecided({}, { mode: 'gated_all', direction: 'inbound' })
    await run(rawInsert('releases', releaseByApproval(message, decision)))
  })

  it('of outbound mail is refused in read_only', async () => {
    const { message, decision } = await makeDecided({}, { mode: 'read_only' })
    await expectRefused(
      rawInsert('releases', releaseByApproval(message, decision)),
      'check',
      'a_read_only_mailbox_sends_nothing',
    )
  })

  it.each<Row>([
    { decision_id: null, decision_action: null },
    { decision_id: null },
    { decision_action: null },
  ])('without a decision is refused: %j', async (lack) => {
    const { message, decision } = await makeDecided()
    const release = releaseByApproval(message, decision, lack)
    await expectRefused(rawInsert('releases', release), 'check', 'approval_needs_a_decision')
  })

  it('by a decision that does not exist is refused', async () => {
    const message = await makeMessage()
    const release = releaseByApproval(message, 'nobody')
    await expectRefused(rawInsert('releases', release), 'reference', 'approval_is_of_this_content')
  })

  it('by a decision to reject is refused', async () => {
    const { message, decision } = await makeDecided({ action: 'reject' })
    const honest = releaseByApproval(message, decision, { decision_action: 'reject' })
    await expectRefused(rawInsert('releases', honest), 'check', 'approval_needs_a_decision')
    const lying = releaseByApproval(message, decision)
    await expectRefused(rawInsert('releases', lying), 'reference', 'approval_is_of_this_content')
  })

  it('by a decision on another content is refused', async () => {
    const { message, decision } = await makeDecided({ content_hash: sha256('before the edit') })
    const release = releaseByApproval(message, decision)
    await expectRefused(rawInsert('releases', release), 'reference', 'approval_is_of_this_content')
    const old = releaseByApproval(message, decision, { content_hash: sha256('before the edit') })
    await expectRefused(rawInsert('releases', old), 'reference', 'of_this_very_message')
  })

  it('by a decision on another message is refused', async () => {
    const { decision } = await makeDecided()
    const message = await makeMessage()
    const release = releaseByApproval(message, decision)
    await expectRefused(rawInsert('releases', release), 'reference', 'approval_is_of_this_content')
  })
})

describe('a delivery', () => {
  it.each(['smtp', 'capture'])('of live mail that was let go is taken by %s', async (transport) => {
    const { message, release } = await makeReleased()
    await run(rawInsert('deliveries', deliveryOf(message, release, { transport })))
  })

  it('of test mail that was let go is taken by simulation', async () => {
    const { message, release } = await makeReleased({ test: 1 })
    await run(rawInsert('deliveries', deliveryOf(message, release)))
  })

  it('without a release is refused', async () => {
    const message = await makeMessage({ mode: 'autonomous' })
    const delivery = deliveryOf(message, 'nobody')
    await expectRefused(rawInsert('deliveries', delivery), 'reference', 'only_what_was_let_go')
    await expectRefused(rawInsert('deliveries', { ...delivery, release_id: null }), 'missing')
  })

  it('by the release of another message is refused', async () => {
    const { release } = await makeReleased()
    const message = await makeMessage()
    const delivery = deliveryOf(message, release)
    await expectRefused(rawInsert('deliveries', delivery), 'reference', 'only_what_was_let_go')
  })

  it.each(['smtp', 'capture'])('of test mail is refused by %s', async (transport) => {
    const { message, release } = await makeReleased({ test: 1 })
    const honest = deliveryOf(message, release, { transport })
    await expectRefused(rawInsert('deliveries', honest), 'check', 'test_mail_never_leaves')
    await expectRefused(rawInsert('deliveries', { ...honest, test: 0 }), 'reference', 'only_what_was_let_go')
  })

  it('of live mail is refused by simulation', async () => {
    const { message, release } = await makeReleased()
    const delivery = deliveryOf(message, release, { transport: 'simulated' })
    await expectRefused(rawInsert('deliveries', delivery), 'check', 'test_mail_never_leaves')
    await expectRefused(
      rawInsert('deliveries', { ...delivery, test: 1 }),
      'reference',
      'only_what_was_let_go',
    )
  })

  it('of inbound mail is refused', async () => {
    const { message, release } = await makeReleased({ direction: 'inbound' })
    const honest = deliveryOf(message, release)
    await expectRefused(rawInsert('deliveries', honest), 'check', 'only_outbound_mail_is_delivered')
    const lying = { ...honest, direction: 'outbound' }
    await expectRefused(rawInsert('deliveries', lying), 'reference', 'only_what_was_let_go')
  })

  it('to somebody the message does not name is refused', async () => {
    const { message, release } = await makeReleased()
    const delivery = deliveryOf(message, release, { recipient: 'eve@example.org' })
    await expectRefused(rawInsert('deliveries', delivery), 'reference', 'only_to_those_it_names')
  })

  it('to the same recipient is taken once', async () => {
    const { message, release } = await makeReleased()
    await run(rawInsert('deliveries', deliveryOf(message, release)))
    await expectRefused(rawInsert('deliveries', deliveryOf(message, release)), 'unique', 'once_to_each')
  })

  it('cannot be changed into an unlawful one', async () => {
    const { message, release } = await makeReleased({ test: 1 })
    const delivery = deliveryOf(message, release)
    await run(rawInsert('deliveries', delivery))
    await expectRefused(
      sql`UPDATE deliveries SET transport = 'smtp' WHERE id = ${delivery.id}`,
      'check',
      'test_mail_never_leaves',
    )
    await expectRefused(
      sql`UPDATE deliveries SET transport = 'smtp', test = 0 WHERE id = ${delivery.id}`,
      'reference',
      'only_what_was_let_go',
    )
    await expectRefused(
      sql`UPDATE deliveries SET recipient = 'eve@example.org' WHERE id = ${delivery.id}`,
      'reference',
      'only_to_those_it_names',
    )
  })
})

describe('what was let go', () => {
  it.each([
    sql`content_hash = 'another'`,
    sql`mode = 'gated_send'`,
    sql`test = 1`,
    sql`direction = 'inbound'`,
    sql`id = 'another'`,
  ])('cannot be changed afterwards (%#)', async (change) => {
    const { message } = await makeReleased()
    await expectRefused(sql`UPDATE messages SET ${change} WHERE id = ${message.id}`, 'reference')
  })

  it('keeps the decision it was let go by', async () => {
    const { message, decision } = await makeDecided()
    await run(rawInsert('releases', releaseByApproval(message, decision)))
    const update = sql`UPDATE decisions SET action = 'reject' WHERE id = ${decision}`
    await expectRefused(update, 'reference', 'approval_is_of_this_content')
    await expectRefused(sql`DELETE FROM decisions WHERE id = ${decision}`, 'reference')
  })

  it('keeps its release and its envelope while there is a delivery', async () => {
    const { message, release } = await makeReleased()
    await run(rawInsert('deliveries', deliveryOf(message, release)))
    await expectRefused(sql`DELETE FROM releases WHERE id = ${release}`, 'reference', 'only_what_was_let_go')
    await expectRefused(sql`DELETE FROM recipients WHERE message_id = ${message.id}`, 'reference')
    await expectRefused(sql`DELETE FROM messages WHERE id = ${message.id}`, 'reference')
  })
})

describe('a message', () => {
  it.each(['queued', 'sent', 'unread', 'read'])('that is not released cannot be %s', async (stage) => {
    const message = await makeMessage()
    await expectRefused(
      sql`UPDATE messages SET stage = ${stage} WHERE id = ${message.id}`,
      'check',
      'only_released_mail_has_a_stage',
    )
  })

  it.each([sql`mode = 'free'`, sql`state = 'gone'`, sql`direction = 'sideways'`, sql`test = 2`])(
    'has no value that nobody knows (%#)',
    async (change) => {
      const message = await makeMessage()
      await expectRefused(sql`UPDATE messages SET ${change} WHERE id = ${message.id}`, 'check')
    },
  )
})

describe('a decision', () => {
  it('of a reviewer on a content is taken once', async () => {
    const { message } = await makeDecided()
    const again = decisionOn(message)
    await expectRefused(rawInsert('decisions', again), 'unique', 'one_decision_of_each_reviewer')
    const reversed = decisionOn(message, { action: 'reject' })
    await expectRefused(rawInsert('decisions', reversed), 'unique', 'one_decision_of_each_reviewer')
    await run(rawInsert('decisions', decisionOn(message, { actor: 'key:other' })))
    await run(rawInsert('decisions', decisionOn(message, { content_hash: sha256('edited') })))
  })

  it.each<Row>([{ action: 'maybe' }, { method: 'guess' }])('is one of those known: %j', async (change) => {
    const message = await makeMessage()
    await expectRefused(rawInsert('decisions', decisionOn(message, change)), 'check')
  })
})

describe('a key', () => {
  const keyWith = (changes: Row): Row => ({
    id: `key-${count++}`,
    account_id: mailbox.account_id,
    name: 'key',
    hash: sha256(`key ${count}`),
    prefix: 'mm_live_',
    test: 0,
    can_read: 1,
    can_send: 0,
    can_oversight: 0,
    can_admin: 0,
    mailbox_ids: null,
    created_at: 1,
    revoked_at: null,
    ...changes,
  })

  it('may send or oversee, never both', async () => {
    await run(rawInsert('keys', keyWith({ can_send: 1 })))
    const overseer = keyWith({ can_oversight: 1 })
    await run(rawInsert('keys', overseer))
    const both = keyWith({ can_send: 1, can_oversight: 1 })
    await expectRefused(rawInsert('keys', both), 'check', 'nobody_approves_their_own_mail')
    await expectRefused(
      sql`UPDATE keys SET can_send = 1 WHERE id = ${overseer.id}`,
      'check',
      'nobody_approves_their_own_mail',
    )
  })
})
