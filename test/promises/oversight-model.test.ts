/**
 * No mail leaves that the rules did not let go: random sequences of sends, drafts, edits, decisions, amendments,
 * cancellations, changes of every rule, clock jumps and crashes, some of them at once, against a model that knows
 * only the rules. Checked after every step.
 */

import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Message } from '../../src/store/messages.ts'
import { Gate } from '../support/gate.ts'
import {
  Model,
  type ModelMail,
  type Step,
  step,
  take,
  type World,
  worldNow,
  worldsOf,
} from './oversight-steps.ts'

let gate: Gate
let reviewers: string[]
let runs = 0

beforeAll(async () => {
  gate = await Gate.open()
  const keys = await Promise.all([0, 1, 2].map(() => gate.makeKey(['read', 'oversight'])))
  reviewers = keys.map(({ raw }) => raw)
})

afterAll(() => gate.app.stop())

const ENDED: readonly Message['state'][] = ['rejected', 'expired', 'cancelled']

/** Whatever was released in this step had to be lawful in it; whatever ended stays ended. */
async function checkMails(model: Model, worlds: readonly World[]): Promise<void> {
  const { reader } = gate.app.context.database
  const now = gate.app.context.clock.now()
  const rows = await reader
    .selectFrom('messages')
    .leftJoin('releases', 'releases.message_id', 'messages.id')
    .select(['messages.id', 'messages.subject', 'messages.state', 'messages.content_hash'])
    .select('releases.content_hash as permit')
    .where('messages.mailbox_id', '=', gate.box.id)
    .execute()
  expect(rows).toHaveLength(model.mails.length)
  for (const row of rows) {
    const mail = model.mails.find(({ id }) => id === row.id)
    if (mail === undefined) throw new Error(`${row.subject} came from nowhere`)
    expect(row.permit).toBe(row.state === 'released' ? row.content_hash : null)
    if (mail.ended) expect(ENDED).toContain(row.state)
    if (mail.released) expect(row.state).toBe('released')
    if (ENDED.includes(row.state)) mail.ended = true
    if (row.permit === null || mail.released) continue
    const isLawful = worlds.some((world) => model.mayGo(mail, row.content_hash, now, world))
    expect(isLawful, `${row.subject} was let go in ${JSON.stringify(worlds)}`).toBe(true)
    mail.released = true
  }
}

/** Whatever went out had a permit, went once to each, with one text, and not while everything was paused. */
function checkOutside(model: Model, worlds: readonly World[], gone: Map<string, number>): void {
  const mails = gate.outside.taken.filter(({ subject }) => subject.startsWith(`${model.prefix}-`))
  const copies = new Map<string, number>()
  for (const { subject, raw } of mails) {
    const [, name, version] = /^(.*)-v(\d+)$/.exec(subject) ?? []
    const mail: ModelMail | undefined = model.mails.find((one) => one.name === name)
    expect(mail?.released, `${subject} went out`).toBe(true)
    expect(raw).toContain(`${name} text ${version}.`)
    copies.set(name ?? '', (copies.get(name ?? '') ?? 0) + 1)
  }
  if (worlds.every(({ paused }) => paused)) expect([...copies]).toEqual([...gone])
  gone.clear()
  for (const [name, count] of copies) gone.set(name, count)
}

async function run(model: Model, steps: readonly (readonly Step[])[]): Promise<void> {
  const gone = new Map<string, number>()
  for (const together of [...steps, [{ do: 'work' } as const]]) {
    model.seen = [model.world]
    await Promise.all(together.map((one) => take(model, one)))
    const worlds = worldsOf(model.seen)
    const world = await worldNow(model)
    expect(worlds.map(shapeOf)).toContain(shapeOf(world))
    model.world = world
    await checkMails(model, together.length === 1 ? [world] : worlds)
    checkOutside(model, together.length === 1 ? [world] : worlds, gone)
  }
}

const shapeOf = (world: World) => JSON.stringify({ ...world, allowed: [...world.allowed].sort() })

const steps = fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { minLength: 5, maxLength: 30 })

it('lets nothing go that the rules do not let go', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await gate.freshBox()
      const model = new Model(gate, `run${runs++}`, reviewers)
      await run(model, sequence)
      const now = gate.app.context.clock.now()
      for (const { id } of model.mails) {
        expect((await gate.call(gate.agent, 'GET', `/v1/emails/${id}`)).status).toBe(200)
        const { state, expires_at } = await gate.message(id)
        if (state === 'held') expect(expires_at).toBeGreaterThan(now)
      }
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 100) },
  )
  await gate.expectWholeTrail()
})
