/** The steps of autonomy: down at once, up only with the operator (contract §4). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMailbox } from '../../src/actions/manage-mailbox.ts'
import { MODES } from '../../src/core/oversight.ts'
import { operatorOf } from '../../src/store/access.ts'
import { noticesOf } from '../support/notices.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let id = ''
let count = 0

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_REVIEW_MAIL: 'off' } })
})
afterAll(() => app.stop())

beforeEach(async () => {
  app.context.clock.advance(2 * 3_600_000)
  id = await newMailbox()
})

async function newMailbox(): Promise<string> {
  const operator = operatorOf(app.made.account.id, 0)
  const given = { address: `ladder${count++}`, displayName: null }
  return (await createMailbox(app.context, operator, given, { by: 'terminal' })).id
}

const agent = (path: string, body: object) => app.call(app.made.keys.agent, 'POST', path, body)
const request = (mode: string, mailbox = id) =>
  agent(`/v1/mailboxes/${mailbox}/request-upgrade`, { target_mode: mode })
const apply = (code: string, mailbox = id) => agent(`/v1/mailboxes/${mailbox}/upgrade`, { code })
const patch = (mode: string) =>
  app.call(app.made.keys.admin, 'PATCH', `/v1/mailboxes/${id}`, { oversight_mode: mode })
const newestCode = async () => (await noticesOf(app)).find(({ kind }) => kind === 'code')?.code ?? ''

describe('down', () => {
  it('goes at once, by PATCH, and is recorded', async () => {
    for (const mode of ['gated_all', 'read_only']) expect((await patch(mode)).body.oversight_mode).toBe(mode)
    const path = `/v1/audit-log?mailbox_id=${id}&action=mailbox.mode_changed`
    const { body } = await app.call(app.made.keys.admin, 'GET', path)
    expect(body.entries).toMatchObject([
      { metadata: { from: 'gated_all', to: 'read_only' } },
      { metadata: { from: 'gated_send', to: 'gated_all' } },
    ])
  })
})

describe('up', () => {
  it('does not go by PATCH, for any pair of modes', async () => {
    await patch('read_only')
    for (const mode of MODES.slice(1)) {
      const answer = await patch(mode)
      expect(answer.status).toBe(403)
      expect(answer.body).toMatchObject({
        code: 'upgrade_required',
        fix: expect.stringContaining('request-upgrade'),
      })
    }
  })

  it('goes with the code that the operator got, once', async () => {
    const asked = await request('monitored')
    expect(asked.body).toMatchObject({ status: 'upgrade_requested' })
    const code = await newestCode()
    expect((await apply('222-222')).status).toBe(403)
    expect((await apply(code)).body).toEqual({ status: 'upgraded', oversight_mode: 'monitored' })
    expect((await apply(code)).status).toBe(404)
    const notice = (await noticesOf(app)).find(({ kind }) => kind === 'code')
    expect(notice?.text).toMatch(/from gated_send to monitored/)
    expect(notice?.text).toContain('you would get a copy of each mail')
  })

  it('is asked for at most three times an hour; the newest code counts', async () => {
    const codes: string[] = []
    for (const mode of ['monitored', 'monitored', 'autonomous']) {
      expect((await request(mode)).status).toBe(200)
      codes.push(await newestCode())
    }
    expect((await request('autonomous')).status).toBe(429)
    expect((await apply(codes[0] ?? '')).status).toBe(403)
    expect((await apply(codes[2] ?? '')).body.oversight_mode).toBe('autonomous')
  })

  it('does not go with the code of another mailbox', async () => {
    const other = await newMailbox()
    await request('autonomous', other)
    const code = await newestCode()
    expect((await apply(code)).status).toBe(404)
    await request('monitored')
    expect((await apply(code)).status).toBe(403)
  })

  it('is void when the mailbox was changed after it was asked for', async () => {
    await request('autonomous')
    const code = await newestCode()
    await patch('gated_all')
    expect((await apply(code)).status).toBe(404)
  })

  it('to what it has, or to less, is no upgrade', async () => {
    for (const mode of ['gated_send', 'read_only']) {
      const answer = await request(mode)
      expect(answer.status).toBe(400)
      expect(answer.body.details).toMatchObject([{ path: 'target_mode' }])
    }
  })

  it('lets nothing go that was held before', async () => {
    const path = `/v1/mailboxes/${id}/send`
    const sent = await agent(path, { to: 'ada@example.com', subject: 'Held', markdown: 'x' })
    await request('autonomous')
    await apply(await newestCode())
    app.context.clock.advance(3_600_000)
    await app.drain()
    const email = await app.call(app.made.keys.agent, 'GET', `/v1/emails/${sent.body.id}`)
    expect(email.body.status).toBe('pending_send_approval')
  })

  it('is not asked for by reviewers, readers or test keys', async () => {
    for (const key of [app.made.keys.reviewer, app.made.keys.test_agent]) {
      const path = `/v1/mailboxes/${id}/request-upgrade`
      expect((await app.call(key, 'POST', path, { target_mode: 'monitored' })).status).toBe(403)
    }
  })
})
