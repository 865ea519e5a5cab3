/** The part of the walk that is about mail: writing, deciding, reading. */

import { noticesOf } from '../support/notices.ts'
import type { Json, TestServer } from '../support/server.ts'
import { signedInbound } from './inbound.ts'
import type { Recorder } from './recorder.ts'

export interface Desk {
  readonly app: TestServer
  readonly recorder: Recorder
  readonly mailbox: { readonly mailbox_id: string }
  readonly keys: TestServer['made']['keys']
}

/** What inbound mail is signed with. */
export const INBOUND_SECRET = 'a secret for inbound mail, long enough'

export const id = (body: Json, name = 'id') => String(body[name])

export async function visitSending({ app, recorder, keys, mailbox }: Desk): Promise<void> {
  const first = {
    to: ['ada@example.com'],
    subject: 'Monday',
    markdown: 'Hello **Ada**, shall we meet on Monday?',
    idempotency_key: 'monday-1',
  }
  const sent = await recorder.call('post_mailboxes_mailbox_id_send', { with: mailbox, body: first })
  await recorder.call('post_mailboxes_mailbox_id_send', { with: mailbox, body: first })
  await app.drain()
  const place = { ...mailbox, email_id: id(sent.body) }
  await recorder.call('post_mailboxes_mailbox_id_emails_email_id_cancel', { with: place })
  const inbox = {
    mailbox: app.made.mailbox.address,
    to: ['ada@example.com'],
    subject: 'Tuesday',
    body: 'Hello!',
  }
  const short = { ...inbox, idempotency_key: 'tuesday-1' }
  await recorder.call('post_emails_send', { body: short })
  await recorder.call('post_emails_send', { body: short })
  const later = { ...first, subject: 'Later', send_at: '2026-03-09T08:00:00Z', gate_timing: 'schedule_first' }
  const scheduled = await recorder.call('post_mailboxes_mailbox_id_send', {
    with: mailbox,
    body: { ...later, idempotency_key: 'later-1' },
  })
  await app.drain()
  await recorder.call('patch_mailboxes_mailbox_id_emails_email_id_schedule', {
    with: { ...mailbox, email_id: id(scheduled.body) },
    body: { send_at: '2026-03-10T08:00:00Z' },
  })
  await recorder.call('post_mailboxes_mailbox_id_emails_email_id_erase', {
    key: keys.admin,
    with: place,
    body: {},
  })
}

export async function visitDrafts({ recorder, mailbox }: Desk): Promise<void> {
  const body = { to: ['Ada Lovelace <ada@example.com>'], subject: 'Plans', markdown: 'A first thought.' }
  const made = await recorder.call('post_mailboxes_mailbox_id_drafts', { with: mailbox, body })
  const params = { ...mailbox, draft_id: id(made.body) }
  await recorder.call('get_mailboxes_mailbox_id_drafts', { with: mailbox })
  await recorder.call('get_mailboxes_mailbox_id_drafts_draft_id', { with: params })
  await recorder.call('patch_mailboxes_mailbox_id_drafts_draft_id', {
    with: params,
    body: { markdown: 'A second thought.' },
  })
  const sending = { idempotency_key: 'plans-1' }
  await recorder.call('post_mailboxes_mailbox_id_drafts_draft_id_send', { with: params, body: sending })
  await recorder.call('post_mailboxes_mailbox_id_drafts_draft_id_send', { with: params, body: sending })
  const other = await recorder.call('post_mailboxes_mailbox_id_drafts', { with: mailbox, body })
  await recorder.call('delete_mailboxes_mailbox_id_drafts_draft_id', {
    with: { ...mailbox, draft_id: id(other.body) },
  })
}

export async function visitOversight({ app, recorder, keys, mailbox }: Desk): Promise<void> {
  const key = keys.reviewer
  await app.drain()
  const waiting = await recorder.call('get_oversight_pending', { key, with: { limit: 1 } })
  await recorder.call('get_emails_pending', { key, with: { limit: 1, mailbox: mailbox.mailbox_id } })
  const all = await app.call(key, 'GET', '/v1/oversight/pending')
  const [one, two] = all.body.emails as unknown as Json[]
  const [newest] = waiting.body.emails as unknown as Json[]
  await recorder.call('post_oversight_decide', {
    key,
    body: { email_id: String(one?.id), action: 'approve', content_hash: String(one?.content_hash) },
  })
  await app.drain()
  await recorder.call('get_mailboxes_mailbox_id_emails_email_id_deliveries', {
    with: { ...mailbox, email_id: String(one?.id) },
  })
  await recorder.call('post_emails_id_decide', {
    key,
    with: { id: String(two?.id) },
    body: { decision: 'reject', reason: 'Not on a Tuesday' },
  })
  await recorder.call('post_oversight_decide_batch', {
    key,
    body: { decisions: [{ email_id: String(newest?.id), action: 'reject', reason: 'Too late' }] },
  })
  await app.call(keys.agent, 'POST', `/v1/mailboxes/${mailbox.mailbox_id}/send`, {
    to: ['ada@example.com'],
    subject: 'By link',
    markdown: 'Please decide on the page.',
  })
  await app.drain()
  app.context.clock.advance(3_600_000)
  const token = (await noticesOf(app)).flatMap(({ tokens }) => tokens)[0] ?? ''
  await recorder.call('get_approve_token', { key: null, with: { token } })
  await approveByLink(app, recorder, token)
}

/** The page's form is posted as a browser does. */
async function approveByLink(app: TestServer, recorder: Recorder, token: string): Promise<void> {
  const answer = await app.call(null, 'POST', `/v1/approve/${token}`, 'action=approve', {
    'content-type': 'application/x-www-form-urlencoded',
  })
  if (answer.status !== 200) throw new Error(`the link answered ${answer.status}`)
  recorder.records.set('post_approve_token', {
    parameters: { token },
    request: { action: 'approve', reason: 'Fine' },
    answers: {},
  })
  await app.drain()
}

export async function visitReading(desk: Desk): Promise<void> {
  const { app, recorder, mailbox } = desk
  const raw = [
    'From: Ada Lovelace <ada@example.com>',
    `To: ${app.made.mailbox.address}`,
    'Subject: Numbers',
    'Message-ID: <numbers@example.com>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    'Here are the numbers.',
    '--part',
    'Content-Type: text/csv; name=numbers.csv',
    'Content-Disposition: attachment; filename=numbers.csv',
    '',
    '1,2,3',
    '--part--',
    '',
  ].join('\r\n')
  const emailId = await receive(desk, raw)
  const place = { ...mailbox, email_id: emailId }
  await recorder.call('get_mailboxes_mailbox_id_emails', {
    with: { ...mailbox, direction: 'inbound', status: 'unread', limit: 20 },
  })
  await recorder.call('get_emails_inbox', { with: { mailbox: app.made.mailbox.address, limit: 5 } })
  const email = await recorder.call('get_mailboxes_mailbox_id_emails_email_id', { with: place })
  await recorder.call('get_emails_id', { with: { id: emailId } })
  await recorder.call('get_emails_thread_id', { with: { id: String(email.body.thread_id) } })
  await recorder.call('get_mailboxes_mailbox_id_threads', { with: { ...mailbox, limit: 5 } })
  await recorder.call('get_mailboxes_mailbox_id_threads_thread_id', {
    with: { ...mailbox, thread_id: String(email.body.thread_id) },
  })
  await recorder.call('get_mailboxes_mailbox_id_emails_email_id_raw', { with: place })
  await recorder.call('get_mailboxes_mailbox_id_emails_email_id_view', { with: place })
  const file = { ...place, filename: 'numbers.csv' }
  await recorder.call('get_mailboxes_mailbox_id_emails_email_id_attachments_filename', { with: file })
  const link = await recorder.call('get_mailboxes_mailbox_id_emails_email_id_attachments_filename_url', {
    with: file,
  })
  const token = String(link.body.url).split('/').at(-1) ?? ''
  await recorder.call('get_download_token', { key: null, with: { token } })
  await recorder.call('get_emails_email_id_reports', { with: { email_id: emailId } })
  const answer = { markdown: 'Thank you, Ada.', idempotency_key: 'answer-1' }
  await recorder.call('post_mailboxes_mailbox_id_reply_email_id', { with: place, body: answer })
  await recorder.call('post_mailboxes_mailbox_id_reply_email_id', { with: place, body: answer })
  const short = { body: 'Thank you once more.', idempotency_key: 'answer-2' }
  await recorder.call('post_emails_id_reply', { with: { id: emailId }, body: short })
  await recorder.call('post_emails_id_reply', { with: { id: emailId }, body: short })
  await recorder.call('get_events', { with: { limit: 2 } })
}

/** Hands over a mail as a mail server would, and returns its id. */
async function receive({ app, recorder, mailbox, keys }: Desk, raw: string): Promise<string> {
  const answer = await signedInbound(app, INBOUND_SECRET, raw)
  recorder.records.set('post_inbound_mime', { parameters: {}, answers: { 200: answer } })
  recorder.records.set('post_inbound_postmark', {
    parameters: {},
    request: { From: 'ada@example.com', OriginalRecipient: app.made.mailbox.address, RawEmail: raw },
    answers: { 200: answer },
  })
  recorder.records.set('post_inbound_ses', {
    parameters: {},
    request: { Type: 'Notification', MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324', Message: '{…}' },
    answers: { 200: answer },
  })
  await recorder.call('post_test_inbound', {
    key: keys.test_agent,
    body: { ...mailbox, from: 'Ada <ada@example.com>', subject: 'Hello', markdown: 'Does it work?' },
  })
  await app.drain()
  return String((answer.ids as unknown as string[])[0])
}

export async function visitLabels({ app, recorder, keys, mailbox }: Desk): Promise<void> {
  const list = await app.call(
    keys.agent,
    'GET',
    `/v1/mailboxes/${mailbox.mailbox_id}/emails?direction=inbound`,
  )
  const [email] = list.body.emails as unknown as Json[]
  const place = { ...mailbox, email_id: String(email?.id) }
  const tags = { project: 'numbers' }
  await recorder.call('put_mailboxes_mailbox_id_emails_email_id_tags', { with: place, body: { tags } })
  await recorder.call('get_mailboxes_mailbox_id_emails_email_id_tags', { with: place })
  await recorder.call('delete_mailboxes_mailbox_id_emails_email_id_tags_key', {
    with: { ...place, key: 'project' },
  })
  await recorder.call('post_emails_id_tag', { with: { id: place.email_id }, body: { tags: ['important'] } })
  await recorder.call('post_emails_id_report_spam', { with: { id: place.email_id } })
  await recorder.call('get_emails', { with: { limit: 5 } })
  await recorder.call('post_emails_id_not_spam', { with: { id: place.email_id } })
  const contact = await recorder.call('post_contacts', {
    body: { name: 'Ada Lovelace', email: 'ada@example.com', tags: ['numbers'] },
  })
  await recorder.call('get_contacts', { with: { q: 'ada' } })
  await recorder.call('delete_contacts_id', { key: keys.admin, with: { id: id(contact.body) } })
}
