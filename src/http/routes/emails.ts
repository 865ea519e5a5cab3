/** Listing and reading mail, threads (contract §6), and the short forms (§11). */

import { z } from '@hono/zod-openapi'
import { digestWaiting } from '../../actions/digest-message.ts'
import { readMessage, recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { wordsOf } from '../../core/words.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { findMailboxByName, type Mailbox, requireMailbox } from '../../store/mailboxes.ts'
import { listMessages, listSpam, type MessageFilter } from '../../store/message-list.ts'
import { listThreadIds, listThreadMessages } from '../../store/threads.ts'
import { emailAnswer } from '../email-answer.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import {
  cursorAfter,
  filterMoment,
  flag,
  idField,
  optional,
  pageOf,
  pageQuery,
  statusField,
  wholeNumber,
} from '../fields.ts'
import { type Patience, untilSome } from '../waiting.ts'
import { summaryOf, threadOf } from '../wire.ts'
import { EmailSchema, EmailSummarySchema, listOf, ThreadSchema } from '../wire-schemas.ts'

/** The longest that a list waits for its first email. */
const MOST_SECONDS = 30

const listQuery = pageQuery.extend({
  status: optional(statusField),
  direction: optional(z.enum(['inbound', 'outbound'])),
  sender: optional(z.string().max(320)).openapi({
    type: 'string',
    description: 'Part of the author’s name or address.',
  }),
  subject_contains: optional(z.string().max(998)),
  date_after: optional(filterMoment),
  date_before: optional(filterMoment),
  has_attachments: optional(flag),
  since_id: optional(idField).openapi({ type: 'string', description: 'Only emails newer than this one.' }),
  q: optional(z.string().max(500)).openapi({
    type: 'string',
    description: 'Words to look for in the whole email.',
  }),
  tag: optional(z.string().max(500)).openapi({ type: 'string', description: '`key` or `key:value`.' }),
  wait: optional(wholeNumber(0, MOST_SECONDS)).openapi({
    type: 'integer',
    description: `Seconds to wait for an email when there is none yet: 0 to ${MOST_SECONDS}. Goes with \`since_id\`.`,
  }),
})

/** A search looks for so many words at most. */
const MOST_WORDS = 20

type ListQuery = z.infer<typeof listQuery>

function filterOf(query: ListQuery): MessageFilter {
  return {
    status: query.status ?? null,
    direction: query.direction ?? null,
    sender: query.sender ?? null,
    subjectContains: query.subject_contains ?? null,
    after: query.date_after ?? null,
    before: query.date_before ?? null,
    hasAttachments: query.has_attachments ?? null,
    sinceId: query.since_id ?? null,
    words: [...new Set(wordsOf(query.q ?? ''))].slice(0, MOST_WORDS),
    tag: tagOf(query.tag),
  }
}

function tagOf(text: string | undefined): MessageFilter['tag'] {
  if (text === undefined) return null
  const colon = text.indexOf(':')
  return colon < 0 ? { key: text, value: null } : { key: text.slice(0, colon), value: text.slice(colon + 1) }
}

const mailboxParams = z.object({ mailbox_id: idField })
const emailParams = z.object({ mailbox_id: idField, email_id: idField })

async function list(
  context: Context,
  principal: Principal,
  mailbox: Mailbox,
  filter: MessageFilter,
  query: ListQuery,
  patience: (Patience & { readonly readmit: () => Promise<Principal> }) | null,
) {
  const page = pageOf(query)
  let isFirst = true
  const find = async () => {
    // Who waits may have lost their key meanwhile.
    if (!isFirst) await patience?.readmit()
    isFirst = false
    // A search must find what was accepted before it, so the index catches up first.
    if (filter.words.length > 0) await digestWaiting(context, 1_000)
    return listMessages(context.database, principal, mailbox.id, filter, page)
  }
  const messages =
    patience === null ? await find() : await untilSome(context, find, (query.wait ?? 0) * 1_000, patience)
  await recordReading(context, principal, {
    action: 'email.listed',
    resourceType: 'mailbox',
    resourceId: mailbox.id,
    mailboxId: mailbox.id,
    metadata: { count: messages.length },
  })
  return { body: { emails: messages.map(summaryOf), cursor: cursorAfter(messages, page.limit) } }
}

/** Adds the routes. */
export function addEmailRoutes(app: App, context: Context, stopping: AbortSignal): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'List emails, newest first',
    params: mailboxParams,
    query: listQuery,
    answer: listOf('emails', EmailSummarySchema),
    async handle({ principal, params, query, signal, readmit }) {
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      return list(context, principal, mailbox, filterOf(query), query, { signal, stopping, readmit })
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'Read an email; an unread one becomes read',
    params: emailParams,
    answer: EmailSchema,
    async handle({ principal, params }) {
      const target = { mailboxId: params.mailbox_id, emailId: params.email_id }
      return { body: await emailAnswer(context, principal, await readMessage(context, principal, target)) }
    },
  })
  addShortRoutes(app, context)
  addThreadRoutes(app, context)
}

function addShortRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails/inbox',
    scopes: ['read'],
    tag: 'Short routes',
    summary: 'List inbound emails of the mailbox named in the query',
    query: listQuery.extend({ mailbox: z.string() }),
    answer: listOf('emails', EmailSummarySchema),
    async handle({ principal, query }) {
      const mailbox = await findMailboxByName(context.database.reader, principal, query.mailbox)
      if (mailbox === undefined) throw new AppError('not_found')
      return list(context, principal, mailbox, { ...filterOf(query), direction: 'inbound' }, query, null)
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails/thread/{id}',
    scopes: ['read'],
    tag: 'Short routes',
    summary: 'Show a thread without bodies',
    params: z.object({ id: idField }),
    answer: ThreadSchema,
    handle: ({ principal, params }) => showThread(context, principal, null, params.id),
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'List flagged and quarantined emails of the whole account',
    query: pageQuery.extend({ status: optional(z.enum(['spam_flagged', 'spam_quarantined'])) }),
    answer: listOf('emails', EmailSummarySchema),
    async handle({ principal, query }) {
      const page = pageOf(query)
      const stages =
        query.status === undefined ? (['spam_flagged', 'spam_quarantined'] as const) : [query.status]
      const messages = await listSpam(context.database.reader, principal, stages, page)
      await recordReading(context, principal, {
        action: 'email.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: messages.length, spam: true },
      })
      return { body: { emails: messages.map(summaryOf), cursor: cursorAfter(messages, page.limit) } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails/{id}',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'Read an email; an unread one becomes read',
    params: z.object({ id: idField }),
    answer: EmailSchema,
    async handle({ principal, params }) {
      const target = { mailboxId: null, emailId: params.id }
      return { body: await emailAnswer(context, principal, await readMessage(context, principal, target)) }
    },
  })
}

async function showThread(
  context: Context,
  principal: Principal,
  mailboxId: string | null,
  threadId: string,
) {
  const messages = await listThreadMessages(context.database.reader, principal, mailboxId, threadId)
  const thread = threadOf(threadId, messages)
  if (thread === null) throw new AppError('not_found')
  await recordReading(context, principal, {
    action: 'thread.read',
    resourceType: 'thread',
    resourceId: threadId,
    mailboxId: messages[0]?.mailbox_id ?? null,
    metadata: { count: messages.length },
  })
  return { body: thread }
}

function addThreadRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/threads',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'List threads, the one with the newest email first',
    params: mailboxParams,
    query: pageQuery.omit({ offset: true }),
    answer: listOf('threads', ThreadSchema.omit({ emails: true })),
    async handle({ principal, params, query }) {
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      const { before, limit } = pageOf(query)
      const { reader } = context.database
      const ids = await listThreadIds(reader, principal, mailbox.id, before, limit)
      const threads = []
      for (const { id } of ids) {
        const thread = threadOf(id, await listThreadMessages(reader, principal, mailbox.id, id))
        if (thread === null) continue
        const { emails: _, ...head } = thread
        threads.push(head)
      }
      await recordReading(context, principal, {
        action: 'thread.listed',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
        metadata: { count: threads.length },
      })
      const cursor = ids.length < limit ? null : (ids.at(-1)?.last_message_id ?? null)
      return { body: { threads, cursor } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/threads/{thread_id}',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'Show a thread without bodies',
    params: z.object({ mailbox_id: idField, thread_id: idField }),
    answer: ThreadSchema,
    handle: ({ principal, params }) => showThread(context, principal, params.mailbox_id, params.thread_id),
  })
}
