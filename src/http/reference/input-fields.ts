/** What the fields of requests and parameters mean, where the name alone does not say it. */

/** Fields that the ways of sending share. */
const WRITING: Readonly<Record<string, string>> = {
  subject: 'The subject: one line, at most 998 characters.',
  markdown: 'The body as Markdown, at most 262,144 characters. A footer is added below it.',
  body: 'The body as Markdown, at most 262,144 characters. A footer is added below it.',
  to: '1 to 50 addresses, `a@example.com` or `Name <a@example.com>`; one text with commas is taken too.',
  cc: 'Addresses that get a visible copy. At most 50 recipients in all.',
  bcc: 'Addresses that get a copy nobody else sees. At most 50 recipients in all.',
  reply_to: 'Where answers are to go; the mailbox when left out.',
  attachments: 'At most 100 files; 25 MB in all.',
  'attachments.name': 'The name of the file.',
  'attachments.content_base64': 'Its bytes, base64 or base64url.',
  'attachments.content_type': 'Its media type; `application/octet-stream` when left out.',
  tags: 'At most 50 labels: text by name. They come back with the mail and are not sent.',
  send_at: 'When it is to go out: ISO 8601 in UTC, ending in Z, in the future. At once when left out.',
  mailbox: 'The address or the id of the mailbox that sends it.',
}

const SCHEMAS: Readonly<Record<string, readonly string[]>> = {
  Send: Object.keys(WRITING).filter((name) => !['body', 'mailbox'].includes(name)),
  ShortSend: Object.keys(WRITING).filter((name) => name !== 'markdown'),
  Reply: ['markdown', 'cc', 'bcc', 'attachments', 'tags'],
  ShortReply: ['body', 'cc', 'bcc', 'attachments', 'tags'],
  ScheduleEdit: ['send_at', 'to', 'cc', 'bcc', 'subject', 'markdown'],
  DraftInput: ['to', 'cc', 'bcc', 'reply_to', 'subject', 'markdown', 'attachments'],
  DraftSend: ['send_at'],
  DecisionEdits: ['to', 'cc', 'bcc', 'subject', 'markdown'],
}

const FILES = ['attachments.name', 'attachments.content_base64', 'attachments.content_type']

/** The shared fields under the name of each schema that has them. */
const SHARED = Object.fromEntries(
  Object.entries(SCHEMAS).flatMap(([schema, names]) => {
    const all = names.includes('attachments') ? [...new Set([...names, ...FILES])] : names
    return all.map((name) => [`${schema}.${name}`, WRITING[name] ?? ''])
  }),
)

/** Filters of lists of emails. */
const FILTERS: Readonly<Record<string, string>> = {
  status: 'Only emails with this status.',
  direction: 'Only outbound or only inbound emails.',
  subject_contains: 'Part of the subject.',
  date_after: 'Only emails taken at or after this moment: ISO 8601, a date, or epoch ms.',
  date_before: 'Only emails taken before this moment: ISO 8601, a date, or epoch ms.',
  has_attachments: 'Only emails with, or only emails without attachments.',
}

const FILTERED = Object.fromEntries(
  ['get_mailboxes_mailbox_id_emails', 'get_emails_inbox'].flatMap((operation) =>
    Object.entries(FILTERS).map(([name, text]) => [`${operation}.${name}`, text]),
  ),
)

export const INPUT_FIELDS: Readonly<Record<string, string>> = {
  ...SHARED,
  ...FILTERED,
  'DraftInput.in_reply_to':
    'The id of the email that it answers: thread, recipient and subject are then set.',
  'get_emails_inbox.mailbox':
    'The address or the id of the mailbox; may be left out when the key has one only.',
  'get_emails_pending.mailbox': 'The address or the id of the only mailbox to list.',
  'get_emails.status': 'Only emails with this status; what was flagged or quarantined as spam when left out.',
  'get_contacts.q': 'Part of the name or the address.',
  'get_contacts.query': 'The same as `q`.',
  'post_contacts.name': 'Their name.',
  'post_contacts.email': 'Their mail address.',
  'post_contacts.tags': 'Words to find them by.',
  'post_emails_id_tag.tags':
    'Words, or one text with commas: each becomes a tag with an empty value. In the answer: all tags.',
  'delete_mailboxes_mailbox_id_emails_email_id_tags_key.key': 'The name of the tag.',

  'patch_account.name': 'The name of the operator, as recipients read it.',
  'patch_account.oversight_email': 'Where codes, requests for decisions and notices go. Needs the operator.',
  'patch_account.physical_address': 'The postal address in the footer; null for none.',
  'get_audit_log.mailbox_id': 'Only entries of this mailbox.',
  'get_audit_log.action': 'Only this action, see docs/events.md.',
  'get_audit_log.from': 'Only entries at or after this moment: ISO 8601, a date, or epoch ms.',
  'get_audit_log.to': 'Only entries before this moment: ISO 8601, a date, or epoch ms.',
  'get_audit_log_verify.mailbox_id': 'Only the chain of this mailbox.',
  'get_audit_log_export.mailbox_id': 'Only entries of this mailbox.',
  'get_audit_log_export.action': 'Only this action, see docs/events.md.',
  'get_audit_log_export.from': 'Only entries at or after this moment: ISO 8601, a date, or epoch ms.',
  'get_audit_log_export.to': 'Only entries before this moment: ISO 8601, a date, or epoch ms.',
  'get_audit_log_export.format': '`jsonl` (JSON Lines, when left out) or `csv`.',

  'post_mailboxes.address_local': 'The part before the @, or a whole address at a domain of your own.',
  'post_mailboxes.address': 'The same as `address_local`.',
  'post_mailboxes.address_local_part': 'The same as `address_local`.',
  'MailboxChange.signature_block':
    'Text at the end of each mail, above the footer: plain text, at most 200 characters.',
  'MailboxChange.auto_cc':
    'An address that gets a visible copy of everything; null for none. Needs the operator.',
  'MailboxChange.auto_bcc':
    'An address that gets a hidden copy of everything; null for none. Needs the operator.',
  'MailboxChange.forward_inbound': 'Whether mail that comes in is forwarded to the oversight address too.',
  'MailboxChange.default_gate_timing':
    'Whether scheduled mail is decided when it is written or when it comes due.',
  'MailboxChange.scheduling_enabled': 'Whether `send_at` may be used.',
  'MailboxChange.mcp_configured': 'Whether an agent was connected to it by MCP; for your own record.',
  'MailboxChange.oversight_mode': 'Only towards less autonomy; more needs `request-upgrade`.',
  'MailboxChange.approvals_required':
    'How many different people must approve. Fewer than now needs the operator.',
  'MailboxChange.approval_ttl_seconds': 'How long a decision is waited for, in seconds.',
  'MailboxChange.on_expiry': 'Only `reject`: nothing is sent because nobody looked.',
  'MailboxChange.ai_disclosure': 'Only true: every mail says that an AI agent wrote it.',
  'MailboxChange.webhook_url': 'Refused: webhooks have routes of their own.',
  'MailboxChange.oversight_webhook_url': 'Refused: webhooks have routes of their own.',
  'post_mailboxes_mailbox_id_request_upgrade.target_mode':
    'The mode that is asked for; it must allow more than the present one.',
  'post_mailboxes_mailbox_id_upgrade.code':
    'The one-time code that the operator got by mail, e.g. `A7X-29K`.',
  'post_keys.name': 'A name for people and for the audit log.',
  'post_keys.test': 'True for a key of the test environment.',
  'patch_keys_id.name': 'A name for people and for the audit log.',
  'post_keys_id_standing_approvals.action': 'The one thing that the key may then do without asking.',
  'post_keys_id_standing_approvals.host': 'The hosts it is limited to, e.g. `*.make.com`.',
  'post_reviewers.address': 'Where mail about what waits is to go as well.',

  'post_approve_token.action': 'The button that was pressed.',
  'post_approve_token.content_hash': 'The content that was shown: the decision counts for exactly that.',
  'post_approve_token.reason': 'Why, in one line; its author reads it.',
  'Decide.action': '`approve` lets it go, `reject` ends it.',
  'Decide.reason': 'Why, in one line; its author reads it.',
  'Decide.content_hash':
    'The content that you saw: the decision counts for exactly that, else 409 `content_changed`.',
  'Decide.edits': 'What to change before it goes; only with `approve`. What is left out stays as it is.',
  'ShortDecide.decision': 'The same as `action`.',
  'ShortDecide.action': '`approve` lets it go, `reject` ends it.',
  'ShortDecide.reason': 'Why, in one line; its author reads it.',
  'ShortDecide.content_hash':
    'The content that you saw: the decision counts for exactly that, else 409 `content_changed`.',
  'ShortDecide.edits': 'What to change before it goes; only with `approve`. What is left out stays as it is.',
  'post_oversight_decide_batch.decisions': 'At most 100 decisions. Each counts by itself.',

  'TestInbound.mailbox_id': 'The mailbox that the mail comes to.',
  'TestInbound.from': 'Who it comes from, `a@example.com` or `Name <a@example.com>`.',
  'TestInbound.html': 'The body as HTML, as other mail programs send it.',
  'TestInbound.raw_base64': 'The whole mail (RFC 5322), base64; then nothing else is needed.',
  'TestInbound.headers': 'Further header fields: value by name.',

  'post_webhooks.url': 'Where to post, https.',
  'post_webhooks.mailbox_id': 'Only events of this mailbox; all that the key reaches when left out.',
  'post_webhooks.description': 'What it is for.',
  'post_webhooks.include_body': 'Whether to fill `markdown`: the text of mail then leaves the server.',
  'post_webhooks.headers': 'Headers that each POST is to carry; they are not shown again.',
  'patch_webhooks_id.url': 'Where to post, https. Needs the operator.',
  'patch_webhooks_id.mailbox_id': 'Only events of this mailbox; null for all that the key reaches.',
  'patch_webhooks_id.description': 'What it is for.',
  'patch_webhooks_id.include_body': 'Whether to fill `markdown`: the text of mail then leaves the server.',
  'patch_webhooks_id.headers': 'Headers that each POST is to carry. In the answer: their names.',
  'patch_webhooks_id.is_active': 'True switches on what was switched off.',
  'get_webhook_deliveries.status': 'Only deliveries with this status.',
  'get_webhook_deliveries.webhook_id': 'Only deliveries of this subscription.',
  'post_webhooks_id_redeliver.since': 'What failed since this moment: ISO 8601, a date, or epoch ms.',
  'get_events.mailbox_id': 'Only events of this mailbox.',
  'delete_suppression_address.address': 'The address to mail again.',
  'post_domains.domain': 'The name of the domain.',
  'post_account_pause.reason': 'Why; the audit log keeps it.',
  'post_account_resume.reason': 'Why; the audit log keeps it.',
  'post_mailboxes_mailbox_id_pause.reason': 'Why; the audit log keeps it.',
  'post_mailboxes_mailbox_id_resume.reason': 'Why; the audit log keeps it.',
  'post_account_allow_sending.reason': 'What was done about the bounces and complaints.',
  'get_well_known_reputation_hash.hash': 'The 64 hex digits from the field X-MultiMail-Reputation of a mail.',
  'get_approve_token.token': 'The secret part of the link in the oversight mail.',
  'post_approve_token.token': 'The secret part of the link in the oversight mail.',
  'get_unsubscribe_token.token': 'The secret part of the link in the mail.',
  'post_unsubscribe_token.token': 'The secret part of the link in the mail.',
  'get_download_token.token': 'The secret part of the link.',
  'post_webhooks.events':
    'Names of events, in the spelling that you want to get; one text with commas is taken too.',
  'patch_webhooks_id.events':
    'Names of events, in the spelling that you want to get. More than before needs the operator.',
  'SignUp.accepted_tos': 'True: the terms of service are agreed to.',
  'SignUp.accepted_operator_agreement': 'True: who signs up answers for what their agents send.',
  'SignUp.accepted_anti_spam_policy': 'True: nobody gets mail who did not want it.',
  'SignUp.pow_solution.algorithm': 'As the challenge says: `SHA-256`.',
  'SignUp.pow_solution.challenge': 'As the challenge says.',
  'SignUp.pow_solution.number': 'The number that was found.',
  'SignUp.pow_solution.salt': 'As the challenge says.',
  'SignUp.pow_solution.signature': 'As the challenge says.',
  'SignUp.physical_address': 'The postal address in the footer.',
  'SignUp.use_case': 'What the agent is for, in plain words.',
  'SignUp.email_use_type': 'Only `transactional`: no advertising.',
  'get_slug_check_slug.slug': 'The name: letters, digits and dashes. In the answer: as it would be written.',
  'post_confirm.code': 'The code from the mail; dashes and case do not matter.',
  'get_mailboxes_mailbox_id_emails_email_id_view.pictures':
    '`1`: pictures from elsewhere are loaded, and whoever sent them learns that the email was opened.',
  'get_emails_email_id_reports_report_id_raw.report_id': 'The id of the report.',
}
