/** Domains of one's own (contract §9). */

import { z } from '@hono/zod-openapi'
import { addDomain, removeDomain, verifyDomain } from '../../actions/manage-domain.ts'
import { recordReading } from '../../actions/read-message.ts'
import { rotateDomainKeys } from '../../actions/rotate-dkim.ts'
import type { Context } from '../../context.ts'
import { recordsOf } from '../../domain-records.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { type Domain, findDomain, listDomains } from '../../store/domains.ts'
import { requireWholeAccount } from '../auth.ts'
import { domainOf } from '../domain-wire.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'

const RecordSchema = z
  .object({
    purpose: z
      .enum([
        'dkim_rsa',
        'dkim_ed25519',
        'spf',
        'mx',
        'dmarc',
        'return_path',
        'mta_sts',
        'mta_sts_host',
        'tls_rpt',
        'dkim_rsa_next',
        'dkim_ed25519_next',
        'dkim_rsa_retired',
        'dkim_ed25519_retired',
      ])
      .openapi({
        description:
          'What it is for. `…_next`: a key that signs once its record is seen; `…_retired`: one that signed, to be left published for 7 days.',
      }),
    type: z.enum(['TXT', 'MX', 'CNAME']),
    name: z.string(),
    value: z.string(),
    priority: z.number().nullable(),
    required: z.boolean(),
    status: z
      .enum(['verified', 'missing', 'wrong', 'unknown'])
      .openapi({ description: '`unknown`: the DNS did not answer, or it was not looked for yet.' }),
    found: z.array(z.string()),
    problem: z.string().nullable(),
  })
  .openapi('DnsRecord')

const time = z.string().nullable().openapi({ format: 'date-time' })

const DomainSchema = z
  .object({
    id: z.string(),
    domain: z.string(),
    status: z.enum(['pending', 'active']),
    dkim_verified: z.boolean(),
    spf_verified: z.boolean(),
    mx_verified: z.boolean(),
    return_path_verified: z.boolean(),
    dns_records: z.array(RecordSchema),
    created_at: z.string().openapi({ format: 'date-time' }),
    verified_at: time,
    checked_at: time,
    next_check_at: z.string().openapi({ format: 'date-time' }),
    failing_since: time.openapi({
      description: 'Since when something that it needs is missing; 7 days later it is `pending`.',
    }),
  })
  .openapi('Domain')

const params = z.object({ id: idField })

/** A key of the live environment that is not limited to mailboxes. */
function requireLive(principal: Principal): void {
  requireWholeAccount(principal)
  if (principal.test === 1) throw new AppError('live_key_only')
}

/** Adds the routes. */
export function addDomainRoutes(app: App, context: Context): void {
  const shown = async (domain: Domain) => domainOf(domain, await recordsOf(context, domain))
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/domains',
    scopes: ['admin'],
    tag: 'Domains',
    summary: 'List the domains of the account',
    answer: z.object({ domains: z.array(DomainSchema), cursor: z.null() }),
    async handle({ principal }) {
      requireWholeAccount(principal)
      const domains = await listDomains(context.database.reader, principal.accountId)
      await recordReading(context, principal, {
        action: 'domain.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
      })
      return { body: { domains: await Promise.all(domains.map(shown)), cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/domains/{id}',
    scopes: ['admin'],
    tag: 'Domains',
    summary: 'Show a domain with the DNS records to publish and how they stand',
    params,
    answer: DomainSchema,
    async handle({ principal, params: { id } }) {
      requireWholeAccount(principal)
      const domain = await findDomain(context.database.reader, principal.accountId, id)
      if (domain === undefined) throw new AppError('not_found')
      await recordReading(context, principal, {
        action: 'domain.read',
        resourceType: 'domain',
        resourceId: domain.id,
        mailboxId: null,
      })
      return { body: await shown(domain) }
    },
  })
  addChangeRoutes(app, context, shown)
}

function addChangeRoutes(app: App, context: Context, shown: (domain: Domain) => Promise<object>): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/domains',
    scopes: ['admin'],
    tag: 'Domains',
    summary: 'Claim a domain; its DNS records prove it',
    description: 'A domain that the account claims already: 200.',
    body: z.object({ domain: z.string().max(254).openapi({ example: 'example.com' }) }),
    status: 201,
    answer: DomainSchema,
    async handle({ principal, body }) {
      requireLive(principal)
      const { domain, isNew } = await addDomain(context, principal, body.domain)
      return { status: isNew ? 201 : 200, body: await shown(domain) }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/domains/{id}/verify',
    scopes: ['admin'],
    tag: 'Domains',
    summary: 'Look at the DNS records now',
    params,
    answer: DomainSchema,
    async handle({ principal, params: { id } }) {
      requireLive(principal)
      return { body: await shown(await verifyDomain(context, principal, id)) }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/domains/{id}/rotate-dkim',
    scopes: ['admin'],
    tag: 'Domains',
    summary: 'Make new DKIM keys; they sign once their records are seen',
    description:
      'Publish the records whose purpose ends in `_next`. The old keys sign until then, and are to stay published for 7 days more. While new keys wait, asking again changes nothing.',
    params,
    answer: DomainSchema,
    async handle({ principal, params: { id } }) {
      requireLive(principal)
      return { body: await shown(await rotateDomainKeys(context, principal, id)) }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/domains/{id}',
    scopes: ['admin'],
    tag: 'Domains',
    summary: 'Give a domain up; not while there are mailboxes at it',
    params,
    answer: z.object({ status: z.literal('deleted') }),
    async handle({ principal, params: { id } }) {
      requireLive(principal)
      await removeDomain(context, principal, id)
      return { body: { status: 'deleted' } }
    },
  })
}
