/** Tags, spam labels and contacts (contract §6), and the short form of tagging (§11). */

import { z } from '@hono/zod-openapi'
import { labelSpam, tagMessage, untagMessage } from '../../actions/label-message.ts'
import { recordReading } from '../../actions/read-message.ts'
import { addContact, removeContact } from '../../actions/save-contact.ts'
import type { Context } from '../../context.ts'
import { isAddress } from '../../core/address.ts'
import { AppError } from '../../errors.ts'
import { findTags, listContacts } from '../../store/labels.ts'
import { findVisible, statusOfMessage } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { cursorAfter, headerText, idField, optional, pageOf, pageQuery } from '../fields.ts'
import { tagKey, tagMap } from '../send-fields.ts'
import { contactOf } from '../wire.ts'
import { ContactSchema, listOf } from '../wire-schemas.ts'

const emailParams = z.object({ mailbox_id: idField, email_id: idField })
const idParams = z.object({ id: idField })
const Tags = z.object({ tags: z.record(z.string(), z.string()) })
const path = '/v1/mailboxes/{mailbox_id}/emails/{email_id}/tags'

/** Adds the routes. */
export function addLabelRoutes(app: App, context: Context): void {
  addTagRoutes(app, context)
  addSpamRoutes(app, context)
  addContactRoutes(app, context)
}

function addTagRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'put',
    path,
    scopes: ['send'],
    tag: 'Tags',
    summary: 'Add tags to those an email has',
    params: emailParams,
    body: z.object({
      tags: tagMap,
    }),
    answer: Tags,
    async handle({ principal, params, body }) {
      const target = { mailboxId: params.mailbox_id, emailId: params.email_id }
      return { body: { tags: await tagMessage(context, principal, target, body.tags) } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path,
    scopes: ['read'],
    tag: 'Tags',
    summary: 'The tags of an email',
    params: emailParams,
    answer: Tags,
    async handle({ principal, params }) {
      const { reader } = context.database
      const message = await findVisible(reader, principal, params.email_id)
      if (message === undefined || message.mailbox_id !== params.mailbox_id) throw new AppError('not_found')
      await recordReading(context, principal, {
        action: 'email.tags_read',
        resourceType: 'email',
        resourceId: message.id,
        mailboxId: message.mailbox_id,
      })
      return { body: { tags: await findTags(reader, message.id) } }
    },
  })
  addTagRemoval(app, context)
}

function addTagRemoval(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: `${path}/{key}`,
    scopes: ['send'],
    tag: 'Tags',
    summary: 'Take a tag off an email',
    params: emailParams.extend({ key: tagKey }),
    answer: z.object({ deleted: z.literal(true) }),
    async handle({ principal, params }) {
      const target = { mailboxId: params.mailbox_id, emailId: params.email_id }
      await untagMessage(context, principal, target, params.key)
      return { body: { deleted: true } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/emails/{id}/tag',
    scopes: ['send'],
    tag: 'Short routes',
    summary: 'Tag an email with plain words',
    params: idParams,
    body: z.object({
      tags: z.preprocess(
        (value) => (typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : value),
        z.array(tagKey).max(50),
      ),
    }),
    forms: true,
    answer: Tags,
    async handle({ principal, params, body }) {
      const tags = Object.fromEntries(body.tags.map((tag) => [tag, '']))
      return {
        body: { tags: await tagMessage(context, principal, { mailboxId: null, emailId: params.id }, tags) },
      }
    },
  })
}

function addSpamRoutes(app: App, context: Context): void {
  for (const [word, event] of [
    ['report-spam', 'report_spam'],
    ['not-spam', 'not_spam'],
  ] as const) {
    addEndpoint(app, context, {
      method: 'post',
      path: `/v1/emails/{id}/${word}`,
      scopes: ['send', 'oversight'],
      tag: 'Spam',
      summary: word === 'report-spam' ? 'Say that an email is spam' : 'Say that an email is not spam',
      params: idParams,
      answer: z.object({ id: z.string(), status: z.string(), user_label: z.string() }),
      async handle({ principal, params }) {
        const message = await labelSpam(context, principal, { mailboxId: null, emailId: params.id }, event)
        return { body: { id: message.id, status: statusOfMessage(message), user_label: message.user_label } }
      },
    })
  }
}

function addContactRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/contacts',
    scopes: ['send'],
    tag: 'Contacts',
    summary: 'Add a contact',
    body: z.object({
      name: headerText(255).min(1),
      email: z.string().refine(isAddress, 'is not a mail address'),
      tags: optional(z.array(headerText(100)).max(50)),
    }),
    status: 201,
    answer: ContactSchema,
    async handle({ principal, body }) {
      const contact = await addContact(context, principal, { ...body, tags: body.tags ?? [] })
      return { status: 201, body: contactOf(contact) }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/contacts',
    scopes: ['read'],
    tag: 'Contacts',
    summary: 'List contacts, or those whose name or address contains `q`',
    query: pageQuery.extend({ q: optional(z.string().max(200)), query: optional(z.string().max(200)) }),
    answer: listOf('contacts', ContactSchema),
    async handle({ principal, query }) {
      const page = pageOf(query)
      const part = query.q ?? query.query ?? ''
      const contacts = await listContacts(context.database.reader, principal, part, page)
      await recordReading(context, principal, {
        action: 'contact.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: contacts.length },
      })
      return { body: { contacts: contacts.map(contactOf), cursor: cursorAfter(contacts, page.limit) } }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/contacts/{id}',
    scopes: ['admin'],
    tag: 'Contacts',
    summary: 'Remove a contact',
    params: idParams,
    answer: z.object({ deleted: z.literal(true) }),
    async handle({ principal, params }) {
      await removeContact(context, principal, params.id)
      return { body: { deleted: true } }
    },
  })
}
