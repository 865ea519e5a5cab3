/**
 * A world of one mailbox for the model test: the steps that authors, reviewers, the operator, time and failures may
 * take, and what is known of it without the code's tables.
 */

import fc from 'fast-check'
import { expect } from 'vitest'
import { claimDeliveries } from '../../src/actions/claim-deliveries.ts'
import { allow, disallow } from '../../src/actions/manage-allowlist.ts'
import { changeMailbox } from '../../src/actions/manage-mailbox.ts'
import { MODES, type Mode } from '../../src/core/oversight.ts'
import { AppError } from '../../src/errors.ts'
import { listEntries } from '../../src/store/allowlist.ts'
import { DAY, type Gate } from '../support/gate.ts'

const HOUR = 3_600_000
/** The two entries that together let every recipient through. */
const ENTRIES = ['ada@example.com', '*@example.org'] as const

export type Step =
  | {
      readonly do: 'send' | 'draft'
      readonly delay: number | null
      readonly timing: 'gate_first' | 'schedule_first'
    }
  | {
      readonly do: 'approve'
      readonly which: number
      readonly hash: 'right' | 'stale' | 'none'
      readonly by: number
      readonly edits: boolean
    }
  | { readonly do: 'reject'; readonly which: number; readonly by: number }
  | { readonly do: 'cancel'; readonly which: number }
  | { readonly do: 'edit'; readonly which: number; readonly delay: number | null }
  | { readonly do: 'mode'; readonly mode: Mode }
  | { readonly do: 'upgrade'; readonly mode: Mode }
  | { readonly do: 'required'; readonly required: number }
  | { readonly do: 'allow' | 'disallow'; readonly entry: (typeof ENTRIES)[number] }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'pause' | 'resume' | 'work' | 'crash' }

const which = fc.nat(7)
const by = fc.nat(3)
const delay = fc.option(fc.integer({ min: 1_000, max: 5_000_000 }))
const word = <T extends string>(...words: T[]) => fc.constantFrom(...words)

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: word('send', 'draft'), delay, timing: word('gate_first', 'schedule_first') }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: word('approve'),
      which,
      hash: word('right', 'right', 'stale', 'none'),
      by,
      edits: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: word('reject'), which, by }) },
  { weight: 1, arbitrary: fc.record({ do: word('cancel'), which }) },
  { weight: 2, arbitrary: fc.record({ do: word('edit'), which, delay }) },
  { weight: 2, arbitrary: fc.record({ do: word('mode', 'upgrade'), mode: fc.constantFrom(...MODES) }) },
  { weight: 1, arbitrary: fc.record({ do: word('required'), required: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: word('allow', 'allow', 'disallow'), entry: word(...ENTRIES) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: word('wait'),
      ms: fc.oneof(fc.integer({ min: 1, max: 6_000_000 }), fc.constantFrom(HOUR / 2, HOUR, HOUR + 1, DAY)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: word('work', 'work', 'crash', 'pause', 'resume', 'resume') }) },
)

/** What holds for the whole mailbox at one moment. */
export interface World {
  readonly mode: Mode
  readonly paused: boolean
  readonly required: number
  readonly allowed: readonly string[]
}

export interface ModelMail {
  readonly id: string
  readonly name: string
  readonly submittedUnder: Mode
  /** Every time it was ever to go at. */
  readonly sendAts: (number | null)[]
  /** Who approved which content, by its hash. */
  readonly approvals: Map<string, Set<number>>
  ended: boolean
  released: boolean
}

export class Model {
  readonly gate: Gate
  readonly prefix: string
  readonly reviewers: readonly string[]
  readonly mails: ModelMail[] = []
  world: World = { mode: 'gated_send', paused: false, required: 1, allowed: [] }
  /** Every world since the present step began. */
  seen: World[] = [this.world]
  count = 0

  constructor(gate: Gate, prefix: string, reviewers: readonly string[]) {
    this.gate = gate
    this.prefix = prefix
    this.reviewers = reviewers
  }

  change(change: Partial<World>): void {
    this.world = { ...this.world, ...change }
    this.seen.push(this.world)
  }

  /** The law, said once more, without the code's tables: may this content of a mail go, in such a world? */
  mayGo(mail: ModelMail, contentHash: string, now: number, world: World): boolean {
    if (mail.ended || world.paused || world.mode === 'read_only') return false
    if (!mail.sendAts.some((at) => at === null || at <= now)) return false
    if ((mail.approvals.get(contentHash)?.size ?? 0) >= world.required) return true
    const isListed = ENTRIES.every((entry) => world.allowed.includes(entry))
    const isFree = (mode: Mode) =>
      mode === 'monitored' || mode === 'autonomous' || (mode === 'gated_send' && isListed)
    return isFree(mail.submittedUnder) && isFree(world.mode)
  }
}

/** What the mailbox may have been while steps ran at once: each fact as it was at any time among them. */
export function worldsOf(seen: readonly World[]): World[] {
  const distinct = [...new Map(seen.map((world) => [JSON.stringify(world), world])).values()]
  const worlds: World[] = []
  for (const { mode } of distinct)
    for (const { paused } of distinct)
      for (const { required } of distinct)
        for (const { allowed } of distinct) worlds.push({ mode, paused, required, allowed })
  return worlds
}

/** The mailbox as the database has it. */
export async function worldNow({ gate }: Model): Promise<World> {
  const { reader } = gate.app.context.database
  const mailbox = await reader
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', gate.box.id)
    .executeTakeFirstOrThrow()
  const allowed = (await listEntries(reader, gate.box.id)).map(({ entry }) => entry)
  const { mode, approvals_required: required } = mailbox
  return { mode, paused: mailbox.paused_at !== null, required, allowed }
}

const terminal = { by: 'terminal' } as const

async function send(model: Model, action: Step & { do: 'send' | 'draft' }): Promise<void> {
  const { gate } = model
  const name = `${model.prefix}-${model.count++}`
  const sendAt = action.delay === null ? null : gate.app.context.clock.now() + action.delay
  const when = sendAt === null ? {} : { send_at: new Date(sendAt).toISOString() }
  const content = {
    to: ['ada@example.com', 'bob@example.org'],
    subject: `${name}-v0`,
    markdown: `${name} text 0.`,
  }
  const timing = { gate_timing: action.timing, ...when }
  let answer = null
  if (action.do === 'send') answer = await gate.send({ ...content, ...timing })
  else {
    const draft = await gate.call(gate.agent, 'POST', `${gate.path}/drafts`, content)
    expect(draft.status).toBe(201)
    answer = await gate.call(gate.agent, 'POST', `${gate.path}/drafts/${draft.body.id}/send`, timing)
  }
  expect([202, 403, 400]).toContain(answer.status)
  if (answer.status === 400) expect(sendAt).not.toBeNull()
  if (answer.status === 403) expect(answer.body.code).toBe('read_only')
  if (answer.status !== 202) return
  const id = String(answer.body.id)
  const { mode } = await gate.message(id)
  const mail = { id, name, submittedUnder: mode, sendAts: [sendAt], approvals: new Map() }
  model.mails.push({ ...mail, ended: false, released: false })
}

async function approve(model: Model, mail: ModelMail, action: Step & { do: 'approve' }): Promise<void> {
  const { gate } = model
  const { content_hash } = await gate.message(mail.id)
  const version = model.count++
  const content = { subject: `${mail.name}-v${version}`, markdown: `${mail.name} text ${version}.` }
  const hash = { right: content_hash, stale: '0'.repeat(64), none: undefined }[action.hash]
  const key = model.reviewers[action.by]
  let counted: string | null = null
  if (key === undefined) {
    const token = await gate.link(mail.id)
    counted = await gate.decideByLink(token).then(
      ({ message }) => message.content_hash,
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error
        return null
      },
    )
  } else {
    const more = { content_hash: hash, ...(action.edits ? { edits: content } : {}) }
    const { status, body } = await gate.decide(mail.id, 'approve', more, key)
    expect([200, 403, 409]).toContain(status)
    if (status === 403) expect(body.code).toBe('read_only')
    if (status === 200) expect(action.hash).not.toBe('stale')
    if (status === 200) counted = String(body.content_hash)
  }
  if (counted === null) return
  const given = mail.approvals.get(counted) ?? new Set()
  mail.approvals.set(counted, given.add(action.by))
}

async function edit(model: Model, mail: ModelMail, delay: number | null): Promise<void> {
  const { gate } = model
  const version = model.count++
  const sendAt = delay === null ? null : gate.app.context.clock.now() + delay
  const content = { subject: `${mail.name}-v${version}`, markdown: `${mail.name} text ${version}.` }
  const when = sendAt === null ? {} : { send_at: new Date(sendAt).toISOString() }
  const answer = await gate.edit(mail.id, { ...content, ...when })
  expect([200, 400, 409]).toContain(answer.status)
  if (answer.status === 200 && sendAt !== null) mail.sendAts.push(sendAt)
}

async function upgrade(model: Model, target: Mode): Promise<void> {
  const { gate } = model
  const asked = await gate.call(gate.agent, 'POST', `${gate.path}/request-upgrade`, { target_mode: target })
  expect([200, 400, 429]).toContain(asked.status)
  if (asked.status !== 200) return
  const code = await gate.newestCode()
  const answer = await gate.call(gate.agent, 'POST', `${gate.path}/upgrade`, { code })
  if (answer.status === 200) model.change({ mode: answer.body.oversight_mode as unknown as Mode })
}

/** Takes one step; what it is known to have done is written down in the model. */
export async function take(model: Model, action: Step): Promise<void> {
  const { gate } = model
  const { context } = gate.app
  const mail = 'which' in action ? model.mails[action.which % Math.max(1, model.mails.length)] : undefined
  if ('which' in action && mail === undefined) return
  switch (action.do) {
    case 'send':
    case 'draft':
      return send(model, { ...action, do: action.do })
    case 'approve':
      if (mail !== undefined) await approve(model, mail, action)
      return
    case 'reject': {
      if (mail === undefined) return
      const answer = await gate.decide(mail.id, 'reject', {}, model.reviewers[action.by] ?? gate.reviewer)
      if (answer.status === 200) mail.ended = true
      return
    }
    case 'cancel': {
      if (mail === undefined) return
      const answer = await gate.call(gate.agent, 'POST', `${gate.path}/emails/${mail.id}/cancel`)
      if (answer.status === 200) mail.ended = true
      return
    }
    case 'edit':
      if (mail !== undefined) await edit(model, mail, action.delay)
      return
    case 'upgrade':
      return upgrade(model, action.mode)
    case 'pause':
    case 'resume': {
      const path = `${gate.path}/${action.do}`
      const answer = await gate.call(gate.reviewer, 'POST', path, { reason: 'A step' })
      expect(answer.status).toBe(200)
      return model.change({ paused: action.do === 'pause' })
    }
    case 'work':
      return gate.app.drain()
    case 'wait':
      return void context.clock.advance(action.ms)
    case 'crash':
      // A worker claims what is due and dies: nothing it did was recorded.
      await claimDeliveries(context, 10)
      return void context.clock.advance(context.config.lease * 1000 + 1)
    default:
      return rule(model, action)
  }
}

/** The operator changes a rule of the mailbox. */
async function rule(
  model: Model,
  action: Step & { do: 'mode' | 'required' | 'allow' | 'disallow' },
): Promise<void> {
  const { gate } = model
  const { context } = gate.app
  const { id } = gate.box
  if (action.do === 'mode') {
    await changeMailbox(context, gate.operator, id, { mode: action.mode }, terminal)
    model.change({ mode: action.mode })
  } else if (action.do === 'required') {
    const changes = { approvals_required: action.required }
    await changeMailbox(context, gate.operator, id, changes, terminal)
    model.change({ required: action.required })
  } else if (action.do === 'allow') {
    await allow(context, gate.operator, id, action.entry, terminal)
    model.change({ allowed: [...new Set([...model.world.allowed, action.entry])] })
  } else {
    const found = (await listEntries(context.database.reader, id)).find(({ entry }) => entry === action.entry)
    if (found === undefined) return
    await disallow(context, gate.operator, id, found.id).catch((error: unknown) => {
      // Another step took it off in this moment.
      if (!(error instanceof AppError && error.code === 'not_found')) throw error
    })
    model.change({ allowed: model.world.allowed.filter((entry) => entry !== action.entry) })
  }
}
