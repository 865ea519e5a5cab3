/** A gated mailbox, keys around it, and what an attacker and an honest reviewer can do at it. */

import { Readable } from 'node:stream'
import { expect } from 'vitest'
import { decideMessage } from '../../src/actions/decide-message.ts'
import { receiveMessage } from '../../src/actions/receive-message.ts'
import type { Mode } from '../../src/core/oversight.ts'
import type { Scope } from '../../src/core/scopes.ts'
import { operatorOf, reviewerOf } from '../../src/store/access.ts'
import { OPERATOR } from '../../src/store/events.ts'
import { addKey } from '../../src/store/keys.ts'
import { insertMailbox, type Mailbox, newMailbox, updateMailbox } from '../../src/store/mailboxes.ts'
import { findMessage } from '../../src/store/messages.ts'
import { findReviewLink, makeReviewLink } from '../../src/store/review-links.ts'
import { Outside, TO_OUTSIDE } from './outside.ts'
import { type Answer, startTestServer, type TestServer } from './server.ts'

export const DAY = 86_400_000

/** A mail that an attacker wants out. */
export const EVIL = { to: ['eve@evil.example'], subject: 'Evil', markdown: 'evil words' }

export class Gate {
  readonly app: TestServer
  readonly outside: Outside
  /** The mailbox of the present test. */
  box: Mailbox
  /** `read` and `send`: what an agent has. */
  readonly agent: string
  /** `read`, `send` and `admin`, without the operator's codes. */
  insider = ''
  readonly reviewer: string
  count = 0

  constructor(app: TestServer, outside: Outside) {
    this.app = app
    this.outside = outside
    this.box = app.made.mailbox
    this.agent = app.made.keys.agent
    this.reviewer = app.made.keys.reviewer
  }

  static async open(settings: Record<string, string> = {}): Promise<Gate> {
    const outside = new Outside()
    const app = await startTestServer({ transport: outside, settings: { ...TO_OUTSIDE, ...settings } })
    const gate = new Gate(app, outside)
    gate.insider = (await gate.makeKey(['read', 'send', 'admin'])).raw
    return gate
  }

  get path() {
    return `/v1/mailboxes/${this.box.id}`
  }

  /** Makes a mailbox for the present test. */
  async freshBox(changes: Partial<Mailbox> = {}): Promise<Mailbox> {
    this.box = await this.app.context.database.write(async (writer) => {
      const given = { accountId: this.app.made.account.id, displayName: null, approvalTtl: 3_600 }
      const mailbox = { ...newMailbox(writer, { ...given, address: this.freshAddress() }), ...changes }
      await insertMailbox(writer, mailbox)
      return mailbox
    })
    return this.box
  }

  freshAddress = () => `box${this.count++}@multimail.localhost`

  makeKey(scopes: readonly Scope[], limits: { test?: boolean; mailboxIds?: string[]; name?: string } = {}) {
    const { test = false, mailboxIds = null, name = `key ${this.count++}` } = limits
    const maker = { accountId: this.app.made.account.id, actor: OPERATOR }
    return this.app.context.database.write((writer) =>
      addKey(writer, maker, { name, scopes, test, mailboxIds }),
    )
  }

  /** Changes the mailbox past all rules, as the operator could. */
  set(changes: Partial<Mailbox>): Promise<void> {
    return this.app.context.database.write((writer) => updateMailbox(writer, this.box.id, changes))
  }

  setMode = (mode: Mode) => this.set({ mode })

  call(key: string, method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    return this.app.call(key, method, path, body, headers)
  }

  send(body: object = {}, key = this.agent): Promise<Answer> {
    return this.call(key, 'POST', `${this.path}/send`, { ...EVIL, ...body })
  }

  /** Sends and gives the id; the mail must have been taken. */
  async submit(body: object = {}, key = this.agent): Promise<string> {
    const answer = await this.send(body, key)
    expect(answer.body).toMatchObject({ status: 'pending_scan' })
    return String(answer.body.id)
  }

  edit(id: string, body: object, key = this.agent): Promise<Answer> {
    return this.call(key, 'PATCH', `${this.path}/emails/${id}/schedule`, body)
  }

  decide(id: string, action: 'approve' | 'reject' = 'approve', more: object = {}, key = this.reviewer) {
    return this.call(key, 'POST', '/v1/oversight/decide', { email_id: id, action, ...more })
  }

  /** In so many ms, as clients write it. */
  soon = (ms: number) => new Date(this.app.context.clock.now() + ms).toISOString()

  async message(id: string) {
    const message = await findMessage(this.app.context.database.reader, id)
    if (message === undefined) throw new Error(`there is no mail ${id}`)
    return message
  }

  async status(id: string): Promise<string> {
    const answer = await this.call(this.insider, 'GET', `/v1/emails/${id}`)
    return String(answer.body.status)
  }

  /** Lets a mail come in, by the door that SMTP uses. */
  async arrive(raw: string, test = 0): Promise<string> {
    const recipients = [this.box.address]
    const stream = Readable.from([Buffer.from(raw)])
    const [id] = await receiveMessage(this.app.context, {
      envelopeFrom: 'ada@example.com',
      recipients,
      stream,
      test,
    })
    return String(id)
  }

  /** A link as a reviewer gets it by mail: its token. */
  async link(id: string, reviewer = this.app.made.account.oversight_email, ttl = DAY): Promise<string> {
    const { account_id, content_hash } = await this.message(id)
    return this.app.context.database.write((writer) =>
      makeReviewLink(writer, {
        account_id,
        message_id: id,
        content_hash,
        reviewer,
        expires_at: writer.now + ttl,
      }),
    )
  }

  /** Decides by a token as the page does; on `id`, or on the mail the link is about. */
  async decideByLink(token: string, action: 'approve' | 'reject' = 'approve', id: string | null = null) {
    const { context } = this.app
    const link = await findReviewLink(context.database.reader, token)
    if (link === undefined) throw new Error('no such link')
    const principal = reviewerOf(link, await this.message(link.message_id))
    const emailId = id ?? link.message_id
    return decideMessage(context, principal, {
      emailId,
      action,
      reason: null,
      contentHash: null,
      method: 'link',
      link,
    })
  }

  get operator() {
    return operatorOf(this.app.made.account.id, 0)
  }

  /** The newest code that was mailed to the operator. */
  async newestCode(): Promise<string> {
    await this.app.drain()
    const notices = this.outside.noticesTo(this.app.made.account.oversight_email)
    const codes = notices.flatMap((raw) => raw.match(/\b[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}\b/g) ?? [])
    return codes.at(-1) ?? ''
  }

  /** Outbound permits and deliveries of the mailbox, and what the outside got from it. */
  async leaks() {
    const { reader } = this.app.context.database
    const permits = await reader
      .selectFrom('releases')
      .innerJoin('messages', 'messages.id', 'releases.message_id')
      .select(['messages.subject', 'releases.basis', 'messages.preview'])
      .where('messages.mailbox_id', '=', this.box.id)
      .where('messages.direction', '=', 'outbound')
      .execute()
    const deliveries = await reader
      .selectFrom('deliveries')
      .innerJoin('messages', 'messages.id', 'deliveries.message_id')
      .select(['messages.subject', 'deliveries.recipient'])
      .where('messages.mailbox_id', '=', this.box.id)
      .execute()
    const mails = this.outside.taken.filter(({ from }) => from === this.box.address)
    return { permits, deliveries, mails }
  }

  /** Lets everything happen that can happen, now and in two days, and expects that no mail left. */
  async expectNothingLeft(): Promise<void> {
    await this.app.drain()
    this.app.context.clock.advance(2 * DAY)
    await this.app.drain()
    expect(await this.leaks()).toEqual({ permits: [], deliveries: [], mails: [] })
    const captured = await this.app.context.database.reader
      .selectFrom('captured')
      .select('id')
      .where('envelope_from', '=', this.box.address)
      .execute()
    expect(captured).toEqual([])
  }

  /** The same, but one mail may leave: the one to these people with these words and no others. */
  async expectOnly(words: string, recipients: readonly string[]): Promise<void> {
    await this.app.drain()
    this.app.context.clock.advance(2 * DAY)
    await this.app.drain()
    const { permits, deliveries, mails } = await this.leaks()
    expect(permits).toHaveLength(1)
    expect(deliveries.map(({ recipient }) => recipient).sort()).toEqual([...recipients].sort())
    expect(mails.flatMap((mail) => mail.recipients).sort()).toEqual([...recipients].sort())
    for (const { raw } of mails) {
      expect(raw).toContain(words)
      expect(raw).not.toMatch(/evil words|^Subject: Evil/im)
    }
  }

  /** Expects that the audit trail of the account is whole. */
  async expectWholeTrail(): Promise<void> {
    const { body } = await this.call(this.app.made.keys.admin, 'GET', '/v1/audit-log/verify')
    expect(body.ok).toBe(true)
  }
}
