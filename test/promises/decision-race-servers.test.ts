/**
 * Several servers on one PostgreSQL: what one cannot see in the other, the database decides. On SQLite, which takes
 * one server, it is that one.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancelMessage } from '../../src/actions/cancel-message.ts'
import { decideMessage } from '../../src/actions/decide-message.ts'
import { editScheduled } from '../../src/actions/edit-scheduled.ts'
import { releaseDue } from '../../src/actions/release-due.ts'
import { type Context, openContext } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import type { Principal } from '../../src/store/access.ts'
import { isPostgres } from '../support/database.ts'
import { DAY, Gate } from '../support/gate.ts'

let gate: Gate
/** The server of the gate, and others on the same database where that is possible. */
let servers: Context[] = []

beforeAll(async () => {
  gate = await Gate.open()
  servers = [gate.app.context]
  if (!isPostgres) return
  const { config, log, clock } = gate.app.context
  for (let index = 0; index < 3; index++) servers.push(await openContext(config, log, { clock }))
})

beforeEach(() => gate.freshBox())

afterAll(async () => {
  for (const server of servers.slice(1)) await server.close()
  await gate.app.stop()
})

const server = (index: number): Context => servers[index % servers.length] ?? gate.app.context

const reviewer = (index: number): Principal => ({
  ...gate.operator,
  scopes: ['oversight'],
  actor: { keyId: null, name: `link:person${index % 8}@example.com` },
})

/** The code of a refusal, or null. */
const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError) return error.code
      throw error
    },
  )

const decide = (id: string, index: number, action: 'approve' | 'reject') =>
  codeOf(
    decideMessage(server(index), reviewer(index), {
      emailId: id,
      action,
      reason: null,
      contentHash: null,
      method: 'link',
    }),
  )

const cancel = (id: string, index: number) =>
  codeOf(cancelMessage(server(index), gate.operator, { mailboxId: gate.box.id, emailId: id }))

async function expectOneTruth(id: string): Promise<string> {
  const { reader } = gate.app.context.database
  const { state } = await gate.message(id)
  const permits = await reader.selectFrom('releases').selectAll().where('message_id', '=', id).execute()
  expect(permits).toHaveLength(state === 'released' ? 1 : 0)
  return state
}

describe('decisions on several servers at once', () => {
  it('thirty-two on one mail: one takes effect', async () => {
    const id = await gate.submit()
    const codes = await Promise.all(
      Array.from({ length: 32 }, (_, index) => decide(id, index, index % 3 === 0 ? 'reject' : 'approve')),
    )
    expect(codes.filter((code) => code === null)).toHaveLength(1)
    expect(codes.filter((code) => code === 'already_decided')).toHaveLength(31)
    const won = codes.indexOf(null)
    expect(await expectOneTruth(id)).toBe(won % 3 === 0 ? 'rejected' : 'released')
  })

  it('two of eight people: exactly two count', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    const codes = await Promise.all(Array.from({ length: 32 }, (_, index) => decide(id, index, 'approve')))
    expect(codes.filter((code) => code === null)).toHaveLength(2)
    expect(await expectOneTruth(id)).toBe('released')
  })

  it('approving, while its author cancels it elsewhere', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await gate.submit({ markdown: `cancel ${round}` })
      const [approved, cancelled] = await Promise.all([decide(id, round, 'approve'), cancel(id, round + 1)])
      expect([approved, cancelled].filter((code) => code === null)).toHaveLength(1)
      expect(await expectOneTruth(id)).toBe(approved === null ? 'released' : 'cancelled')
    }
  })

  it('every server lets go what is due, and it goes once', async () => {
    await gate.setMode('autonomous')
    const ids = []
    for (let round = 0; round < 10; round++)
      ids.push(await gate.submit({ send_at: gate.soon(60_000), markdown: `due ${round}` }))
    gate.app.context.clock.advance(60_000)
    await Promise.all(servers.map((one) => releaseDue(one)))
    for (const id of ids) expect(await expectOneTruth(id)).toBe('released')
    await gate.app.drain()
    expect(gate.outside.taken.filter(({ from }) => from === gate.box.address)).toHaveLength(10)
  })

  it('a mail comes due, while its author moves, edits or cancels it elsewhere', async () => {
    await gate.setMode('autonomous')
    for (let round = 0; round < 12; round++) {
      const id = await gate.submit({ send_at: gate.soon(60_000), markdown: `old ${round}` })
      gate.app.context.clock.advance(60_000)
      const sendAt = gate.app.context.clock.now() + DAY
      const nothing = { to: null, cc: null, bcc: null, subject: null, markdown: null }
      const change = { ...nothing, mailboxId: gate.box.id, emailId: id, sendAt }
      const text = round % 2 === 0 ? null : `new ${round}`
      const meanwhile =
        round % 3 === 2
          ? cancel(id, round)
          : codeOf(editScheduled(server(round), gate.operator, { ...change, markdown: text }))
      const [code] = await Promise.all([meanwhile, releaseDue(server(round + 1))])
      const state = await expectOneTruth(id)
      if (code !== null) expect(state).toBe('released')
      else expect(state).toBe(round % 3 === 2 ? 'cancelled' : 'scheduled')
      const { due_at } = await gate.message(id)
      expect(due_at).toBe(state === 'scheduled' ? sendAt : null)
    }
  })

  it('leaves a trail that is whole', () => gate.expectWholeTrail())
})
