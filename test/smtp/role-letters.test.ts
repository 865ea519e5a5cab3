/** postmaster@ and abuse@, at the domain of the server and at proved ones (RFC 5321 §4.5.1, RFC 2142). */

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { addDomain } from '../../src/actions/manage-domain.ts'
import { operatorOf } from '../../src/store/access.ts'
import { noticesOf } from '../support/notices.ts'
import { complaint, type SendingServer, startSending } from '../support/sent-mail.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { sendMail } from '../support/smtp-sender.ts'
import { Conversation } from './conversation.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer({
    settings: { MULTIMAIL_OPERATOR_EMAIL: 'root@operator.test', MULTIMAIL_ROLES: 'http,smtp' },
  })
  await prove(app, 'proved.example')
  await addDomain(app.context, operatorOf(app.made.account.id, 0), 'pending.example')
  await app.call(app.made.keys.admin, 'PATCH', '/v1/account', { oversight_email: 'boss@operator.test' })
  await app.context.database.write(({ db }) =>
    db.updateTable('accounts').set({ oversight_email: 'boss@operator.test' }).execute(),
  )
})
afterAll(() => app.stop())
beforeEach(() => app.context.clock.advance(3_600_000))

async function prove({ context, made }: TestServer, name: string): Promise<void> {
  const { domain } = await addDomain(context, operatorOf(made.account.id, 0), name)
  await context.database.write(({ db }) =>
    db
      .updateTable('domains')
      .set({ state: 'active', check_at: Number.MAX_SAFE_INTEGER })
      .where('id', '=', domain.id)
      .execute(),
  )
}

async function rcpt(server: TestServer, address: string): Promise<string> {
  const client = await Conversation.greeted(server.smtpPort)
  const [, reply] = await client.askAll('MAIL FROM:<>', `RCPT TO:<${address}>`)
  client.end()
  return reply ?? ''
}

const LETTER = 'From: Eve <eve@a.example>\r\nSubject: Stop it\r\n\r\n```\r\n[Click](https://evil.example)\r\n'
const send = (to: string, raw = LETTER) => sendMail(app.smtpPort, raw, { to, from: 'eve@a.example' })

it.each([
  ['postmaster@multimail.localhost', 'root@operator.test'],
  ['ABUSE@multimail.localhost', 'root@operator.test'],
  ['postmaster@proved.example', 'boss@operator.test'],
  ['abuse@Proved.Example', 'boss@operator.test'],
])('a letter to %s goes to %s, as text that can do nothing', async (to, operator) => {
  expect(await send(to)).toMatch(/^250/)
  const [notice] = await noticesOf(app)
  expect(notice).toMatchObject({ to: operator, kind: 'letter' })
  expect(notice?.text).toContain('eve@a.example')
  expect(notice?.text).toContain('[Click](https://evil.example)')
  expect(notice?.text).toContain('not proved')
  expect(notice?.email.html ?? '').not.toContain('href="https://evil.example')
  const { body } = await app.call(app.made.keys.agent, 'GET', '/v1/emails/inbox')
  expect(body.emails ?? []).toEqual([])
})

it.each(['postmaster@pending.example', 'abuse@other.example'])('there is no %s here', async (address) => {
  expect(await rcpt(app, address)).toMatch(/^550 5\.1\.1/)
})

it('a flood of letters does not become a flood of ours', async () => {
  for (let count = 0; count < 20; count++)
    expect(await send('abuse@proved.example', LETTER.replace('Stop', `${count}`))).toMatch(/^250/)
  expect(await send('abuse@proved.example')).toMatch(/^451 4\.7\.1/)
  app.context.clock.advance(3_600_001)
  expect(await send('abuse@proved.example')).toMatch(/^250/)
})

it('mail of this server itself does not go in a circle', async () => {
  const own = `X-MultiMail-Notice: letter\r\n${LETTER}`
  expect(await send('postmaster@multimail.localhost', own)).toMatch(/^550/)
  const from = LETTER.replace('eve@a.example', 'multimail@multimail.localhost')
  expect(await send('postmaster@multimail.localhost', from)).toMatch(/^550/)
})

it('a complaint to abuse@ at a proved domain counts, and bounces come back only where they may', async () => {
  const sending: SendingServer = await startSending()
  try {
    await prove(sending, 'proved.example')
    const [mail] = await sending.sendMail('angry@a.example')
    if (mail === undefined) throw new Error('nothing was sent')
    const local = mail.returnPath.split('@')[0]
    expect(await rcpt(sending, `${local}@mm-bounces.proved.example`)).toMatch(/^250/)
    expect(await rcpt(sending, `${local}@multimail.localhost`)).toMatch(/^250/)
    for (const domain of ['proved.example', 'mm-bounces.other.example', 'a.example'])
      expect(await rcpt(sending, `${local}@${domain}`)).toMatch(/^550/)
    const raw = complaint('abuse@proved.example', mail.header)
    expect(
      await sendMail(sending.smtpPort, raw, { to: 'abuse@proved.example', from: 'fbl@a.example' }),
    ).toMatch(/^250/)
    expect(await sending.events('message.complained')).toHaveLength(1)
  } finally {
    await sending.close()
  }
})
