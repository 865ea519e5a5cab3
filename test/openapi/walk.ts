/** One walk through every operation, as the people and agents of an account would use them. */

import type { OpenApi } from '../../src/http/reference/openapi-types.ts'
import { noticesOf } from '../support/notices.ts'
import type { Json, TestServer } from '../support/server.ts'
import { codeIn, mailTo, request, solve } from '../support/sign-up.ts'
import { type Recorder, recorderOf } from './recorder.ts'
import {
  type Desk,
  INBOUND_SECRET,
  id,
  visitDrafts,
  visitLabels,
  visitOversight,
  visitReading,
  visitSending,
} from './walk-mail.ts'
import { visitOauth, visitPeople } from './walk-people.ts'

export const SETTINGS = {
  MULTIMAIL_SIGNUP: 'open',
  MULTIMAIL_OPERATOR_APPROVAL: 'off',
  MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
  MULTIMAIL_ROLES: 'http',
  MULTIMAIL_DOMAIN: 'mail.example.com',
  MULTIMAIL_PUBLIC_URL: 'https://mail.example.com',
  MULTIMAIL_INBOUND_SECRET: INBOUND_SECRET,
}

/** Calls every operation at least once, and returns what was recorded. */
export async function walk(app: TestServer, document: OpenApi): Promise<Recorder['records']> {
  const recorder = recorderOf(app, document, app.made.keys.agent)
  const desk = { app, recorder, keys: app.made.keys, mailbox: { mailbox_id: app.made.mailbox.id } }
  await visitServer(desk)
  await visitSignUp(desk)
  await visitAccount(desk)
  await visitMailboxes(desk)
  await visitKeys(desk)
  await visitWebhooks(desk)
  await visitSending(desk)
  await visitDrafts(desk)
  await visitOversight(desk)
  await visitReading(desk)
  await visitLabels(desk)
  await visitAudit(desk)
  await visitOauth(desk)
  await visitPeople(desk)
  await visitEnd(desk)
  return recorder.records
}

async function visitServer({ recorder }: Desk): Promise<void> {
  // No server that runs well answers so.
  const health = await recorder.call('get_health', { key: null })
  const disk = { ok: false, message: '120 MB are free: mail may soon be refused.' }
  const checks = { ...(health.body.checks as unknown as object), disk }
  recorder.add('get_health', 503, { ...health.body, status: 'degraded', checks })
  recorder.add(
    'get_well_known_mta_sts_txt',
    200,
    'version: STSv1\nmode: testing\nmx: mail.example.com\nmax_age: 86400\n',
  )
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }
  await recorder.call('post_mcp', { body: ping, headers: { accept: 'application/json, text/event-stream' } })
  await recorder.call('post_mcp_onboarding', {
    key: null,
    body: ping,
    headers: { accept: 'application/json, text/event-stream' },
  })
  const fault = { code: -32700, message: 'The body is not JSON in UTF-8.' }
  recorder.add('post_mcp', 400, { jsonrpc: '2.0', id: null, error: fault })
  recorder.add('post_mcp_onboarding', 400, { jsonrpc: '2.0', id: null, error: fault })
  recorder.add('get_openapi_json', 200, { openapi: '3.1.0', info: { title: 'MultiMail' } })
  for (const name of ['get_index', 'get_proof_status', 'get_verify']) {
    await recorder.call(name, { key: null })
  }
  await recorder.call('get_well_known_multimail_signing_key', { key: null })
}

async function visitSignUp({ app, recorder }: Desk): Promise<void> {
  const key = null
  await recorder.call('get_sign_up', { key })
  await recorder.call('get_confirm', { key })
  recorder.ask('post_confirm_page', { code: 'A7X29-K3M5P' })
  await recorder.call('get_slug_check_slug', { key, with: { slug: 'acme' } })
  const challenge = await recorder.call('post_account_challenge', { key, body: {} })
  const email = 'ada@acme.example'
  const body = request({
    oversight_email: email,
    pow_solution: solve(challenge.body),
    slug: 'acme',
    physical_address: '1 Long Lane, Cambridge',
    use_case: 'Order confirmations',
  })
  await recorder.call('post_account', { key, body })
  app.context.clock.advance(600_000)
  await recorder.call('post_account_resend_confirmation', { key, body: { oversight_email: email } })
  const [mail] = await mailTo(app, email)
  await recorder.call('post_confirm', { key, body: { code: codeIn(mail) } })
}

async function visitAccount({ app, recorder, keys }: Desk): Promise<void> {
  const key = keys.admin
  await recorder.call('get_account')
  await recorder.call('patch_account', {
    key,
    body: { name: 'Ada’s agents', physical_address: '1 Long Lane' },
  })
  await recorder.call('get_usage', { with: { breakdown: 'daily' } })
  await recorder.call('get_statistics', { key, with: { from: '2026-03-01' } })
  await recorder.call('post_account_pause', { key, body: { reason: 'Looking into a complaint' } })
  await recorder.call('post_account_resume', { key, body: { reason: 'It was a mistake' } })
  await recorder.call('post_account_allow_sending', { key, body: { reason: 'The old list was deleted' } })
  const domain = await recorder.call('post_domains', { key, body: { domain: 'example.org' } })
  await recorder.call('post_domains', { key, body: { domain: 'example.org' } })
  await recorder.call('get_domains', { key })
  const params = { id: id(domain.body) }
  await recorder.call('get_domains_id', { key, with: params })
  await recorder.call('post_domains_id_verify', { key, with: params })
  await app.context.database.write(({ db }) => db.updateTable('domains').set({ state: 'active' }).execute())
  await recorder.call('post_domains_id_rotate_dkim', { key, with: params })
  await recorder.call('post_domains_id_rotate_dkim', { key, with: params })
  await recorder.call('delete_domains_id', { key, with: params })
  const reviewer = await recorder.call('post_reviewers', { key, body: { address: 'grace@example.org' } })
  await recorder.call('post_reviewers', { key, body: { address: 'grace@example.org' } })
  await recorder.call('get_reviewers', { key })
  await recorder.call('delete_reviewers_id', { key, with: { id: id(reviewer.body) } })
}

async function visitMailboxes({ app, recorder, keys, mailbox }: Desk): Promise<void> {
  const key = keys.admin
  await recorder.call('get_mailboxes')
  await recorder.call('get_mailboxes_mailbox_id', { with: mailbox })
  await recorder.call('get_mailboxes_mailbox_id_ladder', { key, with: mailbox })
  const made = await recorder.call('post_mailboxes', {
    key,
    body: { address_local: 'sales', display_name: 'Sales' },
  })
  const params = { mailbox_id: id(made.body) }
  const change = { display_name: 'Sales team', oversight_mode: 'gated_all' }
  await recorder.call('patch_mailboxes_mailbox_id', { key, with: params, body: change })
  await recorder.call('patch_mailboxes_mailbox_id_configure', { key, with: params, body: change })
  await recorder.call('post_mailboxes_mailbox_id_pause', { key, with: params, body: { reason: 'Holidays' } })
  await recorder.call('post_mailboxes_mailbox_id_resume', {
    key,
    with: params,
    body: { reason: 'Back again' },
  })
  await recorder.call('post_mailboxes_mailbox_id_request_upgrade', {
    key,
    with: params,
    body: { target_mode: 'gated_send' },
  })
  const code = (await noticesOf(app)).find((notice) => notice.code !== null)?.code ?? ''
  await recorder.call('post_mailboxes_mailbox_id_upgrade', { key, with: params, body: { code } })
  const entry = await recorder.call('post_mailboxes_mailbox_id_allowlist', {
    key,
    with: mailbox,
    body: { entry: '*@partner.example' },
  })
  await recorder.call('post_mailboxes_mailbox_id_allowlist', {
    key,
    with: mailbox,
    body: { entry: '*@partner.example' },
  })
  await recorder.call('get_mailboxes_mailbox_id_allowlist', { key, with: mailbox })
  await recorder.call('delete_mailboxes_mailbox_id_allowlist_entry_id', {
    key,
    with: { ...mailbox, entry_id: id(entry.body) },
  })
  await recorder.call('delete_mailboxes_mailbox_id', { key, with: params })
}

async function visitKeys({ recorder, keys }: Desk): Promise<void> {
  const key = keys.admin
  const made = await recorder.call('post_keys', { key, body: { name: 'make', scopes: ['read', 'send'] } })
  const params = { id: id(made.body) }
  await recorder.call('get_keys', { key })
  await recorder.call('patch_keys_id', {
    key,
    with: params,
    body: { name: 'make.com', scopes: ['read', 'admin'] },
  })
  const approval = await recorder.call('post_keys_id_standing_approvals', {
    key,
    with: params,
    body: { action: 'webhook.create', host: '*.make.com' },
  })
  await recorder.call('get_keys_id_standing_approvals', { key, with: params })
  await recorder.call('delete_keys_id_standing_approvals_approval_id', {
    key,
    with: { ...params, approval_id: id(approval.body) },
  })
  await recorder.call('delete_keys_id', { key, with: params, body: {} })
}

async function visitWebhooks({ recorder, keys }: Desk): Promise<void> {
  const key = keys.admin
  const subscription = {
    url: 'https://hook.eu1.make.com/abcdef',
    events: ['message.received', 'oversight.pending'],
  }
  const made = await recorder.call('post_webhooks', { key, body: subscription })
  const params = { id: id(made.body) }
  await recorder.call('post_webhooks', { key, body: subscription })
  await recorder.call('get_webhooks', { key })
  await recorder.call('get_webhooks_id', { key, with: params })
  await recorder.call('patch_webhooks_id', { key, with: params, body: { description: 'The sales scenario' } })
  await recorder.call('post_webhooks_id_rotate_secret', { key, with: params })
  await recorder.call('post_webhooks_id_test', { key, with: params })
  const deliveries = await recorder.call('get_webhook_deliveries', { key, with: { limit: 2 } })
  const [delivery] = deliveries.body.deliveries as unknown as Json[]
  await recorder.call('post_webhook_deliveries_id_redeliver', { key, with: { id: String(delivery?.id) } })
  await recorder.call('post_webhooks_id_redeliver', {
    key,
    with: params,
    body: { since: '2026-03-01T00:00:00Z' },
  })
  await recorder.call('delete_webhooks_id', { key, with: params })
}

async function visitAudit({ app, recorder, keys }: Desk): Promise<void> {
  const key = keys.admin
  const captured = await recorder.call('get_test_captured', { key, with: { limit: 1 } })
  const [copy] = captured.body.emails as unknown as Json[]
  const mail = Buffer.from(String(copy?.raw_base64), 'base64').toString()
  const all = await app.call(key, 'GET', '/v1/test/captured?limit=100')
  const mails = (all.body.emails as unknown as Json[]).map(({ raw_base64: raw }) =>
    Buffer.from(String(raw), 'base64').toString(),
  )
  const find = (pattern: RegExp) =>
    [mail, ...mails].map((text) => pattern.exec(text.replace(/\r\n[ \t]+/g, ''))?.[1]).find((one) => one) ??
    ''
  const token = find(/\/v1\/unsubscribe\/([\w-]+)/)
  await recorder.call('get_unsubscribe_token', { key: null, with: { token } })
  await recorder.call('post_unsubscribe_token', { key: null, with: { token } })
  const hash = find(/X-MultiMail-Reputation: ?([0-9a-f]{64})/i)
  await recorder.call('get_well_known_reputation_hash', { key: null, with: { hash } })
  const suppressed = await recorder.call('get_suppression', { key })
  const [entry] = suppressed.body.suppressions as unknown as Json[]
  await recorder.call('delete_suppression_address', { key, with: { address: String(entry?.email_address) } })
  await recorder.call('get_audit_log', { key, with: { limit: 2 } })
  await recorder.call('get_audit_log_verify', { key })
  await recorder.call('get_audit_log_export', { key, with: { format: 'jsonl' } })
}

async function visitEnd({ recorder, keys }: Desk): Promise<void> {
  await recorder.call('get_export', { key: keys.admin })
  await recorder.call('delete_account', { key: keys.admin, body: {} })
}
