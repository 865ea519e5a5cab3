/** For every tool, what it needs to be there and arguments with which it does what it says. */

import { suppress } from '../../src/store/suppressions.ts'
import type { Gate } from '../support/gate.ts'

type Args = Readonly<Record<string, unknown>>

/** A mail with a text file and a picture in it. */
export const WITH_FILES = [
  'From: Ada <ada@example.com>',
  'Subject: Files',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'See the files.',
  '--b',
  'Content-Type: text/csv; name="numbers.csv"',
  'Content-Disposition: attachment; filename="numbers.csv"',
  '',
  'a,b',
  '1,2',
  '--b',
  'Content-Type: image/png; name="dot.png"',
  'Content-Disposition: attachment; filename="dot.png"',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--b--',
  '',
].join('\r\n')

const HELLO = 'From: Ada <ada@example.com>\r\nSubject: Hello\r\n\r\nHello there\r\n'

async function made(gate: Gate, path: string, body: object, key = gate.insider): Promise<string> {
  const { body: answer, status } = await gate.call(key, 'POST', path, body)
  if (status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return String(answer.id)
}

async function arrived(gate: Gate, raw = HELLO): Promise<Args> {
  return { email_id: await gate.arrive(raw) }
}

async function threadOf(gate: Gate): Promise<Args> {
  return { thread_id: (await gate.message(await gate.arrive(HELLO))).thread_id }
}

const draft = async (gate: Gate) => ({
  draft_id: await made(gate, `${gate.path}/drafts`, {
    to: ['ada@example.com'],
    subject: 'Draft',
    markdown: 'Hi',
  }),
})

async function scheduled(gate: Gate): Promise<Args> {
  await gate.setMode('autonomous')
  const id = await gate.submit({ send_at: gate.soon(3_600_000), subject: `Later ${gate.count++}` })
  await gate.app.drain()
  return { email_id: id }
}

async function held(gate: Gate): Promise<Args> {
  const id = await gate.submit({ subject: `Held ${gate.count++}` })
  await gate.app.drain()
  return { email_id: id }
}

const key = async (gate: Gate) => ({ key_id: (await gate.makeKey(['read'])).key.id })
const webhook = async (gate: Gate) => ({
  webhook_id: await made(gate, '/v1/webhooks', {
    url: `https://hooks.example.com/${gate.count++}`,
    events: ['message.received'],
  }),
})
/** What is posted to try a subscription out: its id. */
async function posted(gate: Gate): Promise<string> {
  const { webhook_id } = await webhook(gate)
  const { body } = await gate.call(gate.insider, 'POST', `/v1/webhooks/${webhook_id}/test`, {})
  return String((body.deliveries as unknown as { id: string }[])[0]?.id)
}

const domain = async (gate: Gate) => ({
  domain_id: await made(gate, '/v1/domains', { domain: `d${gate.count++}.example.org` }),
})

async function suppressed(gate: Gate): Promise<Args> {
  const address = `gone${gate.count++}@example.com`
  const { accountId } = gate.operator
  await gate.app.context.database.write((writer) =>
    suppress(writer, { accountId, test: 0 }, address, 'complaint'),
  )
  return { address }
}

async function upgrade(gate: Gate): Promise<Args> {
  await gate.call(gate.insider, 'POST', `${gate.path}/request-upgrade`, { target_mode: 'monitored' })
  return { code: await gate.newestCode() }
}

const nothing = async (): Promise<Args> => ({})
const mail = (gate: Gate) => ({
  to: ['ada@example.com'],
  subject: `Hello ${gate.count++}`,
  markdown: 'Hello',
})

/** Arguments of a call that succeeds; `mailbox_id` is added where a tool takes it. */
export const GOOD: Readonly<Record<string, (gate: Gate) => Promise<Args>>> = {
  check_inbox: async () => ({ status: 'unread', limit: 5 }),
  search_emails: async () => ({ q: 'hello', direction: 'inbound', has_attachments: false, limit: 1 }),
  read_email: arrived,
  list_threads: nothing,
  get_thread: threadOf,
  wait_for_email: async (gate) => {
    await gate.arrive(HELLO)
    return { since_id: '0', seconds: 5 }
  },
  list_events: async (gate) => {
    await gate.arrive(HELLO)
    return { events: 'message.received', limit: 5 }
  },
  get_attachment: async (gate) => ({ ...(await arrived(gate, WITH_FILES)), filename: 'numbers.csv' }),
  get_raw_email: arrived,
  send_email: async (gate) => mail(gate),
  schedule_email: async (gate) => ({ ...mail(gate), send_at: gate.soon(3_600_000) }),
  edit_scheduled_email: async (gate) => ({ ...(await scheduled(gate)), subject: 'Other' }),
  reply_to_email: async (gate) => ({ ...(await arrived(gate)), markdown: 'Thank you' }),
  cancel_email: scheduled,
  create_draft: async () => ({ subject: 'Begun' }),
  list_drafts: nothing,
  get_draft: draft,
  update_draft: async (gate) => ({ ...(await draft(gate)), subject: null }),
  delete_draft: draft,
  send_draft: draft,
  get_tags: arrived,
  set_tags: async (gate) => ({ ...(await arrived(gate)), tags: { project: 'blue' } }),
  delete_tag: async (gate) => {
    const { email_id } = await arrived(gate)
    await gate.call(gate.insider, 'PUT', `${gate.path}/emails/${email_id}/tags`, {
      tags: { project: 'blue' },
    })
    return { email_id, tag: 'project' }
  },
  list_contacts: async () => ({ q: 'ada' }),
  add_contact: async (gate) => ({ name: 'Ada', email: `ada${gate.count++}@example.com` }),
  delete_contact: async (gate) => ({
    contact_id: await made(gate, '/v1/contacts', { name: 'Bea', email: `bea${gate.count++}@example.com` }),
  }),
  list_spam: nothing,
  report_spam: arrived,
  not_spam: async (gate) => {
    const { email_id } = await arrived(gate)
    await gate.call(gate.insider, 'POST', `/v1/emails/${email_id}/report-spam`, {})
    return { email_id }
  },
  list_mailboxes: nothing,
  get_mailbox: nothing,
  create_mailbox: async (gate) => ({ address_local: `made${gate.count++}` }),
  update_mailbox: async () => ({ display_name: 'Ada’s agent' }),
  configure_mailbox: async () => ({ oversight_mode: 'gated_all', scheduling_enabled: true }),
  delete_mailbox: nothing,
  request_upgrade: async () => ({ target_mode: 'monitored' }),
  apply_upgrade: upgrade,
  list_allowlist: nothing,
  add_to_allowlist: async () => ({ entry: '*@example.com' }),
  remove_from_allowlist: async (gate) => ({
    entry_id: await made(gate, `${gate.path}/allowlist`, { entry: 'ada@example.com' }),
  }),
  pause_mailbox: async () => ({ reason: 'a test' }),
  resume_mailbox: nothing,
  pause_account: async () => ({ reason: 'a test' }),
  resume_account: nothing,
  list_pending: nothing,
  decide_email: async (gate) => ({ ...(await held(gate)), action: 'approve', reason: 'fine' }),
  decide_emails: async (gate) => ({ decisions: [{ ...(await held(gate)), action: 'reject' }] }),
  edit_and_approve_email: async (gate) => {
    const { email_id } = await held(gate)
    const { content_hash } = await gate.message(String(email_id))
    return { email_id, content_hash, subject: 'Nicer', cc: [], reason: 'milder' }
  },
  get_statistics: nothing,
  get_account: nothing,
  update_account: async () => ({ physical_address: '1 Main Street' }),
  get_usage: async () => ({ breakdown: 'daily' }),
  list_audit_log: async () => ({ limit: 5 }),
  verify_audit_log: nothing,
  list_suppressed: nothing,
  remove_suppression: suppressed,
  list_keys: nothing,
  create_key: async () => ({ name: 'made', scopes: ['read'] }),
  update_key: async (gate) => ({ ...(await key(gate)), name: 'renamed' }),
  revoke_key: key,
  list_webhooks: nothing,
  create_webhook: async () => ({ url: 'https://hooks.example.com/x', events: ['message.received'] }),
  update_webhook: async (gate) => ({ ...(await webhook(gate)), description: 'for a test' }),
  list_webhook_deliveries: nothing,
  redeliver_webhook: async (gate) => ({ delivery_id: await posted(gate) }),
  delete_webhook: webhook,
  test_webhook: webhook,
  list_domains: nothing,
  get_domain: domain,
  add_domain: async (gate) => ({ domain: `d${gate.count++}.example.org` }),
  verify_domain: domain,
  remove_domain: domain,
}
