/** Who must not be mailed, and the link by which a recipient says so (contract §9, RFC 8058). */

import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { html } from 'hono/html'
import { liftSuppression } from '../../actions/lift-suppression.ts'
import { recordReading } from '../../actions/read-message.ts'
import { readUnsubscribeLink, type UnsubscribeLink, unsubscribe } from '../../actions/unsubscribe.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { listSuppressions, type Suppression } from '../../store/suppressions.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App, Environment } from '../environment.ts'
import { cursorAfter, pageOf as listPageOf, pageQuery } from '../fields.ts'
import { pageOf } from '../pages/layout.ts'
import { calmPage } from '../pages/review-page.ts'
import { shown, shownAddress } from '../pages/shown-text.ts'
import { iso } from '../wire.ts'
import { listOf } from '../wire-schemas.ts'

const PATH = '/v1/unsubscribe/:token'

const SuppressionSchema = z
  .object({
    id: z.string(),
    email_address: z.string(),
    reason: z.string().openapi({ description: '`hard_bounce`, `complaint` or `unsubscribed`.' }),
    mailbox_id: z.string().nullable().openapi({ description: 'Null: it holds for every mailbox.' }),
    created_at: z.string(),
  })
  .openapi('Suppression')

/** Adds the routes. */
export function addSuppressionRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/suppression',
    scopes: ['admin'],
    tag: 'Suppression',
    summary: 'Addresses that are not mailed any more, newest first',
    query: pageQuery,
    answer: listOf('suppressions', SuppressionSchema),
    async handle({ principal, query }) {
      const page = listPageOf(query)
      const suppressions = await listSuppressions(context.database.reader, principal, page)
      await recordReading(context, principal, {
        action: 'suppression.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: suppressions.length },
      })
      const cursor = cursorAfter(suppressions, page.limit)
      return { body: { suppressions: suppressions.map(suppressionOf), cursor } }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/suppression/{address}',
    scopes: ['admin'],
    tag: 'Suppression',
    summary: 'Allow mail to an address again, unless there is no mailbox behind it',
    params: z.object({ address: z.string().max(320) }),
    answer: z.object({ deleted: z.literal(true) }),
    async handle({ principal, params }) {
      await liftSuppression(context, principal, params.address)
      return { body: { deleted: true } }
    },
  })
  addUnsubscribeRoutes(app, context)
}

function suppressionOf({ id, email_address, reason, mailbox_id, created_at }: Suppression) {
  return { id, email_address, reason, mailbox_id, created_at: iso(created_at) }
}

function addUnsubscribeRoutes(app: App, context: Context): void {
  const responses = { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } }
  const request = { params: z.object({ token: z.string() }) }
  const shared = { path: '/v1/unsubscribe/{token}', tags: ['Suppression'], security: [], responses, request }
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'get',
    operationId: 'get_unsubscribe_token',
    summary: 'The page on which a recipient ends mail to them; opening it changes nothing',
  })
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'post',
    operationId: 'post_unsubscribe_token',
    summary: 'End mail to the recipient of a mail, at once (RFC 8058 one-click)',
  })
  app.get(PATH, (c) => calmly(context, c, (token) => readUnsubscribeLink(context, token)))
  app.post(PATH, (c) => calmly(context, c, (token) => unsubscribe(context, token)))
}

/** Whatever goes wrong is a page, not JSON. */
async function calmly(
  context: Context,
  c: HonoContext<Environment>,
  handle: (token: string) => Promise<UnsubscribeLink | null>,
): Promise<Response> {
  const token = c.req.param('token') ?? ''
  try {
    const link = await handle(token)
    if (link === null) {
      const words = 'There is nothing behind this link. It may have been copied incompletely.'
      return pageOf('Unknown link', calmPage('This link is not known', [words]), 404)
    }
    return link.isDone ? donePage(link) : askingPage(token, link)
  } catch (error) {
    const failure = context.database.translate(error)
    context.log.error({ err: error }, 'unsubscribing failed')
    const status = failure instanceof AppError ? failure.status : 500
    const words = 'The server could not do it now. Please try again in a minute.'
    return pageOf('Not possible now', calmPage('This did not work', [words]), status)
  }
}

function donePage({ address, operator }: UnsubscribeLink): Promise<Response> {
  const words = html`${shownAddress(address)} gets no more mail from ${shown(operator)}.`
  return pageOf('Unsubscribed', calmPage('You get no more mail', [words]), 200)
}

function askingPage(token: string, { address, operator }: UnsubscribeLink): Promise<Response> {
  const title = 'No more mail?'
  const content = html`<h1>${title}</h1><section class="card">
<p class="verdict">If you unsubscribe, ${shown(operator)} sends no more mail to ${shownAddress(address)}, from any of its
agents.</p>
<p class="soft">It takes effect at once. Close this page to keep getting mail.</p>
<form method="post" action="/v1/unsubscribe/${token}">
<div class="buttons"><button class="stop">Unsubscribe</button></div></form></section>`
  return pageOf(title, content, 200)
}
