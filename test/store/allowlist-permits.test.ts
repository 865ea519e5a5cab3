/** What the database itself demands of permits by allowlist, against any statement (contract §4, decision 0010). */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { Message } from '../../src/store/messages.ts'
import { deliveryOf, freshId, PermitWorld, releaseByMode } from './permit-rows.ts'
import { rawInsert } from './rows.ts'

let world: PermitWorld
let entry = ''

beforeAll(async () => {
  world = await PermitWorld.open()
  entry = freshId('entry')
  await world.run(
    rawInsert('allowlist_entries', {
      id: entry,
      account_id: world.mailbox.account_id,
      mailbox_id: world.mailbox.id,
      entry: 'ada@example.org',
      created_by: 'operator',
      created_at: 1,
      removed_at: null,
    }),
  )
})
afterAll(() => world.close())

const byAllowlist = (message: Message) => releaseByMode(message, { basis: 'allowlist' })

/** A message of a mode that the allowlist let go, with its permit. */
async function makeReleased(mode: 'gated_send' | 'autonomous') {
  const message = await world.makeMessage({ mode })
  const release = byAllowlist(message)
  await world.run(rawInsert('releases', release))
  return { message, release: release.id }
}

describe('a permit by allowlist', () => {
  it('is for gated_send, and for modes that need none', async () => {
    await makeReleased('gated_send')
    await makeReleased('autonomous')
  })

  it.each(['gated_all', 'read_only'] as const)('is refused for mail of %s', async (mode) => {
    const release = byAllowlist(await world.makeMessage({ mode }))
    await world.expectRefused(
      rawInsert('releases', release),
      'check',
      mode === 'gated_all' ? 'allowlist_is_for_gated_send' : null,
    )
  })

  it('is refused for inbound mail', async () => {
    const release = byAllowlist(await world.makeMessage({ mode: 'gated_send', direction: 'inbound' }))
    await world.expectRefused(rawInsert('releases', release), 'check', 'allowlist_is_for_gated_send')
  })
})

describe('a delivery by allowlist', () => {
  it('names the entry that lets its recipient through', async () => {
    const { message, release } = await makeReleased('gated_send')
    const changes = { basis: 'allowlist', allowlist_entry_id: entry }
    await world.run(rawInsert('deliveries', deliveryOf(message, release, changes)))
  })

  it('is refused without one, and with one that never was', async () => {
    const { message, release } = await makeReleased('gated_send')
    const without = deliveryOf(message, release, { basis: 'allowlist' })
    await world.expectRefused(rawInsert('deliveries', without), 'check', 'allowlisted_by_an_entry')
    const unknown = deliveryOf(message, release, { basis: 'allowlist', allowlist_entry_id: 'nobody' })
    await world.expectRefused(rawInsert('deliveries', unknown), 'reference')
  })

  it('is refused when it says that it goes by mode, or the other way round', async () => {
    const { message, release } = await makeReleased('gated_send')
    await world.expectRefused(rawInsert('deliveries', deliveryOf(message, release)), 'reference')
    const other = await world.makeReleased()
    const changes = { basis: 'allowlist', allowlist_entry_id: entry }
    const delivery = deliveryOf(other.message, other.release, changes)
    await world.expectRefused(rawInsert('deliveries', delivery), 'reference')
  })

  it('keeps its entry: one that let mail go cannot be deleted', async () => {
    const { message, release } = await makeReleased('gated_send')
    const changes = { basis: 'allowlist', allowlist_entry_id: entry }
    await world.run(rawInsert('deliveries', deliveryOf(message, release, changes)))
    await world.expectRefused(sql`DELETE FROM allowlist_entries WHERE id = ${entry}`, 'reference')
  })
})
