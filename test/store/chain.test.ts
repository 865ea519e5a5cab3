/** The audit trail in the database: whatever raw SQL does to it is found, and named (contract §9). */

import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../../src/store/accounts.ts'
import { appendEvent, listEvents, OPERATOR, SYSTEM } from '../../src/store/events.ts'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import type { EventsTable } from '../../src/store/schema.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { openTestContext, type TestContext } from '../support/database.ts'
import { addAccount, addMailbox, rawInsert } from './rows.ts'

let context: TestContext
let account: Account
let mailbox: Mailbox
let entries: EventsTable[]
let made = 0

beforeAll(async () => {
  context = await openTestContext()
  account = await context.database.write((writer) => addAccount(writer))
})

afterAll(() => context.dispose())

/** A mailbox of its own with a chain of five. */
beforeEach(async () => {
  const { database } = context
  mailbox = await database.write((writer) =>
    addMailbox(writer, account.id, { address: `m${made++}@example.com` }),
  )
  for (let number = 0; number < 5; number++) await database.write((writer) => append(writer, number))
  entries = await listOf(mailbox.id)
  expect(entries).toHaveLength(5)
})

function append(writer: Parameters<typeof appendEvent>[0], number: number): Promise<void> {
  return appendEvent(writer, {
    accountId: account.id,
    mailboxId: mailbox.id,
    test: 0,
    action: 'email.read',
    resourceType: 'email',
    resourceId: `message-${number}`,
    actor: number % 2 === 0 ? SYSTEM : { keyId: 'key', name: 'key:agent' },
    metadata: { number },
  })
}

function listOf(chainId: string): Promise<EventsTable[]> {
  return context.database.reader
    .selectFrom('events')
    .selectAll()
    .where('chain_id', '=', chainId)
    .orderBy('chain_position')
    .execute()
}

const run = (...statements: RawBuilder<unknown>[]) =>
  context.database.write(async ({ db }) => {
    for (const statement of statements) await statement.execute(db)
  })

async function faultsOf(chainId: string) {
  const reports = await verifyChains(context.database.reader, account.id, chainId)
  return reports.flatMap(({ faults }) => faults)
}

const idOf = (position: number) => entries[position - 1]?.id ?? ''
const entry = (position: number): EventsTable => {
  const found = entries[position - 1]
  if (found === undefined) throw new Error('no such entry')
  return found
}

describe('a chain as it was written', () => {
  it('is whole, and so are all others of the account', async () => {
    const heard: number[] = []
    const reports = await verifyChains(context.database.reader, account.id, null, (count) =>
      heard.push(count),
    )
    expect(reports.every(({ faults }) => faults.length === 0)).toBe(true)
    expect(reports.find(({ chain_id }) => chain_id === mailbox.id)).toEqual({
      chain_id: mailbox.id,
      entries: 5,
      head_hash: entry(5).hash,
      checkpoints: 0,
      checkpoints_valid: 0,
      faults: [],
    })
    expect(heard.at(-1)).toBe(reports.reduce((sum, report) => sum + report.entries, 0))
  })

  it('is whole when it is read a thousand at a time', async () => {
    await context.database.write(async (writer) => {
      for (let number = 0; number < 1_001; number++) await append(writer, number)
    })
    const [report] = await verifyChains(context.database.reader, account.id, mailbox.id)
    expect(report).toMatchObject({ entries: 1_006, faults: [] })
  })

  it('may grow while it is verified', async () => {
    const verifying = verifyChains(context.database.reader, account.id, mailbox.id)
    await context.database.write((writer) => append(writer, 5))
    expect(await verifying).toMatchObject([{ faults: [] }])
  })

  it('is one of its own for what belongs to no mailbox', async () => {
    await context.database.write((writer) =>
      appendEvent(writer, {
        accountId: account.id,
        mailboxId: null,
        test: 0,
        action: 'account.read',
        resourceType: 'account',
        resourceId: account.id,
        actor: OPERATOR,
      }),
    )
    expect(await faultsOf(account.id)).toEqual([])
    const [newest] = await listOf(account.id)
    expect(newest).toMatchObject({ chain_id: account.id, mailbox_id: null, actor: 'operator' })
  })
})

describe('raw SQL that changes a column', () => {
  /** A value that each column did not have, as the database can take it. */
  const CHANGES: Readonly<Record<Exclude<keyof EventsTable, 'published'>, string | number>> = {
    id: 'forged',
    account_id: 'forged',
    mailbox_id: 'forged',
    chain_id: 'forged',
    chain_position: 77,
    test: 1,
    action: 'email.listed',
    resource_type: 'forged',
    resource_id: 'forged',
    actor_key_id: 'forged',
    actor: 'forged',
    metadata: '{"number":99}',
    created_at: 1,
    prev_hash: 'f'.repeat(64),
    hash: 'f'.repeat(64),
  }
  const cases = Object.entries(CHANGES).flatMap(([column, value]) =>
    [1, 3, 5].map((position) => ({ column, value, position })),
  )

  it.each(cases)('$column of entry $position is found', async ({ column, value, position }) => {
    // Changes of one chain must not meet those of another in a unique column.
    const forged = typeof value === 'string' && value === 'forged' ? `forged-${made}-${position}` : value
    await run(sql`UPDATE events SET ${sql.ref(column)} = ${forged} WHERE id = ${idOf(position)}`)
    const faults = await faultsOf(mailbox.id)
    expect(faults.length).toBeGreaterThan(0)
    // An entry that is gone from its place is named by the place.
    const isGone = column === 'chain_id' || column === 'chain_position'
    if (!isGone) {
      expect(faults[0]).toMatchObject({
        entry_id: column === 'id' ? forged : idOf(position),
        position,
      })
    } else if (position === 5) {
      expect(faults[0]).toMatchObject({ entry_id: null, position: 5 })
    } else {
      expect(faults[0]?.problem).toContain(`Entry ${position} is missing`)
    }
  })
})

describe('raw SQL that removes', () => {
  it('the first entry is found', async () => {
    await run(sql`DELETE FROM events WHERE id = ${idOf(1)}`)
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: idOf(2), position: 2 }])
  })

  it('one in the middle is found', async () => {
    await run(sql`DELETE FROM events WHERE id = ${idOf(3)}`)
    expect(await faultsOf(mailbox.id)).toEqual([
      { entry_id: idOf(4), position: 4, problem: 'Entry 3 is missing: the next one found is 4.' },
    ])
  })

  it('one in the middle and closes the gap is found', async () => {
    await run(
      sql`DELETE FROM events WHERE id = ${idOf(3)}`,
      sql`UPDATE events SET chain_position = 3 WHERE id = ${idOf(4)}`,
      sql`UPDATE events SET chain_position = 4 WHERE id = ${idOf(5)}`,
    )
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: idOf(4), position: 3 }])
  })

  it('the last one is found', async () => {
    await run(sql`DELETE FROM events WHERE id = ${idOf(5)}`)
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: null, position: 5 }])
  })

  it('all of them is found', async () => {
    await run(sql`DELETE FROM events WHERE chain_id = ${mailbox.id}`)
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: null, position: 1 }])
  })

  it('the note of where it ends is found', async () => {
    await run(sql`DELETE FROM chain_heads WHERE chain_id = ${mailbox.id}`)
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: idOf(1), position: 1 }])
  })

  it('the last one, and says that it ended before, is found by the next link', async () => {
    await run(
      sql`DELETE FROM events WHERE id = ${idOf(5)}`,
      sql`UPDATE chain_heads SET position = 4 WHERE chain_id = ${mailbox.id}`,
    )
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: null, position: 5 }])
  })
})

describe('raw SQL that inserts', () => {
  const forge = (position: number, prevHash: string) =>
    rawInsert('events', {
      ...entry(2),
      id: `forged-${made}`,
      chain_position: position,
      prev_hash: prevHash,
    })

  it('an entry before the first is found', async () => {
    await run(forge(0, '0'.repeat(64)))
    expect(await faultsOf(mailbox.id)).toEqual([
      { entry_id: `forged-${made}`, position: 0, problem: 'An entry was inserted before the first one.' },
    ])
  })

  it('an entry in the middle is found', async () => {
    await run(
      sql`UPDATE events SET chain_position = 105 WHERE id = ${idOf(5)}`,
      sql`UPDATE events SET chain_position = 5 WHERE id = ${idOf(4)}`,
      sql`UPDATE events SET chain_position = 4 WHERE id = ${idOf(3)}`,
      forge(3, entry(2).hash),
    )
    // What it pushed out at the end is named too.
    expect(await faultsOf(mailbox.id)).toMatchObject([
      { entry_id: `forged-${made}`, position: 3 },
      { entry_id: idOf(5), position: 105 },
    ])
  })

  it('an entry after the last is found', async () => {
    await run(forge(6, entry(5).hash))
    expect(await faultsOf(mailbox.id)).toEqual([
      { entry_id: `forged-${made}`, position: 6, problem: 'An entry was inserted after the last one.' },
    ])
  })

  it('an entry after the last, and moves the end, is found', async () => {
    await run(
      forge(6, entry(5).hash),
      sql`UPDATE chain_heads SET position = 6 WHERE chain_id = ${mailbox.id}`,
    )
    expect(await faultsOf(mailbox.id)).toMatchObject([{ entry_id: `forged-${made}`, position: 6 }])
  })
})

describe('the log', () => {
  it('is listed newest first, page by page, each entry once', async () => {
    const filter = {
      accountId: account.id,
      mailboxIds: null,
      mailboxId: mailbox.id,
      action: null,
      from: null,
      to: null,
      offset: 0,
      limit: 2,
    }
    const seen: string[] = []
    for (let before: string | null = null; ; ) {
      const page: EventsTable[] = await listEvents(context.database.reader, { ...filter, before })
      seen.push(...page.map(({ id }) => id))
      if (page.length < 2) break
      before = page.at(-1)?.id ?? null
    }
    expect(seen).toEqual(entries.map(({ id }) => id).reverse())
  })

  it('shows a limited key only its mailboxes', async () => {
    const filter = {
      accountId: account.id,
      mailboxId: null,
      action: null,
      from: null,
      to: null,
      before: null,
      offset: 0,
      limit: 100,
    }
    const none = await listEvents(context.database.reader, { ...filter, mailboxIds: [] })
    expect(none).toEqual([])
    const own = await listEvents(context.database.reader, { ...filter, mailboxIds: [mailbox.id] })
    expect(own.map(({ mailbox_id }) => mailbox_id)).toEqual(Array(5).fill(mailbox.id))
  })
})
