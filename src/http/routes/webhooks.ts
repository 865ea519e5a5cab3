/** Subscriptions to events, and what was posted to them (contract §8). */

import { z } from '@hono/zod-openapi'
import {
  changed,
  changeWebhook,
  checkSubscription,
  createWebhook,
  deleteWebhook,
  findSame,
  needsOperator,
  openWebhook,
  rotateSecret,
  type Subscription,
  type WebhookChanges,
} from '../../actions/manage-webhook.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { EVENT_NAMES } from '../../core/published.ts'
import type { Principal } from '../../store/access.ts'
import type { OperatorLeave } from '../../store/operator-requests.ts'
import { listWebhooks, type Webhook } from '../../store/webhooks.ts'
import { addEndpoint, type Reply } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { flag, headerText, idField, optional } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { webhookOf, webhookWithSecretOf } from '../webhook-wire.ts'
import { WebhookSchema } from '../wire-schemas.ts'

const params = z.object({ id: idField })

/** A list, or one string of names separated by commas. */
const events = z
  .preprocess(
    (value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value),
    z.array(z.string().max(100)).min(1, 'at least one event is needed').max(100),
  )
  .openapi({ type: 'array', items: { type: 'string', enum: [...EVENT_NAMES] } })

const fields = {
  url: z.string().openapi({ example: 'https://hook.eu1.make.com/abcdef' }),
  events,
  mailbox_id: idField,
  description: headerText(200),
  include_body: flag,
  headers: z.record(z.string(), z.string()).openapi({ example: { 'x-make-apikey': 'secret' } }),
}

const WithSecretSchema = WebhookSchema.extend({
  signing_secret: z.string().openapi({ description: '`whsec_…`: what POSTs are signed with.' }),
  former_secret_until: z.string().nullable().openapi({ format: 'date-time' }),
}).openapi('WebhookWithSecret')

/** Adds the routes. */
export function addWebhookRoutes(app: App, context: Context): void {
  addReading(app, context)
  addMaking(app, context)
  addChanging(app, context)
  addEnding(app, context)
}

function addReading(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/webhooks',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'List subscriptions, without their secrets',
    answer: z.object({
      subscriptions: z.array(WebhookSchema),
      webhooks: z.array(WebhookSchema),
      cursor: z.null(),
    }),
    async handle({ principal }) {
      const webhooks = (await listWebhooks(context.database.reader, principal)).map(webhookOf)
      await recordReading(context, principal, {
        action: 'webhook.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: webhooks.length },
      })
      return { body: { subscriptions: webhooks, webhooks, cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/webhooks/{id}',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Show a subscription with its secret',
    params,
    answer: WithSecretSchema,
    async handle({ principal, params: { id } }) {
      const webhook = await openWebhook(context.database.reader, principal, id)
      await recordReading(context, principal, {
        action: 'webhook.read',
        resourceType: 'webhook',
        resourceId: id,
        mailboxId: webhook.mailbox_id,
      })
      return { body: webhookWithSecretOf(webhook) }
    },
  })
}

/** What a subscription would mean, in plain words. */
function questionOf(given: Subscription, url: string): string {
  const whose = given.mailboxId === null ? 'of every mailbox' : `of the mailbox ${given.mailboxId}`
  const body = given.includeBody ? 'with the whole text of mails' : 'with the first 200 characters of mails'
  const link = given.events.some((name) => ['oversight.pending', 'approval.requested'].includes(name))
    ? ' Whoever gets what waits also gets a link by which they can approve or reject it.'
    : ''
  return `Post the events ${given.events.join(', ')} ${whose}, ${body}, to ${url} from now on.${link}`
}

function addMaking(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/webhooks',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Subscribe to events',
    description:
      'Needs the operator, or a standing approval of the key for the host. The same url, events and mailbox again return the existing subscription (200).',
    body: z.object({
      url: fields.url,
      events: fields.events,
      mailbox_id: optional(fields.mailbox_id),
      description: optional(fields.description),
      include_body: optional(fields.include_body),
      headers: optional(fields.headers),
      approval_code: approvalCode,
    }),
    status: 201,
    asksOperator: true,
    answer: WithSecretSchema,
    async handle({ principal, body, from }) {
      const given: Subscription = {
        url: body.url,
        events: [...new Set(body.events)],
        mailboxId: body.mailbox_id ?? null,
        description: body.description ?? '',
        includeBody: body.include_body ?? false,
        headers: body.headers ?? {},
      }
      await checkSubscription(context, principal, given)
      const same = await findSame(context.database.reader, principal, given)
      if (same !== undefined) return { status: 200, body: webhookWithSecretOf(same) }
      const question = {
        action: 'webhook.create',
        resourceId: principal.accountId,
        mailboxId: null,
        request: given,
        text: questionOf(given, given.url),
        host: new URL(given.url).hostname,
        from,
      } as const
      const act = async (leave: OperatorLeave): Promise<Reply> => {
        const { webhook, isNew } = await createWebhook(context, principal, given, leave)
        return { status: isNew ? 201 : 200, body: webhookWithSecretOf(webhook) }
      }
      return withOperator(context, principal, question, body.approval_code, act, true)
    },
  })
}

const ChangeSchema = z.object({
  url: optional(fields.url),
  events: optional(fields.events),
  mailbox_id: fields.mailbox_id.nullable().optional(),
  description: optional(fields.description),
  include_body: optional(fields.include_body),
  headers: optional(fields.headers),
  is_active: optional(flag),
  approval_code: approvalCode,
})

async function change(
  context: Context,
  principal: Principal,
  webhook: Webhook,
  body: z.infer<typeof ChangeSchema>,
  from: string,
): Promise<Reply> {
  const given = {
    url: body.url,
    events: body.events,
    mailboxId: body.mailbox_id,
    description: body.description,
    includeBody: body.include_body,
    headers: body.headers,
    isActive: body.is_active,
  }
  const changes: WebhookChanges = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  )
  const after = changed(webhook, changes)
  await checkSubscription(context, principal, after)
  const act = async (leave: OperatorLeave | null): Promise<Reply> => {
    const result = await changeWebhook(context, principal, webhook.id, changes, leave)
    return { body: { status: 'updated', ...webhookOf(result) } }
  }
  if (!needsOperator(webhook, changes)) return act(null)
  const question = {
    action: 'webhook.update',
    resourceId: webhook.id,
    mailboxId: null,
    request: changes,
    text: `Change the webhook ${webhook.id}. ${questionOf(after, after.url)}`,
    host: new URL(after.url).hostname,
    from,
  } as const
  return withOperator(context, principal, question, body.approval_code, act, true)
}

function addChanging(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'patch',
    path: '/v1/webhooks/{id}',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Change a subscription, or make it active again',
    description: 'Another url, more events, another mailbox or bodies need the operator.',
    params,
    body: ChangeSchema,
    asksOperator: true,
    answer: WebhookSchema.extend({ status: z.literal('updated') }),
    async handle({ principal, params: { id }, body, from }) {
      const webhook = await openWebhook(context.database.reader, principal, id)
      return change(context, principal, webhook, body, from)
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/webhooks/{id}/rotate-secret',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Give a subscription a new secret; the old one is valid for another 24 hours',
    params,
    answer: WithSecretSchema,
    handle: async ({ principal, params: { id } }) => ({
      body: webhookWithSecretOf(await rotateSecret(context, principal, id)),
    }),
  })
}

function addEnding(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/webhooks/{id}',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'End a subscription at once',
    params,
    answer: z.object({ status: z.literal('deleted'), id: z.string() }),
    async handle({ principal, params: { id } }) {
      await deleteWebhook(context, principal, id)
      return { body: { status: 'deleted', id } }
    },
  })
}
