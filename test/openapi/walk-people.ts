/** The part of the walk that is about people at the console, and about programs that sign in by OAuth. */

import { TOTP } from 'otpauth'
import { Browser, codeFor, cookieOf, operatorEmail, PAGE } from '../support/console.ts'
import { type Desk, id } from './walk-mail.ts'

/** What a browser makes of a passkey; only a real one can make it. */
const PASSKEY = {
  id: 'bm90IGEgcmVhbCBjcmVkZW50aWFs',
  rawId: 'bm90IGEgcmVhbCBjcmVkZW50aWFs',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
  clientExtensionResults: {},
}

export async function visitPeople(desk: Desk): Promise<void> {
  const { app, recorder } = desk
  const email = await operatorEmail(app)
  await recorder.call('post_session_code', { key: null, body: { email }, headers: PAGE })
  const code = await codeFor(app, email)
  const entered = await recorder.call('post_session', { key: null, body: { email, code }, headers: PAGE })
  const headers = { ...PAGE, cookie: cookieOf(entered) ?? '' }
  const own = { key: null, headers }
  await recorder.call('get_session', own)
  await recorder.call('post_session_passkey_options', { key: null, body: {}, headers: PAGE })
  await recorder.call('post_session_passkeys_options', { ...own, body: {} })
  const { status, person, ...rest } = entered.body
  recorder.add('post_session_passkey', 200, { status, ...rest, person }, { response: PASSKEY })
  const made = { id: '01KJPWD6M0JYYW0WXETW77Y287', name: 'Laptop', created_at: '2026-03-02T09:00:00.000Z' }
  recorder.add(
    'post_session_passkeys',
    201,
    { ...made, last_used_at: null },
    { response: PASSKEY, name: 'Laptop' },
  )
  await recorder.call('get_session_passkeys', own)
  recorder.add('delete_session_passkeys_id', 200, { status: 'deleted', id: made.id })
  const totp = await recorder.call('post_session_totp', { ...own, body: {} })
  const app6 = new TOTP({ secret: String(totp.body.secret) })
  const shown = () => app6.generate({ timestamp: app.context.clock.now() })
  await recorder.call('put_session_totp', { ...own, body: { totp_code: shown() } })
  app.context.clock.advance(60_000)
  const password = 'correct horse battery staple'
  await recorder.call('put_session_password', { ...own, body: { password, totp_code: shown() } })
  app.context.clock.advance(60_000)
  await recorder.call('post_session_confirm', { ...own, body: { password, totp: shown() } })
  await recorder.call('delete_session_password', own)
  await recorder.call('delete_session_totp', own)
  await visitMembers(desk)
  const place = `/v1/mailboxes/${desk.mailbox.mailbox_id}/send`
  const mail = { to: ['ada@example.com'], subject: 'On second thoughts', markdown: 'Hello!' }
  const sent = await app.call(desk.keys.agent, 'POST', place, mail)
  await app.drain()
  const decision = { email_id: id(sent.body), action: 'approve', undo_seconds: 30 }
  await app.call(null, 'POST', '/v1/oversight/decide', decision, headers)
  await recorder.call('post_oversight_undo', { ...own, body: { email_id: id(sent.body) } })
  const other = await Browser.signIn(app, email)
  const sessions = await recorder.call('get_sessions', own)
  const session = await other.send('GET', '/v1/session')
  await recorder.call('delete_sessions_id', {
    ...own,
    with: { id: id(session.body.session ?? sessions.body) },
  })
  await recorder.call('delete_session', own)
}

async function visitMembers({ recorder, keys }: Desk): Promise<void> {
  const key = keys.admin
  const body = { email: 'grace@example.org', name: 'Grace Hopper', role: 'reviewer' }
  const invited = await recorder.call('post_people', { key, body })
  await recorder.call('post_people', { key, body })
  await recorder.call('get_people', { key })
  const params = { id: id(invited.body) }
  await recorder.call('post_people_id_invite', { key, with: params, body: {} })
  await recorder.call('patch_people_id', { key, with: params, body: { role: 'viewer' } })
  await recorder.call('delete_people_id', { key, with: params })
}

export async function visitOauth({ recorder }: Desk): Promise<void> {
  const key = null
  await recorder.call('get_well_known_oauth_authorization_server', { key })
  await recorder.call('get_well_known_oauth_protected_resource', { key })
  await recorder.call('get_well_known_oauth_protected_resource_mcp', { key })
  await recorder.call('post_oauth_register', {
    key,
    body: { client_name: 'Claude', redirect_uris: ['https://claude.example/callback'] },
  })
  const token = { token_type: 'Bearer', expires_in: 3600, scope: 'read send' }
  recorder.add('post_oauth_token', 200, {
    access_token: 'an-access-token',
    ...token,
    refresh_token: 'a-refresh-token',
  })
}
