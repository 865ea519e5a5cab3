/**
 * An attacker holds a key that may send and tries to get a mail out of a gated mailbox: by deciding on it, with keys,
 * links, hashes and mails of others. One test for each way.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { OPERATOR } from '../../src/store/events.ts'
import { addKey } from '../../src/store/keys.ts'
import { EVIL, Gate } from '../support/gate.ts'

const GOOD = { to: ['ada@example.com'], subject: 'Good', markdown: 'kind words' }

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open()
})

beforeEach(() => gate.freshBox())

afterAll(() => gate.app.stop())

/** Expects that a decision is refused with this code. */
async function expectRefused(decision: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await decision.then(
    () => 'it was taken',
    (reason: unknown) => reason,
  )
  expect(error instanceof AppError ? error.code : error).toBe(code)
}

describe('deciding with a key that may send', () => {
  it('by every route that decides or shows what waits', async () => {
    const id = await gate.submit()
    const decision = { email_id: id, action: 'approve' }
    for (const key of [gate.agent, gate.insider]) {
      for (const [method, path, body] of [
        ['POST', '/v1/oversight/decide', decision],
        ['POST', '/v1/oversight/decide-batch', { decisions: [decision] }],
        ['POST', `/v1/emails/${id}/decide`, { decision: 'approve' }],
        ['GET', '/v1/oversight/pending', undefined],
        ['GET', `/v1/emails/pending?mailbox=${gate.box.id}`, undefined],
      ] as const)
        expect((await gate.call(key, method, path, body)).body.code, path).toBe('forbidden_scope')
    }
    await gate.expectNothingLeft()
  })

  it('with form fields', async () => {
    const id = await gate.submit()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const [path, body] of [
      ['/v1/oversight/decide', `email_id=${id}&action=approve`],
      [`/v1/emails/${id}/decide`, 'decision=approve'],
    ] as const)
      expect((await gate.call(gate.agent, 'POST', path, body, headers)).status).toBe(403)
    await gate.expectNothingLeft()
  })

  it('with two keys in one request', async () => {
    const id = await gate.submit()
    const body = { email_id: id, action: 'approve', api_key: gate.reviewer, scopes: ['oversight'] }
    const headers = { 'x-api-key': gate.agent, 'x-scopes': 'oversight' }
    expect((await gate.call(gate.agent, 'POST', '/v1/oversight/decide', body, headers)).status).toBe(403)
    await gate.expectNothingLeft()
  })

  it('with a key that was revoked', async () => {
    const { raw, key } = await gate.makeKey(['oversight'])
    const id = await gate.submit()
    await gate.app.context.database.write((writer) =>
      writer.db.updateTable('keys').set({ revoked_at: 1 }).where('id', '=', key.id).execute(),
    )
    expect((await gate.decide(id, 'approve', {}, raw)).status).toBe(401)
    await gate.expectNothingLeft()
  })

  it('sending with a key that was revoked', async () => {
    const { raw, key } = await gate.makeKey(['send'])
    await gate.app.context.database.write((writer) =>
      writer.db.updateTable('keys').set({ revoked_at: 1 }).where('id', '=', key.id).execute(),
    )
    expect((await gate.send({}, raw)).status).toBe(401)
    await gate.expectNothingLeft()
  })

  it('with its own key, which the operator made a reviewer after it had sent', async () => {
    const { raw, key } = await gate.makeKey(['read', 'send'])
    const id = await gate.submit({}, raw)
    const body = { scopes: ['read', 'oversight'] }
    const path = `/v1/keys/${key.id}`
    expect((await gate.call(gate.insider, 'PATCH', path, body)).status).toBe(202)
    const approval_code = await gate.newestCode()
    expect((await gate.call(gate.insider, 'PATCH', path, { ...body, approval_code })).status).toBe(200)
    for (const action of ['approve', 'reject'] as const)
      expect((await gate.decide(id, action, {}, raw)).body.code).toBe('own_mail')
    const edits = { subject: 'Not mine any more' }
    expect((await gate.decide(id, 'approve', { edits }, raw)).body.code).toBe('own_mail')
    const batch = { decisions: [{ email_id: id, action: 'approve' }] }
    const answer = await gate.call(raw, 'POST', '/v1/oversight/decide-batch', batch)
    expect(answer.body).toMatchObject({ decided: 0, failed: 1 })
    await gate.expectNothingLeft()
  })

  it('twice with one key, where two people must approve', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    expect((await gate.decide(id)).body.status).toBe('approved')
    for (const again of [gate.decide(id), gate.decide(id, 'approve', { reason: 'Again' })])
      expect((await again).body.code).toBe('already_decided')
    await gate.expectNothingLeft()
  })
})

describe('links of reviewers', () => {
  it('guessed', async () => {
    await gate.submit()
    for (const token of ['x', 'A'.repeat(43), '0'.repeat(64), '..%2f..', '%00', "' OR 1=1 --", '*']) {
      for (const method of ['POST', 'GET'] as const) {
        const path = `/v1/approve/${encodeURIComponent(token)}`
        const body = method === 'POST' ? { action: 'approve' } : undefined
        const answer = await gate.call(gate.agent, method, path, body)
        expect(answer.status, token).toBeGreaterThanOrEqual(400)
      }
    }
    await gate.expectNothingLeft()
  })

  it('the stored hash of a link, used as one', async () => {
    const id = await gate.submit()
    await gate.link(id)
    const { token_hash } = await gate.app.context.database.reader
      .selectFrom('review_links')
      .select('token_hash')
      .where('message_id', '=', id)
      .executeTakeFirstOrThrow()
    await expect(gate.decideByLink(token_hash)).rejects.toThrow('no such link')
    await gate.expectNothingLeft()
  })

  it('the link of another mail', async () => {
    const good = await gate.submit(GOOD)
    const token = await gate.link(good)
    const evil = await gate.submit()
    await expectRefused(gate.decideByLink(token, 'approve', evil), 'content_changed')
    expect((await gate.message(good)).state).toBe('held')
    await gate.expectNothingLeft()
  })

  it('the link of another mail with the very same content hash', async () => {
    const good = await gate.submit(GOOD)
    const token = await gate.link(good)
    const evil = await gate.submit()
    const { content_hash } = await gate.message(evil)
    await gate.app.context.database.write((writer) =>
      writer.db.updateTable('review_links').set({ content_hash }).where('message_id', '=', good).execute(),
    )
    await expectRefused(gate.decideByLink(token, 'approve', evil), 'not_found')
    await gate.expectNothingLeft()
  })

  it('a used link', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    const token = await gate.link(id)
    expect((await gate.decideByLink(token)).verdict).toBe('approved')
    await expectRefused(gate.decideByLink(token), 'link_used')
    const another = await gate.link(id)
    await expectRefused(gate.decideByLink(another), 'already_decided')
    await gate.expectNothingLeft()
  })

  it('an old link, after the content changed', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    const token = await gate.link(id, 'second@example.com')
    const edits = { markdown: 'evil words, now milder' }
    expect((await gate.decide(id, 'approve', { edits })).body).toMatchObject({ approvals_given: 1 })
    await expectRefused(gate.decideByLink(token), 'content_changed')
    await gate.expectNothingLeft()
  })

  it('an expired link', async () => {
    const id = await gate.submit()
    const token = await gate.link(id, undefined, 1_000)
    gate.app.context.clock.advance(1_000)
    await expectRefused(gate.decideByLink(token), 'link_expired')
    await gate.expectNothingLeft()
  })

  it('a link of somebody who is no reviewer any more', async () => {
    const id = await gate.submit()
    await expectRefused(gate.decideByLink(await gate.link(id, 'former@example.com')), 'link_expired')
    await gate.expectNothingLeft()
  })

  it('a link of an approval that was withdrawn by cancelling', async () => {
    const id = await gate.submit()
    const token = await gate.link(id)
    await gate.call(gate.agent, 'POST', `${gate.path}/emails/${id}/cancel`)
    await expectRefused(gate.decideByLink(token), 'already_decided')
    await gate.expectNothingLeft()
  })
})

describe('hashes of content', () => {
  it('of another mail', async () => {
    const good = await gate.message(await gate.submit(GOOD))
    const evil = await gate.submit()
    const answer = await gate.decide(evil, 'approve', { content_hash: good.content_hash })
    expect(answer).toMatchObject({ status: 409, body: { code: 'content_changed' } })
    await gate.expectNothingLeft()
  })

  it('of what it said before it was edited', async () => {
    const later = { send_at: gate.soon(60_000), gate_timing: 'schedule_first' }
    const id = await gate.submit({ ...GOOD, ...later })
    const { content_hash } = await gate.message(id)
    expect((await gate.edit(id, EVIL)).status).toBe(200)
    gate.app.context.clock.advance(60_000)
    await gate.app.drain()
    expect((await gate.decide(id, 'approve', { content_hash })).body.code).toBe('content_changed')
    const batch = { decisions: [{ email_id: id, action: 'approve', content_hash }] }
    const { body } = await gate.call(gate.reviewer, 'POST', '/v1/oversight/decide-batch', batch)
    expect(body).toMatchObject({ decided: 0, verdicts: [{ code: 'content_changed' }] })
    await gate.expectNothingLeft()
  })
})

describe('live and test', () => {
  it('a test key decides on live mail', async () => {
    const id = await gate.submit()
    const { test_reviewer } = gate.app.made.keys
    for (const action of ['approve', 'reject'] as const)
      expect((await gate.decide(id, action, {}, test_reviewer)).status).toBe(404)
    const short = await gate.call(test_reviewer, 'POST', `/v1/emails/${id}/decide`, { decision: 'approve' })
    expect(short.status).toBe(404)
    await gate.expectNothingLeft()
  })

  it('a live key decides on test mail', async () => {
    const id = await gate.submit({}, gate.app.made.keys.test_agent)
    expect((await gate.decide(id)).status).toBe(404)
    await gate.expectNothingLeft()
  })

  it('test mail that is lawfully approved never reaches the outside', async () => {
    const { test_agent, test_reviewer } = gate.app.made.keys
    const id = await gate.submit({}, test_agent)
    expect((await gate.decide(id, 'approve', {}, test_reviewer)).body.status).toBe('approved_and_sent')
    await gate.app.drain()
    expect((await gate.leaks()).mails).toEqual([])
    const rows = await gate.app.context.database.reader
      .selectFrom('deliveries')
      .select(['transport', 'state'])
      .where('message_id', '=', id)
      .execute()
    expect(rows).toEqual([{ transport: 'simulated', state: 'sent' }])
  })

  it('a live reply to a test mail, and a test reply to a live one', async () => {
    const raw = 'From: ada@example.com\r\nSubject: Hi\r\n\r\nHi'
    const [live, test] = [await gate.arrive(raw), await gate.arrive(raw, 1)]
    const body = { markdown: 'evil words' }
    const { test_agent } = gate.app.made.keys
    expect((await gate.call(gate.agent, 'POST', `${gate.path}/reply/${test}`, body)).status).toBe(404)
    expect((await gate.call(test_agent, 'POST', `${gate.path}/reply/${live}`, body)).status).toBe(404)
    await gate.expectNothingLeft()
  })
})

describe('mailboxes of others', () => {
  const strangers = async () => {
    const { database } = gate.app.context
    return database.write(async (writer) => {
      const account = { ...gate.app.made.account, id: writer.newId(), slug: `other${gate.count++}` }
      await insertAccount(writer, account)
      const maker = { accountId: account.id, actor: OPERATOR }
      const make = async (scopes: ('send' | 'oversight' | 'admin')[]) =>
        (await addKey(writer, maker, { name: scopes.join(), scopes, test: false, mailboxIds: null })).raw
      return { sender: await make(['send', 'admin']), reviewer: await make(['oversight', 'admin']) }
    })
  }

  it('a reviewer of another account decides', async () => {
    const { reviewer } = await strangers()
    const id = await gate.submit()
    expect((await gate.decide(id, 'approve', {}, reviewer)).status).toBe(404)
    await gate.expectNothingLeft()
  })

  it('a key of another account sends, raises and pauses', async () => {
    const { sender } = await strangers()
    expect((await gate.send({}, sender)).status).toBe(404)
    for (const [method, path, body] of [
      ['POST', 'request-upgrade', { target_mode: 'autonomous' }],
      ['POST', 'upgrade', { code: 'AAA-222' }],
      ['POST', 'allowlist', { entry: EVIL.to[0] }],
      ['POST', 'pause', { reason: 'Because' }],
      ['POST', 'resume', {}],
      ['PATCH', 'configure', { approvals_required: 1 }],
    ] as const)
      expect((await gate.call(sender, method, `${gate.path}/${path}`, body)).status, path).toBe(404)
    await gate.expectNothingLeft()
  })

  it('a reviewer limited to another mailbox decides', async () => {
    const id = await gate.submit()
    const gated = gate.box
    const other = await gate.freshBox()
    gate.box = gated
    const { raw } = await gate.makeKey(['oversight'], { mailboxIds: [other.id] })
    expect((await gate.decide(id, 'approve', {}, raw)).status).toBe(404)
    await gate.expectNothingLeft()
  })

  it('a deleted mailbox: it takes nothing, and what it had scheduled does not go by itself', async () => {
    const id = await gate.submit({ send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    await gate.set({ deleted_at: 1 })
    expect((await gate.send({ markdown: 'evil again' })).status).toBe(404)
    await gate.expectNothingLeft()
    expect(['held', 'parked', 'expired']).toContain((await gate.message(id)).state)
  })
})
