/** The HTTP front door: every route, and what all of them share. */

import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { addConsole } from './console.ts'
import type { App, Environment } from './environment.ts'
import { errorBody } from './errors.ts'
import { addOauthRoutes } from './oauth/mount.ts'
import { createRequestId } from './request-id.ts'
import { addAccountRoutes } from './routes/account.ts'
import { addAccountDeletionRoute } from './routes/account-deletion.ts'
import { addApproveRoutes } from './routes/approve.ts'
import { addAuditRoutes } from './routes/audit.ts'
import { addAutonomyRoutes } from './routes/autonomy.ts'
import { addContentRoutes } from './routes/content.ts'
import { addCredentialRoutes } from './routes/credentials.ts'
import { addDeliveryRoute } from './routes/deliveries.ts'
import { addDomainRoutes } from './routes/domains.ts'
import { addDraftRoutes } from './routes/drafts.ts'
import { addEmailViewRoute } from './routes/email-view.ts'
import { addEmailRoutes } from './routes/emails.ts'
import { addEraseRoute } from './routes/erase.ts'
import { addExportRoute } from './routes/export.ts'
import { addFeedRoute } from './routes/feed.ts'
import { addHealthRoute } from './routes/health.ts'
import { addInboundRoutes } from './routes/inbound.ts'
import { addKeyRoutes } from './routes/keys.ts'
import { addLabelRoutes } from './routes/labels.ts'
import { addMailboxRoutes } from './routes/mailboxes.ts'
import { addStsRoute } from './routes/mta-sts.ts'
import { addOversightRoutes } from './routes/oversight.ts'
import { addPauseRoutes } from './routes/pause.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addProofRoute } from './routes/proof.ts'
import { addReferenceRoutes } from './routes/reference.ts'
import { addReportRoutes } from './routes/reports.ts'
import { addReviewerRoutes } from './routes/reviewers.ts'
import { addSendRoutes } from './routes/send.ts'
import { addSessionRoutes } from './routes/session.ts'
import { addSignUpRoutes } from './routes/sign-up.ts'
import { addSignUpPages } from './routes/sign-up-pages.ts'
import { addStandingRoutes } from './routes/standing.ts'
import { addStatisticsRoutes } from './routes/statistics.ts'
import { addSuppressionRoutes } from './routes/suppression.ts'
import { addTestRoutes } from './routes/test.ts'
import { addVerifyRoutes } from './routes/verify.ts'
import { addWebhookDeliveryRoutes } from './routes/webhook-deliveries.ts'
import { addWebhookRoutes } from './routes/webhooks.ts'
import { VERSION } from './version.ts'

/** Adds to an application what stands above it; called once every route is there. */
export type Mount = (app: App, context: Context, stopping: AbortSignal) => void

/** Builds the application on a context; what streams or waits ends when `stopping` is aborted. */
export function createApp(context: Context, stopping: AbortSignal, mounts: readonly Mount[] = []): App {
  const app = new OpenAPIHono<Environment>()
  addSharedBehaviour(app, context)
  // Fixed paths come before those with parameters that would swallow them.
  addHealthRoute(app, context, VERSION)
  addSignUpRoutes(app, context)
  addSignUpPages(app, context)
  addOauthRoutes(app, context)
  addAccountRoutes(app, context)
  addAccountDeletionRoute(app, context)
  addExportRoute(app, context, stopping)
  addAuditRoutes(app, context, stopping)
  addMailboxRoutes(app, context)
  addAutonomyRoutes(app, context)
  addKeyRoutes(app, context)
  addPauseRoutes(app, context)
  addApproveRoutes(app, context)
  addReviewerRoutes(app, context)
  addSessionRoutes(app, context)
  addCredentialRoutes(app, context)
  addPeopleRoutes(app, context)
  addStatisticsRoutes(app, context)
  addDeliveryRoute(app, context)
  addOversightRoutes(app, context)
  addSendRoutes(app, context)
  addDraftRoutes(app, context)
  addEmailRoutes(app, context, stopping)
  addEmailViewRoute(app, context)
  addEraseRoute(app, context)
  addContentRoutes(app, context)
  addLabelRoutes(app, context)
  addProofRoute(app, context)
  addTestRoutes(app, context)
  addWebhookRoutes(app, context)
  addWebhookDeliveryRoutes(app, context)
  addFeedRoute(app, context, stopping)
  addVerifyRoutes(app, context)
  addSuppressionRoutes(app, context)
  addDomainRoutes(app, context)
  addInboundRoutes(app, context)
  addStandingRoutes(app, context)
  addReportRoutes(app, context)
  addStsRoute(app, context)
  addDocuments(app)
  for (const mount of mounts) mount(app, context, stopping)
  return app
}

function addSharedBehaviour(app: App, context: Context): void {
  app.use(async (c, next) => {
    const started = performance.now()
    const requestId = createRequestId(c.req.raw.headers, context)
    c.set('requestId', requestId)
    c.set('answerHeaders', {
      'X-Request-Id': requestId,
      'X-Content-Type-Options': 'nosniff',
      'X-MultiMail-Delivery': context.config.delivery,
    })
    await next()
    for (const [name, value] of Object.entries(c.get('answerHeaders'))) c.res.headers.set(name, value)
    context.log.info(
      {
        request_id: requestId,
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      'request',
    )
  })
  app.onError((error, c) => answerError(context, c, error))
  // Returned, not thrown: Hono does not bring what is thrown here back through the middleware.
  app.notFound((c) => {
    const allowed = methodsOf(app, c.req.path)
    if (allowed.length === 0) {
      const fix = 'See /docs for every path. No part of it may be empty, and none ends with a slash.'
      return answerError(context, c, new AppError('not_found', { message: 'There is no such path.', fix }))
    }
    c.get('answerHeaders').Allow = allowed.join(', ')
    const message = `This path takes ${allowed.join(', ')} only.`
    return answerError(context, c, new AppError('method_not_allowed', { message }))
  })
}

function answerError(context: Context, c: HonoContext<Environment>, error: unknown): Response {
  const { status, body } = errorBody(context.database.translate(error), c.get('requestId'))
  if (status >= 500) context.log.error({ request_id: body.request_id, err: error }, 'request failed')
  const headers = c.get('answerHeaders')
  if (status === 401) headers['WWW-Authenticate'] ??= 'Bearer realm="multimail"'
  if (error instanceof AppError && error.retryAfter !== null)
    headers['Retry-After'] = String(error.retryAfter)
  return Response.json(body, { status })
}

/** The methods under which a path is known. */
function methodsOf(app: App, path: string): string[] {
  const matching = app.routes.filter(({ method, path: pattern }) => {
    if (method === 'ALL') return false
    const expression = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')
    return new RegExp(`^${expression}$`).test(path)
  })
  return [...new Set(matching.map(({ method }) => method))].sort()
}

function addDocuments(app: App): void {
  // The words of the reference are many, and few ask for them.
  addReferenceRoutes(app, async () => (await import('./document.ts')).openApiDocument(app))
  addConsole(app, {
    name: 'MultiMail',
    version: VERSION,
    openapi: '/openapi.json',
    health: '/health',
    docs: '/docs',
    llms: '/llms.txt',
  })
}
