/** The description of the API: what routes say of themselves, made whole with the words beside them. */

import type { App } from './environment.ts'
import { ABOUT, completeDocument } from './reference/complete.ts'
import type { OpenApi } from './reference/openapi-types.ts'
import { VERSION } from './version.ts'
import { documentedWebhooks, WebhookBodySchema } from './webhook-wire.ts'
import { ErrorSchema } from './wire-schemas.ts'

/** The OpenAPI 3.1 document, generated from the schemas that validate. */
export function openApiDocument(app: App): OpenApi {
  app.openAPIRegistry.register('Event', WebhookBodySchema)
  app.openAPIRegistry.register('Error', ErrorSchema)
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'MultiMail', version: VERSION, ...ABOUT },
    servers: [{ url: '/', description: 'This server' }],
  })
  const webhooks = documentedWebhooks('#/components/schemas/Event')
  return completeDocument({ ...document, webhooks } as unknown as OpenApi)
}
