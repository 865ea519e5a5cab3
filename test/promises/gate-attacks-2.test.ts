/**
 * An attacker holds a key that may send and tries to get a mail out of a gated mailbox: by its content, by drafts,
 * and by changing what was approved. One test for each way; none gets a word or a recipient past the gate.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EVIL, Gate } from '../support/gate.ts'

const GOOD = { to: ['ada@example.com'], subject: 'Good', markdown: 'kind words' }

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open()
})

beforeEach(() => gate.freshBox())

afterAll(() => gate.app.stop())

/** Puts addresses on the allowlist, as the operator would. */
async function allow(...entries: string[]): Promise<void> {
  const { account } = gate.app.made
  await gate.app.context.database.write(async (writer) => {
    for (const entry of entries) {
      const row = { id: writer.newId(), account_id: account.id, mailbox_id: gate.box.id, entry }
      const made = { created_by: 'operator', created_at: writer.now, removed_at: null }
      await writer.db
        .insertInto('allowlist_entries')
        .values({ ...row, ...made })
        .execute()
    }
  })
}

describe('header injection', () => {
  const BREAKS = ['\r\n', '\n', '\r', '\u0000', '\u0085']

  it('in the recipients', async () => {
    for (const mark of BREAKS) {
      for (const to of [`ada@example.com${mark}Bcc: eve@evil.example`, `"A${mark}B" <ada@example.com>`])
        expect((await gate.send({ to: [to] })).status, JSON.stringify(to)).toBe(400)
    }
    await gate.expectNothingLeft()
  })

  it('a line break that only Unicode knows, in a name: it stays in the name', async () => {
    await allow('ada@example.com')
    await gate.submit({ ...GOOD, to: ['"A\u2028Bcc: eve@elsewhere.example" <ada@example.com>'] })
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('in the subject', async () => {
    for (const mark of BREAKS) {
      const answer = await gate.send({ subject: `Hello${mark}Bcc: eve@evil.example` })
      expect(answer.status, JSON.stringify(mark)).toBe(400)
      expect(JSON.stringify(answer.body.details)).toContain('subject')
    }
    await gate.expectNothingLeft()
  })

  it('in reply_to, cc and bcc', async () => {
    for (const field of ['reply_to', 'cc', 'bcc']) {
      const answer = await gate.send({ [field]: 'ada@example.com\r\nBcc: eve@evil.example' })
      expect(answer.status, field).toBe(400)
    }
    await gate.expectNothingLeft()
  })

  it('in the name and the type of an attachment', async () => {
    const content_base64 = 'aGVsbG8='
    for (const attachment of [
      { name: 'a\r\nBcc: eve@evil.example', content_base64 },
      { name: 'a.txt', content_type: 'text/plain\r\nBcc: eve@evil.example', content_base64 },
      { name: 'a.txt', content_type: 'text/plain; x="\r\n"', content_base64 },
    ])
      expect((await gate.send({ attachments: [attachment] })).status).toBe(400)
    await gate.expectNothingLeft()
  })

  it('in the name of the mailbox', async () => {
    for (const display_name of ['Agent\r\nBcc: eve@evil.example', 'Agent\u0000']) {
      const answer = await gate.call(gate.insider, 'PATCH', gate.path, { display_name })
      expect(answer.status).toBe(400)
    }
    await gate.submit()
    await gate.expectNothingLeft()
  })

  it('in a draft, which is sent then', async () => {
    for (const field of ['subject', 'to', 'reply_to']) {
      const body = { ...EVIL, [field]: 'ada@example.com\r\nBcc: eve@evil.example' }
      expect((await gate.call(gate.agent, 'POST', `${gate.path}/drafts`, body)).status, field).toBe(400)
    }
    await gate.expectNothingLeft()
  })
})

describe('names that look allowed', () => {
  const evil = 'eve@evil.example'

  beforeEach(() => allow('ada@example.com', '*@friends.example'))

  it('an allowed address as the display name of another', async () => {
    for (const to of [
      `"ada@example.com" <${evil}>`,
      `ada@example.com <${evil}>`,
      `"<ada@example.com>" <${evil}>`,
      { name: 'ada@example.com', address: evil },
      { name: '<ada@example.com>', address: evil },
      `"ada@example.com>, <x" <${evil}>`,
    ]) {
      const answer = await gate.send({ to: [to], markdown: JSON.stringify(to) })
      expect([202, 400], JSON.stringify(to)).toContain(answer.status)
    }
    await gate.expectNothingLeft()
  })

  it('two addresses where one is expected', async () => {
    for (const to of [
      `ada@example.com, ${evil}`,
      `ada@example.com <${evil}>`,
      `Friends: ada@example.com, ${evil};`,
      `ada@example.com (${evil})`,
      `<ada@example.com,${evil}>`,
      `<@evil.example:ada@example.com>, ${evil}`,
    ]) {
      const answer = await gate.send({ to, markdown: to })
      if (answer.status !== 202) continue
      const id = String(answer.body.id)
      const isLetGo = (await gate.message(id)).state === 'released'
      expect(isLetGo && (await recipientsOf(id)).includes(evil), to).toBe(false)
    }
    expect(JSON.stringify(await gate.leaks())).not.toContain(evil)
  })

  it('addresses that only resemble an entry', async () => {
    for (const to of [
      'ada@example.com.evil.example',
      'ada@xexample.com',
      'аda@example.com',
      'ada@ехample.com',
      'bob@sub.friends.example',
      'bob@friends.example.evil.example',
      'bob@evil.example@friends.example',
      '"bob@friends.example"@evil.example',
      'bob%friends.example@evil.example',
      'ada+x@example.com',
    ]) {
      const answer = await gate.send({ to: [to], markdown: to })
      expect([202, 400], to).toContain(answer.status)
    }
    await gate.expectNothingLeft()
  })

  it('an outsider in Cc', async () => {
    await gate.submit({ to: ['ada@example.com'], cc: [evil] })
    await gate.expectNothingLeft()
  })

  it('an outsider in Bcc', async () => {
    await gate.submit({ to: ['ada@example.com'], bcc: [evil] })
    await gate.expectNothingLeft()
  })

  it('an outsider whom the mailbox itself adds', async () => {
    for (const field of ['auto_cc', 'auto_bcc']) {
      await gate.set({ auto_cc: null, auto_bcc: null, [field]: 'archive@outside.example' })
      await gate.submit({ to: ['ada@example.com'], markdown: field })
    }
    await gate.expectNothingLeft()
  })

  it('an allowed recipient under gated_all, where the list does not count', async () => {
    await gate.setMode('gated_all')
    await gate.submit({ to: ['ada@example.com'] })
    await gate.expectNothingLeft()
  })

  it('an allowed recipient of a mail that is edited when it is scheduled', async () => {
    const id = await gate.submit({ ...GOOD, send_at: gate.soon(60_000) })
    expect(await gate.status(id)).toBe('scheduled')
    expect((await gate.edit(id, { bcc: [evil] })).status).toBe(200)
    await gate.expectNothingLeft()
  })

  it('an allowed recipient who is taken off before the mail is due', async () => {
    const id = await gate.submit({ ...GOOD, send_at: gate.soon(60_000) })
    const { body } = await gate.call(gate.reviewer, 'GET', `${gate.path}/allowlist`)
    for (const { id: entry } of body.entries as unknown as { id: string }[])
      await gate.call(gate.reviewer, 'DELETE', `${gate.path}/allowlist/${entry}`)
    await gate.expectNothingLeft()
    expect(await gate.status(id)).toMatch(/rejected|pending_send_approval/)
  })

  it('a reply that goes to whom the mail says, not to whom it came from', async () => {
    const raw = `From: ada@example.com\r\nReply-To: ${evil}\r\nSubject: Hi\r\n\r\nHi`
    const id = await gate.arrive(raw)
    await gate.call(gate.agent, 'POST', `${gate.path}/reply/${id}`, { markdown: 'evil words' })
    await gate.expectNothingLeft()
  })
})

const recipientsOf = async (id: string) =>
  (
    await gate.app.context.database.reader
      .selectFrom('recipients')
      .select('address')
      .where('message_id', '=', id)
      .execute()
  ).map(({ address }) => address)

describe('drafts', () => {
  const draft = async (body: object) => {
    const answer = await gate.call(gate.agent, 'POST', `${gate.path}/drafts`, body)
    expect(answer.status).toBe(201)
    return `${gate.path}/drafts/${answer.body.id}`
  }

  it('a draft that is sent', async () => {
    const path = await draft(EVIL)
    expect((await gate.call(gate.agent, 'POST', `${path}/send`)).status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('a draft that was never sent, and says it was approved', async () => {
    await draft({ ...EVIL, status: 'approved', state: 'released', send_at: gate.soon(1), approved_by: 'me' })
    await gate.expectNothingLeft()
  })

  it('a draft that changes after the mail it became was approved', async () => {
    const path = await draft(GOOD)
    const { body } = await gate.call(gate.agent, 'POST', `${path}/send`, { send_at: gate.soon(60_000) })
    expect((await gate.decide(String(body.id))).body.status).toBe('approved')
    const changed = await gate.call(gate.agent, 'PATCH', path, EVIL)
    expect(changed).toMatchObject({ status: 409, body: { code: 'conflict' } })
    const again = await gate.call(gate.agent, 'POST', `${path}/send`, EVIL)
    expect(again).toMatchObject({ status: 200, body: { id: body.id, status: 'already_sent' } })
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('a draft that is changed and sent in the same moment', async () => {
    const path = await draft(GOOD)
    await Promise.all([
      gate.call(gate.agent, 'POST', `${path}/send`),
      gate.call(gate.agent, 'PATCH', path, EVIL),
      gate.call(gate.agent, 'POST', `${path}/send`),
      gate.call(gate.agent, 'PATCH', path, EVIL),
    ])
    await gate.expectNothingLeft()
  })
})

describe('changing what was approved', () => {
  const approved = async (body: object = {}) => {
    const id = await gate.submit({ ...GOOD, send_at: gate.soon(60_000), ...body })
    expect((await gate.decide(id)).body.status).toBe('approved')
    return id
  }

  it('its content', async () => {
    const id = await approved()
    for (const edit of [{ markdown: 'evil words' }, { subject: 'Evil' }, { ...EVIL, send_at: gate.soon(1) }])
      expect((await gate.edit(id, edit)).body.code).toBe('already_approved')
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('its recipients', async () => {
    const id = await approved()
    for (const field of ['to', 'cc', 'bcc'])
      expect((await gate.edit(id, { [field]: EVIL.to })).body.code).toBe('already_approved')
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('nothing but its time, with fields that are not edits', async () => {
    const id = await approved()
    const body = { send_at: gate.soon(1), attachments: [], from: 'eve@evil.example', mode: 'autonomous' }
    expect((await gate.edit(id, body)).status).toBe(200)
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('while it waits at the gate', async () => {
    const id = await gate.submit(GOOD)
    expect((await gate.edit(id, EVIL)).body.code).toBe('not_editable')
    expect((await gate.decide(id)).status).toBe(200)
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('between the first approval and the second', async () => {
    await gate.set({ approvals_required: 2 })
    const second = (await gate.makeKey(['oversight'])).raw
    const id = await gate.submit(GOOD)
    expect((await gate.decide(id)).body).toMatchObject({ status: 'approved', approvals_given: 1 })
    expect((await gate.edit(id, EVIL)).body.code).toBe('not_editable')
    expect((await gate.decide(id, 'approve', {}, second)).body.status).toBe('approved_and_sent')
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('in the same moment in which it is approved', async () => {
    const id = await gate.submit({ ...GOOD, send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    gate.app.context.clock.advance(60_000)
    await Promise.all([gate.edit(id, EVIL), gate.app.drain(), gate.edit(id, EVIL)])
    const { content_hash } = await gate.message(id)
    await gate.expectNothingLeft()
    expect((await gate.message(id)).content_hash).toBe(content_hash)
  })

  it('to drop the copies that the mailbox always adds', async () => {
    await gate.set({ auto_bcc: 'archive@example.org', auto_cc: 'boss@example.org' })
    const id = await gate.submit({ ...GOOD, send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    for (const edit of [{ bcc: [], cc: [] }, { bcc: ['bob@example.com'] }, { cc: ['bob@example.com'] }])
      expect((await gate.edit(id, { ...edit, markdown: `evil ${JSON.stringify(edit)}` })).status).toBe(200)
    expect(await recipientsOf(id)).toEqual(
      expect.arrayContaining(['archive@example.org', 'boss@example.org']),
    )
    await gate.expectNothingLeft()
  })
})
