/**
 * No mail leaves that the rules did not let go: random sequences of sends, edits, decisions, cancellations, mode
 * changes, clock jumps and crashes, against a model that knows only the rules. Checked after every step.
 */

import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { claimDeliveries } from '../../src/actions/claim-deliveries.ts'
import { changeMailbox, createMailbox } from '../../src/actions/manage-mailbox.ts'
import { MODES, type Mode } from '../../src/core/oversight.ts'
import type { Transmission, Transport } from '../../src/mail/smtp-client.ts'
import { operatorOf } from '../../src/store/access.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** Stands for the outside: takes everything and keeps what it was given. */
class Outside implements Transport {
  readonly taken: {
    readonly subject: string
    readonly recipients: readonly string[]
    readonly raw: string
  }[] = []

  async transmit(transmission: Transmission) {
    const raw = (await buffer(transmission.open())).toString('utf8')
    const subject = /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? ''
    this.taken.push({ subject, recipients: transmission.recipients, raw })
    const outcomes = transmission.recipients.map((recipient) => ({
      recipient,
      kind: 'accepted' as const,
      stage: 'after_data' as const,
      code: 250,
      enhanced: '2.0.0',
      reply: '250 2.0.0 OK',
    }))
    return { host: 'outside', tls: null, outcomes }
  }

  async verify() {
    return { host: 'outside', tls: null }
  }

  async close() {}
}

const outside = new Outside()
let app: TestServer
let runs = 0

beforeAll(async () => {
  app = await startTestServer({
    transport: outside,
    settings: {
      MULTIMAIL_DELIVERY: 'relay',
      MULTIMAIL_RELAY_URL: 'smtp://127.0.0.1:1',
      MULTIMAIL_APPROVAL_TTL: '3600',
      // The model says when work is done, so that it knows under which mode.
      MULTIMAIL_ROLES: 'http',
    },
  })
})

afterAll(() => app.stop())

type Step =
  | { readonly do: 'send'; readonly delay: number | null; readonly timing: 'gate_first' | 'schedule_first' }
  | { readonly do: 'approve'; readonly which: number; readonly hash: 'right' | 'stale' | 'none' }
  | { readonly do: 'reject' | 'cancel' | 'edit'; readonly which: number }
  | { readonly do: 'mode'; readonly mode: Mode }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'work' | 'crash' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('send' as const),
    delay: fc.option(fc.integer({ min: 1_000, max: 5_000_000 })),
    timing: fc.constantFrom('gate_first' as const, 'schedule_first' as const),
  }),
  fc.record({
    do: fc.constant('approve' as const),
    which: fc.nat(7),
    hash: fc.constantFrom('right' as const, 'right' as const, 'stale' as const, 'none' as const),
  }),
  fc.record({ do: fc.constantFrom('reject' as const, 'cancel' as const, 'edit' as const), which: fc.nat(7) }),
  fc.record({ do: fc.constant('mode' as const), mode: fc.constantFrom(...MODES) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 6_000_000 }) }),
  fc.record({ do: fc.constantFrom('work' as const, 'work' as const, 'crash' as const) }),
)

interface ModelMail {
  readonly id: string
  readonly name: string
  readonly submittedUnder: Mode
  readonly sendAt: number | null
  version: number
  /** The version that a person approved, while it is the present one. */
  approved: number | null
  ended: boolean
  released: boolean
}

class Model {
  readonly mails: ModelMail[] = []
  mode: Mode = 'gated_send'
  readonly mailboxId: string
  readonly prefix: string
  count = 0

  constructor(mailboxId: string, prefix: string) {
    this.mailboxId = mailboxId
    this.prefix = prefix
  }

  /** The law, said once more, without the code's tables. */
  mayGo(mail: ModelMail, now: number): boolean {
    if (mail.ended || this.mode === 'read_only') return false
    if (mail.sendAt !== null && mail.sendAt > now) return false
    if (mail.approved === mail.version) return true
    const free: readonly Mode[] = ['monitored', 'autonomous']
    return free.includes(mail.submittedUnder) && free.includes(this.mode)
  }
}

async function approve(mail: ModelMail, which: 'right' | 'stale' | 'none'): Promise<void> {
  const row = await app.context.database.reader
    .selectFrom('messages')
    .select('content_hash')
    .where('id', '=', mail.id)
    .executeTakeFirstOrThrow()
  const hash = { right: row.content_hash, stale: '0'.repeat(64), none: undefined }[which]
  const body = { email_id: mail.id, action: 'approve', content_hash: hash }
  const answer = await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', body)
  if (answer.status !== 200) return
  expect(which).not.toBe('stale')
  mail.approved = mail.version
}

async function run(model: Model, action: Step): Promise<void> {
  const { agent, reviewer } = app.made.keys
  const path = `/v1/mailboxes/${model.mailboxId}`
  const mail = 'which' in action ? model.mails[action.which % Math.max(1, model.mails.length)] : undefined
  switch (action.do) {
    case 'send': {
      const name = `${model.prefix}-${model.count++}`
      const sendAt = action.delay === null ? null : app.context.clock.now() + action.delay
      const answer = await app.call(agent, 'POST', `${path}/send`, {
        to: ['ada@example.com', 'bob@example.org'],
        subject: `${name}-v0`,
        markdown: `${name} version 0`,
        gate_timing: action.timing,
        ...(sendAt === null ? {} : { send_at: new Date(sendAt).toISOString() }),
      })
      expect(answer.status).toBe(model.mode === 'read_only' ? 403 : 202)
      if (answer.status !== 202) return
      const id = String(answer.body.id)
      const facts = { id, name, submittedUnder: model.mode, sendAt, version: 0 }
      model.mails.push({ ...facts, approved: null, ended: false, released: false })
      return
    }
    case 'approve':
      if (mail !== undefined) await approve(mail, action.hash)
      return
    case 'reject': {
      if (mail === undefined) return
      const body = { email_id: mail.id, action: 'reject' }
      const answer = await app.call(reviewer, 'POST', '/v1/oversight/decide', body)
      if (answer.status === 200) mail.ended = true
      return
    }
    case 'cancel': {
      if (mail === undefined) return
      const answer = await app.call(agent, 'POST', `${path}/emails/${mail.id}/cancel`)
      if (answer.status === 200) mail.ended = true
      return
    }
    case 'edit': {
      if (mail === undefined) return
      const version = mail.version + 1
      const body = { subject: `${mail.name}-v${version}`, markdown: `${mail.name} version ${version}` }
      const answer = await app.call(agent, 'PATCH', `${path}/emails/${mail.id}/schedule`, body)
      if (answer.status === 200) mail.version = version
      return
    }
    case 'mode': {
      const operator = operatorOf(app.made.account.id, 0)
      await changeMailbox(app.context, operator, model.mailboxId, { mode: action.mode }, true)
      model.mode = action.mode
      return
    }
    case 'wait':
      app.context.clock.advance(action.ms)
      return
    case 'work':
      return app.drain()
    case 'crash':
      // A worker claims what is due and dies: nothing it did was recorded.
      await claimDeliveries(app.context, 10)
      app.context.clock.advance(app.context.config.lease * 1000 + 1)
  }
}

/** Whatever was released in this step had to be lawful in it; whatever went out had to be released. */
async function check(model: Model): Promise<void> {
  const now = app.context.clock.now()
  const { reader } = app.context.database
  const released = await reader
    .selectFrom('releases')
    .innerJoin('messages', 'messages.id', 'releases.message_id')
    .select(['releases.message_id', 'messages.subject'])
    .where('messages.mailbox_id', '=', model.mailboxId)
    .execute()
  for (const { message_id, subject } of released) {
    const mail = model.mails.find(({ id }) => id === message_id)
    if (mail === undefined || mail.released) continue
    expect(model.mayGo(mail, now), `${subject} was let go in ${model.mode}`).toBe(true)
    mail.released = true
  }
  for (const { subject, raw } of outside.taken.filter(({ subject: one }) =>
    one.startsWith(`${model.prefix}-`),
  )) {
    const mail = model.mails.find(({ name, version }) => subject === `${name}-v${version}`)
    expect(mail?.released, `${subject} went out`).toBe(true)
    expect(raw).toContain(`${mail?.name} version ${mail?.version}`)
  }
}

it('lets nothing go that the rules do not let go', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const prefix = `run${runs++}`
      const operator = operatorOf(app.made.account.id, 0)
      const mailbox = await createMailbox(app.context, operator, { address: prefix, displayName: null })
      const model = new Model(mailbox.id, prefix)
      for (const one of steps) {
        await run(model, one)
        await check(model)
      }
      await app.drain()
      await check(model)
      for (const { id } of model.mails) {
        const answer = await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)
        expect(answer.status).toBe(200)
      }
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 60) },
  )
  const verified = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log/verify')
  expect(verified.body.ok).toBe(true)
})
