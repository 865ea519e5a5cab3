/** Signed checkpoints: a chain that was rewritten so that all its hashes fit again is found all the same (contract §9). */

import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signGrownChains } from '../../src/actions/sign-chains.ts'
import { chainText, GENESIS } from '../../src/core/chain.ts'
import { checkpointText, secondsOf } from '../../src/core/checkpoint.ts'
import type { Account } from '../../src/store/accounts.ts'
import { listCheckpoints } from '../../src/store/audit-checkpoints.ts'
import { appendEvent, digest, SYSTEM } from '../../src/store/events.ts'
import { listIdentityKeys } from '../../src/store/identity-keys.ts'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import type { EventsTable } from '../../src/store/schema.ts'
import { signChain } from '../../src/store/sign-chain.ts'
import { isSignedBy } from '../../src/store/signature.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { openTestContext, type TestContext } from '../support/database.ts'
import { addAccount, addMailbox } from './rows.ts'

let context: TestContext
let account: Account
let mailbox: Mailbox
let made = 0

beforeAll(async () => {
  context = await openTestContext()
  account = await context.database.write((writer) => addAccount(writer))
})
afterAll(() => context.dispose())

/** A chain of five, signed, and three after that. */
beforeEach(async () => {
  mailbox = await context.database.write((writer) =>
    addMailbox(writer, account.id, { address: `m${made++}@example.com` }),
  )
  await grow(5)
  await signGrownChains(context)
  await grow(3)
})

async function grow(count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    await context.database.write((writer) =>
      appendEvent(writer, {
        accountId: account.id,
        mailboxId: mailbox.id,
        test: 0,
        action: 'email.read',
        resourceType: 'email',
        resourceId: `message-${number}`,
        actor: SYSTEM,
      }),
    )
  }
}

const entries = () =>
  context.database.reader
    .selectFrom('events')
    .selectAll()
    .where('chain_id', '=', mailbox.id)
    .orderBy('chain_position')
    .execute()
const checkpoints = () => listCheckpoints(context.database.reader, mailbox.id, 0, 1_000)
const sign = () => {
  const chain = { accountId: account.id, chainId: mailbox.id }
  return signChain(context.database, context.identity, chain, context.clock.now())
}

async function report() {
  const [found] = await verifyChains(context.database.reader, account.id, mailbox.id)
  return found
}

/** Does with the chain what somebody with the database can: every hash, and the note of its end, fit again. */
async function rewrite(change: (rows: EventsTable[]) => EventsTable[]): Promise<void> {
  let prev_hash = GENESIS
  const rows = change(await entries()).map((row, index) => {
    const changed = { ...row, chain_position: index + 1, prev_hash }
    const hash = digest(chainText(changed))
    prev_hash = hash
    return { ...changed, hash }
  })
  await context.database.write(async ({ db, heads }) => {
    await db.deleteFrom('events').where('chain_id', '=', mailbox.id).execute()
    for (const row of rows) await db.insertInto('events').values(row).execute()
    await db
      .updateTable('chain_heads')
      .set({ position: rows.length, hash: prev_hash })
      .where('chain_id', '=', mailbox.id)
      .execute()
    heads.delete(mailbox.id)
  })
}

describe('a checkpoint', () => {
  it('says by its signature where the chain ended, and when', async () => {
    const [fifth] = (await entries()).filter(({ chain_position }) => chain_position === 5)
    const [row] = await checkpoints()
    expect(row).toMatchObject({ account_id: account.id, chain_position: 5, head_hash: fifth?.hash })
    const text = checkpointText({
      accountId: account.id,
      chainId: mailbox.id,
      position: 5,
      hash: fifth?.hash ?? '',
      issuedAt: secondsOf(row?.created_at ?? 0),
    })
    const key = (await listIdentityKeys(context.database.reader)).find(({ kid }) => kid === row?.kid)
    expect(key !== undefined && isSignedBy(key, text, row?.signature ?? '')).toBe(true)
  })

  it('is made for each chain that grew, and for no other', async () => {
    expect(await signGrownChains(context)).toBe(1)
    expect(await signGrownChains(context)).toBe(0)
    expect((await checkpoints()).map(({ chain_position }) => chain_position)).toEqual([5, 8])
  })

  it('is made for hundreds of chains', async () => {
    await signGrownChains(context)
    for (let count = 0; count < 120; count++) {
      mailbox = await context.database.write((writer) =>
        addMailbox(writer, account.id, { address: `many${made++}@example.com` }),
      )
      await grow(1)
    }
    expect(await signGrownChains(context)).toBe(120)
  })

  it('is one, also when two sign at once', async () => {
    const heads = await Promise.all([sign(), sign()])
    expect(heads.map(({ position, problem }) => [position, problem])).toEqual([
      [8, null],
      [8, null],
    ])
    expect(await checkpoints()).toHaveLength(2)
  })

  it('is counted when the chain is verified', async () => {
    expect(await report()).toMatchObject({ entries: 8, checkpoints: 1, checkpoints_valid: 1, faults: [] })
  })

  it('of an empty chain is a signature at position 0, and no row', async () => {
    mailbox = await context.database.write((writer) =>
      addMailbox(writer, account.id, { address: `m${made++}@example.com` }),
    )
    expect(await sign()).toMatchObject({ position: 0, hash: GENESIS, problem: null })
    expect(await checkpoints()).toEqual([])
  })
})

describe('a chain that was rewritten, with hashes that fit', () => {
  it.each([
    [
      'an entry changed',
      (rows: EventsTable[]) => rows.map((row, at) => (at === 2 ? { ...row, actor: 'operator' } : row)),
    ],
    ['an entry removed', (rows: EventsTable[]) => rows.toSpliced(2, 1)],
    [
      'two entries swapped',
      (rows: EventsTable[]) => [rows[1], rows[0], ...rows.slice(2)].flatMap((row) => row ?? []),
    ],
  ])('is found: %s', async (_, change) => {
    await rewrite(change)
    const found = await report()
    expect(found).toMatchObject({ checkpoints: 1, checkpoints_valid: 0 })
    expect(found?.faults).toHaveLength(1)
    expect(found?.faults[0]).toMatchObject({ position: 5 })
    expect(found?.faults[0]?.problem).toContain('the chain was rewritten since')
  })

  it('is found when its end was cut off before what was signed', async () => {
    await rewrite((rows) => rows.slice(0, 4))
    const found = await report()
    expect(found).toMatchObject({ entries: 4, checkpoints_valid: 0 })
    expect(found?.faults[0]?.problem).toMatch(
      /^Entry 5 was signed at .*, but is not there: the chain was cut/,
    )
  })

  it('after what was signed last is not found: that is what the next checkpoint is for', async () => {
    await rewrite((rows) => rows.slice(0, 7))
    expect(await report()).toMatchObject({ entries: 7, faults: [] })
    await sign()
    await rewrite((rows) => rows.slice(0, 6))
    expect((await report())?.faults).toHaveLength(1)
  })

  it('is never signed again', async () => {
    await rewrite((rows) => rows.map((row, at) => (at === 2 ? { ...row, actor: 'operator' } : row)))
    expect(await sign()).toMatchObject({
      signed: null,
      problem: expect.stringContaining('does not name the hash'),
    })
    expect(await checkpoints()).toHaveLength(1)
    await rewrite((rows) => rows.slice(0, 5))
    expect(await sign()).toMatchObject({
      signed: null,
      problem: 'Entry 5 is not the one that was signed: the chain was rewritten.',
    })
    await rewrite((rows) => rows.slice(0, 3))
    expect(await sign()).toMatchObject({
      signed: null,
      problem: 'Entry 5 was signed, but the chain ends at entry 3: its end is missing.',
    })
  })
})

describe('a checkpoint that was changed', () => {
  it.each([
    ['signature', 'A'.repeat(86)],
    ['account_id', 'other'],
    ['created_at', 1],
    ['kid', 'none'],
  ] as const)('in its %s does not hold', async (column, value) => {
    if (column === 'kid')
      await context.database.write(({ db }) =>
        db
          .insertInto('identity_keys')
          .values({ kid: 'none', public_jwk: '{}', private_jwk: null, created_at: 1, retired_at: 1 })
          .execute(),
      )
    await context.database.write(({ db }) =>
      sql`UPDATE audit_checkpoints SET ${sql.ref(column)} = ${value} WHERE chain_id = ${mailbox.id}`.execute(
        db,
      ),
    )
    const found = await report()
    expect(found).toMatchObject({ checkpoints: 1, checkpoints_valid: 0 })
    expect(found?.faults[0]?.problem).toMatch(/^The signature of the checkpoint of .* does not hold\.$/)
  })
})
