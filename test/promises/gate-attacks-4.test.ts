/**
 * An attacker holds a key with `read`, `send` and `admin`, but not the operator's codes, and tries to get a mail out
 * of a gated mailbox: by changing the gate. One test for each way.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EVIL, Gate } from '../support/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open()
})

beforeEach(() => gate.freshBox())

afterAll(() => gate.app.stop())

const as = (method: string, path: string, body?: unknown) => gate.call(gate.insider, method, path, body)
const post = (path: string, body?: unknown) => as('POST', path, body)
const patch = (path: string, body?: unknown) => as('PATCH', path, body)

/** Sends with the insider's key and expects that it is held and stays here. */
async function expectGated(): Promise<void> {
  const id = await gate.submit({}, gate.insider)
  expect(await gate.status(id)).toBe('pending_send_approval')
  await gate.expectNothingLeft()
}

describe('raising the mode', () => {
  it('by PATCH, on both paths, alone and among other changes', async () => {
    for (const path of [gate.path, `${gate.path}/configure`]) {
      for (const oversight_mode of ['monitored', 'autonomous']) {
        for (const more of [
          {},
          { display_name: 'x' },
          { approval_code: 'AAA-222' },
          { auto_cc: 'a@b.example' },
        ])
          expect((await patch(path, { oversight_mode, ...more })).body.code).toBe('upgrade_required')
      }
      for (const odd of [{ mode: 'autonomous' }, { 'oversight_mode ': 'autonomous' }, { policy: 'release' }])
        expect((await patch(path, odd)).status).toBe(200)
      for (const oversight_mode of ['AUTONOMOUS', ['autonomous'], 4, '', null, 'none'])
        expect((await patch(path, { oversight_mode })).status, String(oversight_mode)).toBe(400)
    }
    await expectGated()
  })

  it('down and up again', async () => {
    expect((await patch(gate.path, { oversight_mode: 'read_only' })).status).toBe(200)
    const up = await patch(gate.path, { oversight_mode: 'gated_send' })
    expect(up.body.code).toBe('upgrade_required')
    expect((await gate.send({}, gate.insider)).body.code).toBe('read_only')
    await gate.expectNothingLeft()
  })

  it('by upgrade, without having asked', async () => {
    for (const code of ['AAA-222', '-', '000000', ' '])
      expect((await post(`${gate.path}/upgrade`, { code })).body.code, code).toBe('no_pending_approval')
    for (const body of [{}, { code: '' }, { code: null }, { code: [] }, { target_mode: 'autonomous' }])
      expect((await post(`${gate.path}/upgrade`, body)).status).toBe(400)
    await expectGated()
  })

  it('by upgrade, before any code was made', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    for (const code of ['-', '---', ' ', 'null'])
      expect((await post(`${gate.path}/upgrade`, { code })).body.code, code).toBe('wrong_code')
    await expectGated()
  })

  it('by guessing: five wrong codes, and then even the right one is dead', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const right = await gate.newestCode()
    const guesses = Array.from({ length: 5 }, (_, index) => `AAA-AA${index + 2}`)
    const answers = await Promise.all(guesses.map((code) => post(`${gate.path}/upgrade`, { code })))
    expect(answers.map(({ body }) => body.code)).toEqual(guesses.map(() => 'wrong_code'))
    expect((await post(`${gate.path}/upgrade`, { code: right })).body.code).toBe('no_pending_approval')
    await expectGated()
  })

  it('by guessing fifty at once', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    await gate.newestCode()
    const guesses = Array.from({ length: 50 }, (_, index) => `AA${index + 10}AA`)
    const answers = await Promise.all(guesses.map((code) => post(`${gate.path}/upgrade`, { code })))
    expect(answers.filter(({ body }) => String(body.code) === 'wrong_code')).toHaveLength(5)
    expect(answers.filter(({ body }) => String(body.code) === 'no_pending_approval')).toHaveLength(45)
    await expectGated()
  })

  it('with the code of another mailbox', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const gated = gate.box
    await gate.freshBox()
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const code = await gate.newestCode()
    gate.box = gated
    expect((await post(`${gate.path}/upgrade`, { code })).body.code).toBe('wrong_code')
    await expectGated()
  })

  it('with a code that was for less, asked again for more', async () => {
    await gate.setMode('gated_all')
    await post(`${gate.path}/request-upgrade`, { target_mode: 'gated_send' })
    const code = await gate.newestCode()
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    await gate.app.drain()
    expect((await post(`${gate.path}/upgrade`, { code })).body.code).toBe('wrong_code')
    await expectGated()
  })

  it('with a code that was used before, after the operator lowered the mode again', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const code = await gate.newestCode()
    expect((await post(`${gate.path}/upgrade`, { code })).body.status).toBe('upgraded')
    await patch(gate.path, { oversight_mode: 'gated_send' })
    expect((await post(`${gate.path}/upgrade`, { code })).body.code).toBe('no_pending_approval')
    await expectGated()
  })

  it('with a code that was mailed before the mode was lowered', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const code = await gate.newestCode()
    await patch(gate.path, { oversight_mode: 'gated_all' })
    expect((await post(`${gate.path}/upgrade`, { code })).body.code).toBe('no_pending_approval')
    await expectGated()
  })

  it('with a code that is older than a day', async () => {
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const code = await gate.newestCode()
    gate.app.context.clock.advance(24 * 3_600_000)
    expect((await post(`${gate.path}/upgrade`, { code })).body.code).toBe('no_pending_approval')
    await expectGated()
  })

  it('by asking so often that somebody gives in: three an hour', async () => {
    const answers = []
    for (const target_mode of ['monitored', 'autonomous', 'monitored', 'autonomous', 'monitored'])
      answers.push(await post(`${gate.path}/request-upgrade`, { target_mode }))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    await expectGated()
  })

  it('what was held before a lawful upgrade stays held', async () => {
    const id = await gate.submit()
    await post(`${gate.path}/request-upgrade`, { target_mode: 'autonomous' })
    const code = await gate.newestCode()
    expect((await post(`${gate.path}/upgrade`, { code })).status).toBe(200)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })
})

describe('lowering what an approval takes', () => {
  it('approvals_required down, without and with a made-up code', async () => {
    await gate.set({ approvals_required: 2 })
    const id = await gate.submit()
    await gate.decide(id)
    expect((await patch(gate.path, { approvals_required: 1 })).status).toBe(202)
    const invented = { approvals_required: 1, approval_code: 'AAA-222' }
    expect((await patch(gate.path, invented)).body.code).toMatch(/wrong_code|no_pending_approval/)
    for (const approvals_required of [0, -1, 0.5, null, '0'])
      expect((await patch(gate.path, { approvals_required })).status, String(approvals_required)).toBe(400)
    await gate.expectNothingLeft()
  })

  it('a code for one change, used for another', async () => {
    await gate.set({ approvals_required: 3 })
    expect((await patch(gate.path, { auto_bcc: 'archive@example.org' })).status).toBe(202)
    const approval_code = await gate.newestCode()
    for (const change of [
      { approvals_required: 1 },
      { auto_bcc: 'archive@example.org', approvals_required: 1 },
    ])
      expect((await patch(gate.path, { ...change, approval_code })).body.code).toBe('no_pending_approval')
    const id = await gate.submit()
    expect((await gate.decide(id)).body.approvals_required).toBe(3)
    await gate.expectNothingLeft()
  })

  it('on_expiry: approve', async () => {
    for (const on_expiry of ['approve', 'release', 'send', null])
      expect((await patch(gate.path, { on_expiry })).status, String(on_expiry)).toBe(400)
    await expectGated()
  })

  it('a time to live that is over at once, or never', async () => {
    for (const approval_ttl_seconds of [0, -1, 1, 1e12, 'x'])
      expect((await patch(gate.path, { approval_ttl_seconds })).status).toBe(400)
    expect((await patch(gate.path, { approval_ttl_seconds: 60 })).status).toBe(200)
    await expectGated()
  })
})

describe('the allowlist', () => {
  it('an entry without a code, or with an invented one', async () => {
    const path = `${gate.path}/allowlist`
    expect((await post(path, { entry: EVIL.to[0] })).status).toBe(202)
    expect((await post(path, { entry: EVIL.to[0], approval_code: 'AAA-222' })).body.code).toBe('wrong_code')
    for (const entry of ['*@*', '*', '@', '*@example', '*@', '', 'eve', '*@evil.example, *@example.com'])
      expect((await post(path, { entry })).status, entry).toBe(400)
    await expectGated()
  })

  it('the code for one entry, used for another, and for another mailbox', async () => {
    await post(`${gate.path}/allowlist`, { entry: 'ada@example.com' })
    const approval_code = await gate.newestCode()
    for (const entry of [EVIL.to[0], '*@example.com', '*@evil.example']) {
      const answer = await post(`${gate.path}/allowlist`, { entry, approval_code })
      expect(answer.body.code).toBe('no_pending_approval')
    }
    await gate.freshBox()
    const elsewhere = await post(`${gate.path}/allowlist`, { entry: 'ada@example.com', approval_code })
    expect(elsewhere.body.code).toBe('no_pending_approval')
    await gate.submit({ to: ['ada@example.com'] })
    await gate.expectNothingLeft()
  })

  it('a contact with the same address', async () => {
    await gate.call(gate.agent, 'POST', '/v1/contacts', {
      name: 'Eve',
      email: EVIL.to[0],
      tags: ['allowlist'],
    })
    await expectGated()
  })
})

describe('keys and people', () => {
  it('a key with both scopes, made or changed to', async () => {
    const both = ['send', 'oversight']
    expect((await post('/v1/keys', { name: 'both', scopes: both })).body.code).toBe('scope_conflict')
    const { key } = await gate.makeKey(['send'])
    const answer = await patch(`/v1/keys/${key.id}`, { scopes: ['read', ...both] })
    expect(answer.body.code).toBe('scope_conflict')
    await expectGated()
  })

  it('a key that may decide, without a code', async () => {
    const wanted = { name: 'mine', scopes: ['oversight'] }
    const answer = await post('/v1/keys', wanted)
    expect(answer.status).toBe(202)
    expect(JSON.stringify(answer.body)).not.toMatch(/mm_live_|"id"/)
    expect((await post('/v1/keys', { ...wanted, approval_code: 'AAA-222' })).body.code).toBe('wrong_code')
    const { key, raw } = await gate.makeKey(['read'])
    const changed = await patch(`/v1/keys/${key.id}`, { scopes: ['read', 'oversight'] })
    expect(changed.status).toBe(202)
    const id = await gate.submit()
    expect((await gate.decide(id, 'approve', {}, raw)).body.code).toBe('forbidden_scope')
    await gate.expectNothingLeft()
  })

  it('the code for a harmless key, used for one that may decide', async () => {
    await post('/v1/keys', { name: 'harmless', scopes: ['read'] })
    const approval_code = await gate.newestCode()
    for (const body of [
      { name: 'harmless', scopes: ['read', 'oversight'] },
      { name: 'harmless', scopes: ['oversight'] },
    ])
      expect((await post('/v1/keys', { ...body, approval_code })).body.code).toBe('no_pending_approval')
    await expectGated()
  })

  it('itself as a reviewer, or as the oversight address', async () => {
    expect((await post('/v1/reviewers', { address: 'eve@evil.example' })).status).toBe(202)
    expect((await patch('/v1/account', { oversight_email: 'eve@evil.example' })).status).toBe(202)
    await gate.submit()
    await gate.app.drain()
    expect(gate.outside.noticesTo('eve@evil.example')).toEqual([])
    await gate.expectNothingLeft()
  })

  it('a standing approval for itself', async () => {
    const { body } = await as('GET', '/v1/keys')
    for (const { id } of body.keys as unknown as { id: string }[]) {
      const answer = await post(`/v1/keys/${id}/standing-approvals`, {
        action: 'allowlist.add',
        host: 'evil.example',
      })
      expect([202, 409, 429]).toContain(answer.status)
    }
    expect((await post(`${gate.path}/allowlist`, { entry: EVIL.to[0] })).status).toBe(202)
    await expectGated()
  })

  it('a mailbox it makes itself', async () => {
    const wanted = { address_local: `own${gate.count++}`, oversight_mode: 'autonomous' }
    expect((await post('/v1/mailboxes', wanted)).status).toBe(202)
    const approval_code = await gate.newestCode()
    const made = await post('/v1/mailboxes', { ...wanted, approval_code })
    expect(made).toMatchObject({ status: 201, body: { oversight_mode: 'gated_send' } })
    const box = await gate.app.context.database.reader
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', String(made.body.id))
      .executeTakeFirstOrThrow()
    gate.box = box
    await expectGated()
  })

  it('a test key with admin, which changes what live mail depends on', async () => {
    const { raw } = await gate.makeKey(['send', 'admin'], { test: true })
    for (const [method, path, body] of [
      ['PATCH', gate.path, { oversight_mode: 'read_only' }],
      ['PATCH', gate.path, { approvals_required: 1 }],
      ['POST', `${gate.path}/allowlist`, { entry: EVIL.to[0] }],
      ['POST', `${gate.path}/request-upgrade`, { target_mode: 'autonomous' }],
      ['POST', `${gate.path}/upgrade`, { code: 'AAA-222' }],
      ['POST', `${gate.path}/resume`, {}],
      ['POST', '/v1/account/resume', {}],
      ['POST', '/v1/reviewers', { address: 'eve@evil.example' }],
      ['POST', '/v1/keys', { name: 'x', scopes: ['oversight'] }],
      ['PATCH', '/v1/account', { oversight_email: 'eve@evil.example' }],
    ] as const)
      expect((await gate.call(raw, method, path, body)).body.code, path).toBe('live_key_only')
    await expectGated()
  })
})

describe('pausing', () => {
  it('resuming what the operator paused lets nothing held go', async () => {
    const id = await gate.submit()
    await post(`${gate.path}/pause`, { reason: 'Stop' })
    await post('/v1/account/pause', { reason: 'Stop all' })
    expect((await gate.decide(id)).body.code).toBe('paused')
    await post('/v1/account/resume', {})
    expect((await gate.decide(id)).body.code).toBe('paused')
    await post(`${gate.path}/resume`, {})
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })

  it('pausing and resuming with a key that may only send', async () => {
    for (const path of [gate.path, '/v1/account'])
      for (const what of ['pause', 'resume'])
        expect((await gate.call(gate.agent, 'POST', `${path}/${what}`, { reason: 'x' })).status).toBe(403)
    await expectGated()
  })

  it('what a free mailbox takes while it is paused is held, and stays held', async () => {
    await gate.setMode('autonomous')
    await post(`${gate.path}/pause`, { reason: 'Stop' })
    const id = await gate.submit()
    await post(`${gate.path}/resume`, {})
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })
})

it('leaves a trail of all of it that is whole', () => gate.expectWholeTrail())
