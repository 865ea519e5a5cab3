/**
 * Many people and machines at once: exactly one decision takes effect, everybody else is told who decided and what,
 * and the database never holds two truths.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { releaseDue } from '../../src/actions/release-due.ts'
import { AppError } from '../../src/errors.ts'
import type { Database } from '../../src/store/db.ts'
import { DAY, Gate } from '../support/gate.ts'

let gate: Gate
/** Eight reviewers, with the names that decisions give them. */
const reviewers: { readonly raw: string; readonly name: string }[] = []
const PEOPLE = ['ann@example.com', 'ben@example.com', 'cleo@example.com', 'dora@example.com']

beforeAll(async () => {
  gate = await Gate.open()
  for (let index = 0; index < 8; index++) {
    const { raw, key } = await gate.makeKey(['read', 'oversight'])
    reviewers.push({ raw, name: `key:${key.name}` })
  }
  await gate.app.context.database.write(async (writer) => {
    for (const address of PEOPLE) {
      const row = { id: writer.newId(), account_id: gate.app.made.account.id, address, removed_at: null }
      await writer.db
        .insertInto('reviewers')
        .values({ ...row, created_by: 'operator', created_at: writer.now })
        .execute()
    }
  })
})

beforeEach(() => gate.freshBox())

afterAll(() => gate.app.stop())

const nth = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** One decision, whoever made it by whatever way, as it was answered. */
interface Outcome {
  readonly action: 'approve' | 'reject'
  readonly by: string
  readonly won: boolean
  readonly code: string | null
  readonly message: string
  readonly decidedBy: unknown
}

type Action = 'approve' | 'reject'

async function byKey(id: string, index: number, action: Action, more: object = {}): Promise<Outcome> {
  const { raw, name } = nth(reviewers, index)
  const { status, body } = await gate.decide(id, action, more, raw)
  const won = status === 200
  const code = won ? null : String(body.code)
  return { action, by: name, won, code, message: String(body.error), decidedBy: body.decided_by }
}

async function byLink(token: string, by: string, action: Action): Promise<Outcome> {
  const facts = { action, by: `link:${by}` }
  try {
    await gate.decideByLink(token, action)
    return { ...facts, won: true, code: null, message: '', decidedBy: facts.by }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, extra } = error
    return { ...facts, won: false, code, message, decidedBy: extra.decided_by }
  }
}

/** What the database says of a mail, checked for contradictions. */
async function truthOf(id: string) {
  const { reader } = gate.app.context.database
  const message = await gate.message(id)
  const of = (table: 'releases' | 'decisions' | 'deliveries') =>
    reader.selectFrom(table).selectAll().where('message_id', '=', id).execute()
  const [releases, decisions, deliveries] = await Promise.all([
    of('releases') as Promise<{ decision_id: string | null }[]>,
    of('decisions') as Promise<{ id: string; action: string; actor: string }[]>,
    of('deliveries'),
  ])
  const events = await reader.selectFrom('events').select('action').where('resource_id', '=', id).execute()
  const count = (action: string) => events.filter((event) => event.action === action).length
  const isOut = message.state === 'released'
  expect(releases).toHaveLength(isOut ? 1 : 0)
  expect(deliveries).toHaveLength(isOut ? 1 : 0)
  expect(count('oversight.approved') + count('oversight.rejected')).toBeLessThanOrEqual(1)
  const approvals = decisions.filter(({ action }) => action === 'approve')
  const rejections = decisions.filter(({ action }) => action === 'reject')
  const decision = releases[0]?.decision_id ?? null
  if (decision !== null) expect(approvals.map((one) => one.id)).toContain(decision)
  if (isOut && message.mode !== 'autonomous') expect(decision).not.toBe(null)
  expect(rejections).toHaveLength(message.state === 'rejected' ? 1 : 0)
  if (isOut) expect(rejections).toEqual([])
  return { message, approvals, rejections, count }
}

/** Expects one winner, and losers that were told honestly who won and how. */
async function expectOneWinner(id: string, outcomes: readonly Outcome[]): Promise<Outcome> {
  const winners = outcomes.filter(({ won }) => won)
  expect(winners).toHaveLength(1)
  const [winner] = winners
  if (winner === undefined) throw new Error('nobody won')
  const { message, approvals, rejections } = await truthOf(id)
  expect(message.state).toBe(winner.action === 'approve' ? 'released' : 'rejected')
  expect([approvals.length, rejections.length]).toEqual(winner.action === 'approve' ? [1, 0] : [0, 1])
  for (const loser of outcomes.filter(({ won }) => !won)) {
    expect(loser.code).toBe('already_decided')
    expect(loser.message).toContain(winner.action === 'approve' ? 'was approved by' : 'was rejected by')
    expect(loser.message).toContain(winner.by)
    expect(loser.decidedBy).toBe(winner.by)
  }
  return winner
}

describe('thirty-two decisions on one mail at once', () => {
  it('by eight reviewers and four links: one takes effect, thirty-one hear who and what', async () => {
    const id = await gate.submit()
    const tokens = await Promise.all(PEOPLE.map((person) => gate.link(id, person)))
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, index) => {
        const action = index % 2 === 0 ? 'approve' : 'reject'
        if (index % 8 !== 7) return byKey(id, index, action)
        const link = (index - 7) / 8
        return byLink(nth(tokens, link), nth(PEOPLE, link), action)
      }),
    )
    await expectOneWinner(id, outcomes)
  })

  it('rejections first: the mail stays here', async () => {
    const id = await gate.submit()
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, index) => byKey(id, index, index < 16 ? 'reject' : 'approve')),
    )
    const winner = await expectOneWinner(id, outcomes)
    if (winner.action === 'reject') await gate.expectNothingLeft()
  })

  it('by one reviewer who clicks thirty-two times', async () => {
    const id = await gate.submit()
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => byKey(id, 0, 'approve')))
    await expectOneWinner(id, outcomes)
  })

  it('with one link that a mail scanner and its reader open at once', async () => {
    const id = await gate.submit()
    const person = nth(PEOPLE, 0)
    const token = await gate.link(id, person)
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, index) => byLink(token, person, index % 2 === 0 ? 'approve' : 'reject')),
    )
    await expectOneWinner(id, outcomes)
  })
})

describe('twenty mails at once', () => {
  it('each with four reviewers who disagree', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) => gate.submit({ markdown: `mail ${index}` })),
    )
    const rounds = await Promise.all(
      ids.map((id, mail) =>
        Promise.all(
          [0, 1, 2, 3].map((one) => byKey(id, mail + one, (mail + one) % 2 === 0 ? 'approve' : 'reject')),
        ),
      ),
    )
    for (const [index, id] of ids.entries()) await expectOneWinner(id, nth(rounds, index))
  })

  it('in two batches that decide the opposite, beside single decisions', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) => gate.submit({ markdown: `batch ${index}` })),
    )
    const batch = async (index: number, action: Action) => {
      const decisions = ids.map((email_id) => ({ email_id, action }))
      const { body } = await gate.call(nth(reviewers, index).raw, 'POST', '/v1/oversight/decide-batch', {
        decisions,
      })
      return body.verdicts as unknown as { ok: boolean; code: string | null; error: string | null }[]
    }
    const [approving, rejecting, singles] = await Promise.all([
      batch(0, 'approve'),
      batch(1, 'reject'),
      Promise.all(ids.map((id) => byKey(id, 2, 'approve'))),
    ])
    for (const [index, id] of ids.entries()) {
      const answers = [nth(approving, index).ok, nth(rejecting, index).ok, nth(singles, index).won]
      expect(answers.filter(Boolean)).toHaveLength(1)
      const { message } = await truthOf(id)
      expect(message.state).toBe(nth(rejecting, index).ok ? 'rejected' : 'released')
      for (const verdict of [nth(approving, index), nth(rejecting, index)])
        if (!verdict.ok) expect(verdict).toMatchObject({ code: 'already_decided' })
    }
  })
})

describe('two of many', () => {
  it('two different reviewers count, of thirty-two approvals by eight; it is released once', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    const outcomes = await Promise.all(Array.from({ length: 32 }, (_, index) => byKey(id, index, 'approve')))
    const winners = outcomes.filter(({ won }) => won)
    expect(winners).toHaveLength(2)
    expect(new Set(winners.map(({ by }) => by)).size).toBe(2)
    const { message, approvals, count } = await truthOf(id)
    expect(message.state).toBe('released')
    expect(approvals).toHaveLength(2)
    expect([count('oversight.approval_given'), count('oversight.approved')]).toEqual([1, 1])
    for (const { won, code } of outcomes) expect(won ? null : code).toBe(won ? null : 'already_decided')
  })

  it('one rejection among thirty-one approvals: it went before, or it ended it', async () => {
    await gate.set({ approvals_required: 6 })
    const id = await gate.submit()
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, (_, index) => byKey(id, index, index === 5 ? 'reject' : 'approve')),
    )
    const rejected = outcomes.some(({ won, action }) => won && action === 'reject')
    const { message, approvals } = await truthOf(id)
    expect(message.state).toBe(rejected ? 'rejected' : 'released')
    expect(approvals.length).toBeLessThanOrEqual(6)
  })

  it('the same reviewer by thirty-two tries is one reviewer', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    const outcomes = await Promise.all(Array.from({ length: 32 }, () => byKey(id, 3, 'approve')))
    expect(outcomes.filter(({ won }) => won)).toHaveLength(1)
    expect((await truthOf(id)).message.state).toBe('held')
    await gate.expectNothingLeft()
  })
})

const cancel = (id: string) => gate.call(gate.agent, 'POST', `${gate.path}/emails/${id}/cancel`)

describe('approving, while something else happens', () => {
  it('its author cancels it', async () => {
    for (let round = 0; round < 8; round++) {
      const id = await gate.submit({ markdown: `cancel ${round}` })
      const tries = [() => byKey(id, round, 'approve').then(({ won }) => won), () => cancel(id)]
      if (round % 2 === 1) tries.reverse()
      const answers = await Promise.all(tries.map((one) => one()))
      const cancelled = answers.some((answer) => typeof answer === 'object' && answer.status === 200)
      expect(answers.includes(true)).toBe(!cancelled)
      expect((await truthOf(id)).message.state).toBe(cancelled ? 'cancelled' : 'released')
    }
  })

  it('it expires', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await gate.submit({ markdown: `expire ${round}` })
      gate.app.context.clock.advance(3_600_000)
      const [outcome] = await Promise.all([byKey(id, round, 'approve'), gate.app.drain()])
      const { message } = await truthOf(id)
      expect(message.state).toBe(outcome.won ? 'released' : 'expired')
      if (!outcome.won) expect(outcome.message).toContain('expired')
    }
  })

  it('its mailbox is paused, or lowered to read only', async () => {
    for (const [round, change] of [{ oversight_mode: 'read_only' }, null, null].entries()) {
      await gate.freshBox()
      const id = await gate.submit()
      const stop =
        change === null
          ? gate.call(gate.insider, 'POST', `${gate.path}/pause`, { reason: 'Stop' })
          : gate.call(gate.insider, 'PATCH', gate.path, change)
      const [outcome, stopped] = await Promise.all([byKey(id, round, 'approve'), stop])
      expect(stopped.status).toBe(200)
      expect((await truthOf(id)).message.state).toBe(outcome.won ? 'released' : 'held')
      if (!outcome.won) expect(outcome.code).toMatch(/paused|read_only/)
    }
  })

  it('others approve it with edits: one text goes, the one that was approved', async () => {
    const id = await gate.submit({ markdown: 'first words' })
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        byKey(id, index, 'approve', index % 2 === 0 ? { edits: { markdown: `edited ${index} words` } } : {}),
      ),
    )
    expect(outcomes.filter(({ won }) => won)).toHaveLength(1)
    for (const { won, code } of outcomes) if (!won) expect(code).toMatch(/already_decided|content_changed/)
    const { message } = await truthOf(id)
    await gate.app.drain()
    const [mail, ...more] = gate.outside.taken.filter(({ from }) => from === gate.box.address)
    expect(more).toEqual([])
    const winner = outcomes.findIndex(({ won }) => won)
    expect(mail?.raw).toContain(winner % 2 === 0 ? `edited ${winner} words` : 'first words')
    const amendments = await gate.app.context.database.reader
      .selectFrom('amendments')
      .selectAll()
      .where('message_id', '=', id)
      .execute()
    expect(amendments.map((one) => one.new_content_hash)).toEqual(
      winner % 2 === 0 ? [message.content_hash] : [],
    )
  })
})

/** The worker looks for what is due, and before it moves anything this happens. */
async function whileWorkerLooks(meanwhile: () => Promise<unknown>): Promise<void> {
  const { context } = gate.app
  const database = Object.create(context.database) as Database
  let happened: Promise<unknown> | null = null
  database.write = async (unit) => {
    happened ??= meanwhile()
    await happened
    return context.database.write(unit)
  }
  await releaseDue({ ...context, database })
}

describe('a mail whose time comes, while its author edits it', () => {
  const LATER = { markdown: 'new words', subject: 'New' }

  it('to a later time, in a mailbox without a gate: only the new text goes, and at its time', async () => {
    await gate.setMode('autonomous')
    const id = await gate.submit({ send_at: gate.soon(60_000) })
    gate.app.context.clock.advance(60_000)
    const edit = { ...LATER, send_at: gate.soon(DAY) }
    await whileWorkerLooks(async () => expect((await gate.edit(id, edit)).status).toBe(200))
    await gate.app.drain()
    expect((await truthOf(id)).message.state).toBe('scheduled')
    expect((await gate.leaks()).mails).toEqual([])
    gate.app.context.clock.advance(DAY)
    await gate.app.drain()
    await gate.expectOnly('new words', ['eve@evil.example'])
  })

  it('and nothing but its time: it waits for the new one', async () => {
    await gate.setMode('autonomous')
    const id = await gate.submit({ send_at: gate.soon(60_000) })
    gate.app.context.clock.advance(60_000)
    const edit = { send_at: gate.soon(DAY) }
    await whileWorkerLooks(async () => expect((await gate.edit(id, edit)).status).toBe(200))
    expect((await truthOf(id)).message.state).toBe('scheduled')
    expect((await gate.leaks()).mails).toEqual([])
  })

  it('before the gate: it comes to the gate when it should, and the reviewer sees the new text', async () => {
    const id = await gate.submit({ send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    gate.app.context.clock.advance(60_000)
    const edit = { ...LATER, send_at: gate.soon(DAY) }
    await whileWorkerLooks(async () => expect((await gate.edit(id, edit)).status).toBe(200))
    expect((await truthOf(id)).message.state).toBe('parked')
    gate.app.context.clock.advance(DAY)
    await gate.app.drain()
    const { message } = await truthOf(id)
    expect(message).toMatchObject({ state: 'held', subject: 'New' })
    const outcome = await byKey(id, 0, 'approve', { content_hash: message.content_hash })
    expect(outcome.won).toBe(true)
    await gate.expectOnly('new words', ['eve@evil.example'])
  })

  it('and its patience is over: a decision in that moment is too late, and it expires', async () => {
    const held = await gate.submit()
    gate.app.context.clock.advance(3_600_000)
    await whileWorkerLooks(async () => expect((await byKey(held, 0, 'approve')).won).toBe(false))
    expect((await truthOf(held)).message).toMatchObject({ state: 'expired' })
    expect((await gate.leaks()).mails).toEqual([])
  })

  it('and it was cancelled in that moment: that stands', async () => {
    const held = await gate.submit()
    gate.app.context.clock.advance(3_600_000)
    await whileWorkerLooks(() => cancel(held))
    expect((await truthOf(held)).message.state).toBe('cancelled')
    const parked = await gate.submit({ send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    gate.app.context.clock.advance(60_000)
    await whileWorkerLooks(() => cancel(parked))
    expect((await truthOf(parked)).message.state).toBe('cancelled')
  })
})

it('leaves a trail of all of it that is whole', () => gate.expectWholeTrail())
