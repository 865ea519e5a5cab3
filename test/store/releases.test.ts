/**
 * The database itself refuses a release that the rules do not allow: each unlawful row by raw SQL,
 * past all our code, on whichever database the suite runs. Every row differs in one point from one that is taken.
 */

import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Direction, Mode } from '../../src/core/oversight.ts'
import { PermitWorld, releaseByApproval, releaseByMode } from './permit-rows.ts'
import { type Row, rawInsert, sha256 } from './rows.ts'

let world: PermitWorld

beforeAll(async () => {
  world = await PermitWorld.open()
})

afterAll(() => world.close())

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
    await world.run(rawInsert('releases', releaseByMode(await world.makeMessage({ direction, mode }))))
  })

  const UNLAWFUL: readonly [Direction, Mode][] = [
    ['outbound', 'read_only'],
    ['outbound', 'gated_all'],
    ['outbound', 'gated_send'],
    ['inbound', 'gated_all'],
  ]
  it.each(UNLAWFUL)('of %s mail is refused in %s', async (direction, mode) => {
    const message = await world.makeMessage({ direction, mode })
    // A row may break two rules at once, and either may be named.
    await world.expectRefused(rawInsert('releases', releaseByMode(message)), 'check')
  })

  it.each<Row>([
    { mode: 'autonomous' },
    { direction: 'inbound' },
    { test: 1, mode: 'autonomous' },
    { mode: 'monitored' },
  ])('that says something else of the message than it is is refused: %j', async (lie) => {
    const message = await world.makeMessage({ mode: 'gated_send' })
    await world.expectRefused(
      rawInsert('releases', releaseByMode(message, lie)),
      'reference',
      'of_this_very_message',
    )
  })

  it('of another content is refused', async () => {
    const message = await world.makeMessage({ mode: 'autonomous' })
    const release = releaseByMode(message, { content_hash: sha256('another') })
    await world.expectRefused(rawInsert('releases', release), 'reference', 'of_this_very_message')
  })

  it('of a message that does not exist is refused', async () => {
    const message = await world.makeMessage({ mode: 'autonomous' })
    const release = releaseByMode(message, { message_id: 'nobody' })
    await world.expectRefused(rawInsert('releases', release), 'reference', 'of_this_very_message')
  })

  it('is taken once', async () => {
    const { message } = await world.makeReleased()
    await world.expectRefused(rawInsert('releases', releaseByMode(message)), 'unique')
  })

  it('cannot name a decision', async () => {
    const { message, decision } = await world.makeDecided({}, { mode: 'autonomous' })
    const release = releaseByMode(message, { decision_id: decision, decision_action: 'approve' })
    await world.expectRefused(rawInsert('releases', release), 'check', 'approval_needs_a_decision')
  })

  it('on any other basis is refused', async () => {
    const message = await world.makeMessage({ mode: 'autonomous' })
    await world.expectRefused(rawInsert('releases', releaseByMode(message, { basis: 'hope' })), 'check')
  })
})

describe('a release by approval', () => {
  it.each(['gated_all', 'gated_send', 'monitored', 'autonomous'] as const)('is taken in %s', async (mode) => {
    const { message, decision } = await world.makeDecided({}, { mode })
    await world.run(rawInsert('releases', releaseByApproval(message, decision)))
  })

  it('of inbound mail is taken in gated_all', async () => {
    const { message, decision } = await world.makeDecided({}, { mode: 'gated_all', direction: 'inbound' })
    await world.run(rawInsert('releases', releaseByApproval(message, decision)))
  })

  it('of outbound mail is refused in read_only', async () => {
    const { message, decision } = await world.makeDecided({}, { mode: 'read_only' })
    await world.expectRefused(
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
    const { message, decision } = await world.makeDecided()
    const release = releaseByApproval(message, decision, lack)
    await world.expectRefused(rawInsert('releases', release), 'check', 'approval_needs_a_decision')
  })

  it('by a decision that does not exist is refused', async () => {
    const message = await world.makeMessage()
    const release = releaseByApproval(message, 'nobody')
    await world.expectRefused(rawInsert('releases', release), 'reference', 'approval_is_of_this_content')
  })

  it('by a decision to reject is refused', async () => {
    const { message, decision } = await world.makeDecided({ action: 'reject' })
    const honest = releaseByApproval(message, decision, { decision_action: 'reject' })
    await world.expectRefused(rawInsert('releases', honest), 'check', 'approval_needs_a_decision')
    const lying = releaseByApproval(message, decision)
    await world.expectRefused(rawInsert('releases', lying), 'reference', 'approval_is_of_this_content')
  })

  it('by a decision on another content is refused', async () => {
    const { message, decision } = await world.makeDecided({ content_hash: sha256('before the edit') })
    const release = releaseByApproval(message, decision)
    await world.expectRefused(rawInsert('releases', release), 'reference', 'approval_is_of_this_content')
    const old = releaseByApproval(message, decision, { content_hash: sha256('before the edit') })
    await world.expectRefused(rawInsert('releases', old), 'reference', 'of_this_very_message')
  })

  it('by a decision on another message is refused', async () => {
    const { decision } = await world.makeDecided()
    const message = await world.makeMessage()
    const release = releaseByApproval(message, decision)
    await world.expectRefused(rawInsert('releases', release), 'reference', 'approval_is_of_this_content')
  })
})
