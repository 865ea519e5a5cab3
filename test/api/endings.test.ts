/** What ends a mail before it goes: its mailbox is ended, or its time is over (contract §4, §7). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeMailbox } from '../../src/actions/manage-mailbox.ts'
import { operatorOf } from '../../src/store/access.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let mailboxId = ''

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  mailboxId = app.made.mailbox.id
})
afterAll(() => app.stop())

const setMode = (mode: 'autonomous' | 'gated_send') =>
  changeMailbox(app.context, operatorOf(app.made.account.id, 0), mailboxId, { mode }, { by: 'terminal' })

const send = (body: object = {}) =>
  app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${mailboxId}/send`, {
    to: 'ada@example.com',
    subject: 'Hello',
    markdown: 'Hello **Ada**',
    ...body,
  })

describe('a decision after the time is over', () => {
  it('is too late, even before anybody noticed that it is', async () => {
    const { body } = await send()
    app.context.clock.advance(8 * 86_400_000)
    const late = await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: body.id,
      action: 'approve',
    })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ decision: 'expired' })
  })
})

describe('a mailbox that is ended', () => {
  it('lets nothing out that had not left it', async () => {
    const held = await send()
    await setMode('autonomous')
    const later = await send({
      subject: 'Later',
      send_at: new Date(app.context.clock.now() + 3_600_000).toISOString(),
    })
    const gone = await app.call(app.made.keys.admin, 'DELETE', `/v1/mailboxes/${mailboxId}`)
    expect(gone.status).toBe(200)
    app.context.clock.advance(7_200_000)
    await app.drain()
    const decided = await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: held.body.id,
      action: 'approve',
    })
    expect(decided.status).toBe(409)
    const { reader } = app.context.database
    const rows = await reader
      .selectFrom('messages')
      .select('state')
      .where('id', 'in', [String(held.body.id), String(later.body.id)])
      .execute()
    expect(rows).toEqual([{ state: 'cancelled' }, { state: 'cancelled' }])
    const releases = await reader
      .selectFrom('releases')
      .select('id')
      .where('message_id', 'in', [String(held.body.id), String(later.body.id)])
      .execute()
    expect(releases).toEqual([])
  })
})
