/**
 * The database itself refuses a delivery of what was not let go: each unlawful row by raw SQL,
 * past all our code, on whichever database the suite runs. Every row differs in one point from one that is taken.
 */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { deliveryOf, PermitWorld, releaseByApproval } from './permit-rows.ts'
import { rawInsert } from './rows.ts'

let world: PermitWorld

beforeAll(async () => {
  world = await PermitWorld.open()
})

afterAll(() => world.close())

describe('a delivery', () => {
  it.each(['smtp', 'capture'])('of live mail that was let go is taken by %s', async (transport) => {
    const { message, release } = await world.makeReleased()
    await world.run(rawInsert('deliveries', deliveryOf(message, release, { transport })))
  })

  it('of test mail that was let go is taken by simulation', async () => {
    const { message, release } = await world.makeReleased({ test: 1 })
    await world.run(rawInsert('deliveries', deliveryOf(message, release)))
  })

  it('without a release is refused', async () => {
    const message = await world.makeMessage({ mode: 'autonomous' })
    const delivery = deliveryOf(message, 'nobody')
    await world.expectRefused(rawInsert('deliveries', delivery), 'reference', 'only_what_was_let_go')
    await world.expectRefused(rawInsert('deliveries', { ...delivery, release_id: null }), 'missing')
  })

  it('by the release of another message is refused', async () => {
    const { release } = await world.makeReleased()
    const message = await world.makeMessage()
    const delivery = deliveryOf(message, release)
    await world.expectRefused(rawInsert('deliveries', delivery), 'reference', 'only_what_was_let_go')
  })

  it.each(['smtp', 'capture'])('of test mail is refused by %s', async (transport) => {
    const { message, release } = await world.makeReleased({ test: 1 })
    const honest = deliveryOf(message, release, { transport })
    await world.expectRefused(rawInsert('deliveries', honest), 'check', 'test_mail_never_leaves')
    await world.expectRefused(
      rawInsert('deliveries', { ...honest, test: 0 }),
      'reference',
      'only_what_was_let_go',
    )
  })

  it('of live mail is refused by simulation', async () => {
    const { message, release } = await world.makeReleased()
    const delivery = deliveryOf(message, release, { transport: 'simulated' })
    await world.expectRefused(rawInsert('deliveries', delivery), 'check', 'test_mail_never_leaves')
    await world.expectRefused(
      rawInsert('deliveries', { ...delivery, test: 1 }),
      'reference',
      'only_what_was_let_go',
    )
  })

  it('of inbound mail is refused', async () => {
    const { message, release } = await world.makeReleased({ direction: 'inbound' })
    const honest = deliveryOf(message, release)
    await world.expectRefused(rawInsert('deliveries', honest), 'check', 'only_outbound_mail_is_delivered')
    const lying = { ...honest, direction: 'outbound' }
    await world.expectRefused(rawInsert('deliveries', lying), 'reference', 'only_what_was_let_go')
  })

  it('to somebody the message does not name is refused', async () => {
    const { message, release } = await world.makeReleased()
    const delivery = deliveryOf(message, release, { recipient: 'eve@example.org' })
    await world.expectRefused(rawInsert('deliveries', delivery), 'reference', 'only_to_those_it_names')
  })

  it('to the same recipient is taken once', async () => {
    const { message, release } = await world.makeReleased()
    await world.run(rawInsert('deliveries', deliveryOf(message, release)))
    await world.expectRefused(rawInsert('deliveries', deliveryOf(message, release)), 'unique', 'once_to_each')
  })

  it('cannot be changed into an unlawful one', async () => {
    const { message, release } = await world.makeReleased({ test: 1 })
    const delivery = deliveryOf(message, release)
    await world.run(rawInsert('deliveries', delivery))
    await world.expectRefused(
      sql`UPDATE deliveries SET transport = 'smtp' WHERE id = ${delivery.id}`,
      'check',
      'test_mail_never_leaves',
    )
    await world.expectRefused(
      sql`UPDATE deliveries SET transport = 'smtp', test = 0 WHERE id = ${delivery.id}`,
      'reference',
      'only_what_was_let_go',
    )
    await world.expectRefused(
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
    const { message } = await world.makeReleased()
    await world.expectRefused(sql`UPDATE messages SET ${change} WHERE id = ${message.id}`, 'reference')
  })

  it('keeps the decision it was let go by', async () => {
    const { message, decision } = await world.makeDecided()
    await world.run(rawInsert('releases', releaseByApproval(message, decision)))
    const update = sql`UPDATE decisions SET action = 'reject' WHERE id = ${decision}`
    await world.expectRefused(update, 'reference', 'approval_is_of_this_content')
    await world.expectRefused(sql`DELETE FROM decisions WHERE id = ${decision}`, 'reference')
  })

  it('keeps its release and its envelope while there is a delivery', async () => {
    const { message, release } = await world.makeReleased()
    await world.run(rawInsert('deliveries', deliveryOf(message, release)))
    await world.expectRefused(
      sql`DELETE FROM releases WHERE id = ${release}`,
      'reference',
      'only_what_was_let_go',
    )
    await world.expectRefused(sql`DELETE FROM recipients WHERE message_id = ${message.id}`, 'reference')
    await world.expectRefused(sql`DELETE FROM messages WHERE id = ${message.id}`, 'reference')
  })
})
