/**
 * The database itself refuses messages, decisions and keys that cannot be: each unlawful row by raw SQL,
 * past all our code, on whichever database the suite runs. Every row differs in one point from one that is taken.
 */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { decisionOn, freshId, PermitWorld } from './permit-rows.ts'
import { type Row, rawInsert, sha256 } from './rows.ts'

let world: PermitWorld

beforeAll(async () => {
  world = await PermitWorld.open()
})

afterAll(() => world.close())

describe('a message', () => {
  it.each(['queued', 'sent', 'unread', 'read'])('that is not released cannot be %s', async (stage) => {
    const message = await world.makeMessage()
    await world.expectRefused(
      sql`UPDATE messages SET stage = ${stage} WHERE id = ${message.id}`,
      'check',
      'only_released_mail_has_a_stage',
    )
  })

  it.each([sql`mode = 'free'`, sql`state = 'gone'`, sql`direction = 'sideways'`, sql`test = 2`])(
    'has no value that nobody knows (%#)',
    async (change) => {
      const message = await world.makeMessage()
      await world.expectRefused(sql`UPDATE messages SET ${change} WHERE id = ${message.id}`, 'check')
    },
  )
})

describe('a decision', () => {
  it('of a reviewer on a content is taken once', async () => {
    const { message } = await world.makeDecided()
    const again = decisionOn(message)
    await world.expectRefused(rawInsert('decisions', again), 'unique', 'one_decision_of_each_reviewer')
    const reversed = decisionOn(message, { action: 'reject' })
    await world.expectRefused(rawInsert('decisions', reversed), 'unique', 'one_decision_of_each_reviewer')
    await world.run(rawInsert('decisions', decisionOn(message, { actor: 'key:other' })))
    await world.run(rawInsert('decisions', decisionOn(message, { content_hash: sha256('edited') })))
  })

  it.each<Row>([{ action: 'maybe' }, { method: 'guess' }])('is one of those known: %j', async (change) => {
    const message = await world.makeMessage()
    await world.expectRefused(rawInsert('decisions', decisionOn(message, change)), 'check')
  })
})

describe('a key', () => {
  const keyWith = (changes: Row): Row => ({
    id: freshId('key'),
    account_id: world.mailbox.account_id,
    name: 'key',
    hash: sha256(freshId('key')),
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
    await world.run(rawInsert('keys', keyWith({ can_send: 1 })))
    const overseer = keyWith({ can_oversight: 1 })
    await world.run(rawInsert('keys', overseer))
    const both = keyWith({ can_send: 1, can_oversight: 1 })
    await world.expectRefused(rawInsert('keys', both), 'check', 'nobody_approves_their_own_mail')
    await world.expectRefused(
      sql`UPDATE keys SET can_send = 1 WHERE id = ${overseer.id}`,
      'check',
      'nobody_approves_their_own_mail',
    )
  })
})
