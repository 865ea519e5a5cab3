/** The MTA-STS policy of domains whose mail comes in here, by the name it is asked for under (RFC 8461 §3.3). */

import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { stsDomainOf, stsPolicyText } from '../../core/mta-sts-policy.ts'
import { mxHostOf } from '../../domain-records.ts'
import { AppError } from '../../errors.ts'
import { findHolder } from '../../store/domains.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'

/** Adds the route. */
export function addStsRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/.well-known/mta-sts.txt',
    scopes: null,
    tag: 'Server',
    summary: 'The MTA-STS policy of the domain whose `mta-sts.` name is in the Host field',
    description: 'Of the domain of the server, and of proved domains of accounts.',
    answer: z.string(),
    mediaType: 'text/plain',
    async handle({ header }) {
      const domain = stsDomainOf(header('host') ?? '')
      const { config, database } = context
      const isOurs =
        domain === config.domain ||
        (domain !== null && (await findHolder(database.reader, domain)) !== undefined)
      if (!isOurs) throw new AppError('not_found', { message: 'There is no policy for this name.' })
      return new Response(stsPolicyText(config.mtaSts, mxHostOf(context)), {
        headers: { 'content-type': 'text/plain; charset=us-ascii', 'cache-control': 'public, max-age=300' },
      })
    },
  })
}
