/**
 * The one table of errors: every failure a client can see has a stable code here, with what HTTP and SMTP
 * answer and what the client should do next (contract §1 "Errors"). `docs/errors.md` is generated from it.
 */

import { SIGN_UP_ERRORS } from './core/sign-up-errors.ts'

interface ErrorEntry {
  /** HTTP status code. */
  readonly http: number
  /** SMTP reply with its enhanced status code (RFC 5321 §4.2, RFC 3463), for failures that SMTP can meet. */
  readonly smtp?: string
  /** One plain sentence; a caller may give a more exact one. */
  readonly message: string
  /** What to do next, or null when there is nothing to do. */
  readonly fix: string | null
}

export const ERRORS = {
  bad_request: {
    http: 400,
    smtp: '501 5.5.4',
    message: 'The request is not valid.',
    fix: 'Correct the fields named in "details" and send it again.',
  },
  invalid_json: {
    http: 400,
    message: 'The body is not valid JSON.',
    fix: 'Send a JSON object. In no-code tools build the body with a JSON module or send form fields, so that quotes and line breaks in mapped text are escaped.',
  },
  suppressed: {
    http: 400,
    message: 'At least one recipient must not be mailed.',
    fix: 'Remove the recipients named in "details".',
  },
  scope_conflict: {
    http: 400,
    message: 'A key may not hold both "send" and "oversight": nobody approves their own mail.',
    fix: 'Make two keys, one with "send" and one with "oversight".',
  },
  use_webhooks: {
    http: 400,
    message: 'Webhook addresses are not set on the mailbox.',
    fix: 'Leave the field out and subscribe with POST /v1/webhooks {"url": "…", "events": ["…"], "mailbox_id": "…"}.',
  },
  disclosure_required: {
    http: 400,
    message: 'The AI disclosure cannot be switched off.',
    fix: 'Leave "ai_disclosure" out, or send true.',
  },
  unauthorized: {
    http: 401,
    message: 'No valid API key was given.',
    fix: 'Send "Authorization: Bearer mm_live_…" (or mm_test_…) with a key that is not revoked.',
  },
  forbidden_scope: {
    http: 403,
    message: 'This key may not do that.',
    fix: 'Use a key that has the scope named in the message.',
  },
  read_only: {
    http: 403,
    message: 'This mailbox is read only: it may not send.',
    fix: 'Ask the operator to raise the oversight mode to gated_all or gated_send.',
  },
  upgrade_required: {
    http: 403,
    message: 'An oversight mode can only be made stricter here.',
    fix: 'Ask for more autonomy with POST /v1/mailboxes/{mailbox_id}/request-upgrade {"target_mode": "…"}: the operator gets a code by mail, and POST …/upgrade {"code": "…"} applies it. In the terminal of the server: `multimail mode MAILBOX MODE`.',
  },
  ...SIGN_UP_ERRORS,
  wrong_code: {
    http: 403,
    message: 'That is not the code.',
    fix: 'Give the code from the newest notice to the oversight address. After five wrong tries it is dead: make the request again without "approval_code" for a new one.',
  },
  hard_bounce: {
    http: 403,
    message: 'Mail to this address was refused for good: there is no such mailbox.',
    fix: 'Mail the person at another address.',
  },
  own_mail: {
    http: 403,
    message: 'Nobody decides on mail they wrote themselves.',
    fix: 'Let another reviewer decide, with a key of their own.',
  },
  test_key_only: {
    http: 403,
    message: 'Only a test key may do that.',
    fix: 'Use a key that starts with mm_test_.',
  },
  live_key_only: {
    http: 403,
    message: 'A test key may not change what live mail depends on.',
    fix: 'Use a key that starts with mm_live_.',
  },
  not_found: {
    http: 404,
    message: 'There is no such thing here, or it is not yours.',
    fix: 'Check the id, which is no name and no address (GET /v1/mailboxes lists those of mailboxes), and that the key belongs to the same account, mailbox and environment (live or test).',
  },
  no_pending_approval: {
    http: 404,
    message:
      'Nothing waits for a code: it was used, expired, died of wrong tries, or belongs to another request.',
    fix: 'Make exactly this request without the code; the operator then gets a new one by mail.',
  },
  inbound_closed: {
    http: 404,
    message: 'Mail is not taken by HTTP here.',
    fix: 'Set MULTIMAIL_INBOUND_SECRET on the server, or send by SMTP.',
  },
  unknown_mailbox: {
    http: 404,
    smtp: '550 5.1.1',
    message: 'There is no such mailbox here.',
    fix: null,
  },
  method_not_allowed: {
    http: 405,
    message: 'That method is not offered on this path.',
    fix: 'See /openapi.json for the methods of each path.',
  },
  conflict: {
    http: 409,
    message: 'The state of the resource does not allow this.',
    fix: 'Read the resource again and decide anew.',
  },
  already_decided: {
    http: 409,
    message: 'This email was already decided.',
    fix: 'Read the email to see the decision.',
  },
  already_approved: {
    http: 409,
    message: 'An approved email cannot be changed.',
    fix: 'Cancel it and send a new one, or change only send_at.',
  },
  paused: {
    http: 409,
    message: 'Sending is paused: nothing leaves until it is resumed.',
    fix: 'Resume it first (POST /v1/account/resume or /v1/mailboxes/{mailbox_id}/resume). Rejecting is possible now.',
  },
  link_used: {
    http: 409,
    message: 'This link was used for a decision before.',
    fix: null,
  },
  content_changed: {
    http: 409,
    message: 'The email is not the one you reviewed: its content hash differs.',
    fix: 'Read it again with GET /v1/oversight/pending and decide on the new content_hash.',
  },
  not_cancellable: {
    http: 409,
    message: 'This email can no longer be cancelled.',
    fix: 'Read the email to see its status.',
  },
  not_editable: {
    http: 409,
    message: 'Only a scheduled email can be changed.',
    fix: 'Cancel it if it is still held, and send a new one.',
  },
  duplicate: {
    http: 409,
    message: 'The same content went to the same recipients less than 60 seconds ago.',
    fix: 'Wait a minute, change the content, or give each send its own "idempotency_key".',
  },
  idempotency_mismatch: {
    http: 409,
    message: 'This Idempotency-Key was used with another request.',
    fix: 'Use a new key for a new request.',
  },
  idempotency_in_flight: {
    http: 409,
    message: 'The first request with this Idempotency-Key is still running.',
    fix: 'Wait a moment and send it again.',
  },
  address_in_use: {
    http: 409,
    message: 'This address is in use, or was used before.',
    fix: 'Choose another address: an address is never given out twice.',
  },
  domain_in_use: {
    http: 409,
    message: 'This domain cannot be used here: it is in use already.',
    fix: 'Use another domain, or have it given up where it is used.',
  },
  not_over: {
    http: 409,
    message: 'This email is still on its way: its content cannot be erased yet.',
    fix: 'Cancel it, decide on it, or wait until it is delivered or given up; then erase it.',
  },
  erased: {
    http: 410,
    message: 'The content of this email was erased.',
    fix: null,
  },
  link_expired: {
    http: 410,
    message: 'This link has expired.',
    fix: 'See what still waits with GET /v1/oversight/pending.',
  },
  too_large: {
    http: 413,
    smtp: '552 5.3.4',
    message: 'The message is too large.',
    fix: 'Keep the whole request under 25 MB of content; link to large files instead.',
  },
  wrong_origin: {
    http: 403,
    message: 'This request comes from a web page, or was sent to a name, that is not of this server.',
    fix: 'Programs send no Origin header. If the server has another name, set MULTIMAIL_PUBLIC_URL to it.',
  },
  unsupported_media_type: {
    http: 415,
    message: 'The body must be JSON.',
    fix: 'Send "Content-Type: application/json" (send, reply, tag, decide and drafts also take form fields).',
  },
  rate_limited: {
    http: 429,
    smtp: '451 4.7.1',
    message: 'Too many requests.',
    fix: 'Wait as many seconds as Retry-After says.',
  },
  export_running: {
    http: 429,
    message: 'An export of the audit log of this account is running.',
    fix: 'Wait until it is done, or end it; then ask again.',
  },
  warmup_limit: {
    http: 429,
    message: 'This mailbox has sent as much as a new mailbox may send in a day.',
    fix: 'Wait until the next day (UTC); the limit grows as the mailbox gets older.',
  },
  quota_exceeded: {
    http: 429,
    message: 'The monthly quota of the account is used up.',
    fix: 'Wait for the next month (UTC) or ask the operator to raise the quota.',
  },
  dmarc_rejected: {
    http: 403,
    smtp: '550 5.7.26',
    message:
      'The mail failed the DMARC check of the domain of its author, which asks for such mail to be refused.',
    fix: 'Send it by a server of that domain, or have the domain sign it (DKIM).',
  },
  sending_disabled: {
    http: 403,
    message: 'Sending is stopped for this account: too much of its mail bounced or was reported as spam.',
    fix: 'Stop sending and tell the operator, who can allow it again: `multimail allow-sending`.',
  },
  delivery_under_way: {
    http: 409,
    smtp: '451 4.3.0',
    message: 'The mail that this is about is still under way.',
    fix: 'Try again in some minutes.',
  },
  virus_found: {
    http: 403,
    smtp: '550 5.7.1',
    message: 'The mail carries a virus.',
    fix: null,
  },
  scanner_unavailable: {
    http: 503,
    smtp: '451 4.7.1',
    message: 'The mail cannot be checked for viruses right now.',
    fix: 'Try again in a few minutes.',
  },
  sign_in_failed: {
    http: 401,
    message: 'The code, password or passkey is wrong, or no longer valid.',
    fix: 'Ask for a new code and try again.',
  },
  sign_in_again: {
    http: 403,
    message: 'This needs a person who signed in within the last 30 minutes.',
    fix: 'Confirm with POST /v1/session/confirm and make the same request again.',
  },
  choose_account: {
    http: 409,
    message: 'This address belongs to several accounts.',
    fix: 'Sign in again with "account": the slug of one of "accounts".',
  },
  session_required: {
    http: 403,
    message: 'Only a person who is signed in can do this; a key cannot.',
    fix: 'Sign in at the console.',
  },
  not_from_console: {
    http: 403,
    message: 'This request did not come from the console of this server.',
    fix: 'Send the header "X-MultiMail-Console: 1" from a page of this server.',
  },
  too_late_to_undo: {
    http: 409,
    message: 'This decision cannot be taken back any more.',
    fix: null,
  },
  internal: {
    http: 500,
    smtp: '451 4.3.0',
    message: 'The server made a mistake; nothing was done.',
    fix: 'Try again; if it stays, give the operator the request_id.',
  },
  storage_full: {
    http: 507,
    smtp: '452 4.2.2',
    message: 'The storage of the account is full.',
    fix: 'Ask the operator to make room: `multimail limits --storage SIZE` raises the limit, and mail may be erased.',
  },
  store_unavailable: {
    http: 503,
    smtp: '451 4.3.0',
    message: 'The server cannot store anything right now; nothing was done.',
    fix: 'Try again in a few seconds with the same Idempotency-Key.',
  },
  shutting_down: {
    http: 503,
    smtp: '421 4.3.2',
    message: 'The server is stopping.',
    fix: 'Try again in a few seconds.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

/** One fault in the input: where (`to[0]`, `attachments[1].name`) and what, as contract §1 shows it. */
export interface ErrorDetail {
  readonly path: string
  readonly message: string
}

export interface AppErrorOptions {
  /** A more exact sentence than the table's. */
  readonly message?: string
  readonly fix?: string
  readonly details?: readonly ErrorDetail[]
  /** Seconds (≥ 1) for Retry-After. */
  readonly retryAfter?: number
  /** Further keys of the answer, e.g. `warmup_stage` (contract §10). */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** A failure that a client is told about, with a code from {@link ERRORS}. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fix: string | null
  readonly details: readonly ErrorDetail[]
  readonly retryAfter: number | null
  readonly extra: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.fix = options.fix ?? ERRORS[code].fix
    this.details = options.details ?? []
    this.retryAfter = options.retryAfter ?? null
    this.extra = options.extra ?? {}
  }

  /** The HTTP status code of this failure. */
  get status(): number {
    return ERRORS[this.code].http
  }

  /** The SMTP reply for this failure, e.g. `550 5.1.1 There is no such mailbox here.` */
  get smtpReply(): string {
    const entry: ErrorEntry = ERRORS[this.code]
    return `${entry.smtp ?? '451 4.3.0'} ${this.message}`
  }
}

/** A bad field: 400 `bad_request` that names it. */
export function badField(path: string, message: string): AppError {
  return new AppError('bad_request', { message: `${path}: ${message}`, details: [{ path, message }] })
}
