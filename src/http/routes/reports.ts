/** What came back for a mail that was sent: the reports of other servers, as far as they were understood. */

import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { findReport, listReports } from '../../store/delivery-reports.ts'
import { findVisible } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'
import { iso } from '../wire.ts'

const ReportSchema = z
  .object({
    id: z.string(),
    kind: z.string().openapi({
      description:
        '`failed`, `delayed`, `delivered`, `relayed`, `expanded`, `complaint`, `auto_reply` or `unknown`.',
    }),
    effect: z.string().openapi({
      description:
        '`bounced`, `complained`, `unsubscribed`, `delivered`; or `noted`, `repeated`, `late`: nothing.',
    }),
    recipient: z.string().nullable(),
    status_code: z.string().nullable(),
    diagnostic: z.string(),
    bounce_type: z.enum(['hard', 'soft']).nullable(),
    raw_sha256: z.string(),
    created_at: z.string(),
  })
  .openapi('DeliveryReport')

/** Adds the routes. */
export function addReportRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails/{email_id}/reports',
    scopes: ['read'],
    tag: 'Emails',
    summary: 'What other servers reported of a mail that was sent, oldest first',
    params: z.object({ email_id: idField }),
    answer: z.object({ reports: z.array(ReportSchema) }),
    async handle({ principal, params }) {
      const { reader } = context.database
      const message = await findVisible(reader, principal, params.email_id)
      if (message === undefined) throw new AppError('not_found')
      const reports = await listReports(reader, message.id)
      await recordReading(context, principal, {
        action: 'email.reports_read',
        resourceType: 'email',
        resourceId: message.id,
        mailboxId: message.mailbox_id,
      })
      return {
        body: {
          reports: reports.map(({ created_at, ...report }) => ({
            id: report.id,
            kind: report.kind,
            effect: report.effect,
            recipient: report.recipient,
            status_code: report.status_code,
            diagnostic: report.diagnostic,
            bounce_type: report.bounce_type,
            raw_sha256: report.raw_sha256,
            created_at: iso(created_at),
          })),
        },
      }
    },
  })
  addRawRoute(app, context)
}

function addRawRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails/{email_id}/reports/{report_id}/raw',
    scopes: ['read'],
    tag: 'Emails',
    summary: 'A report as it came',
    description:
      'The mail of the other server (`message/rfc822`), or of a large one its beginning; the JSON (`application/json`) of a provider.',
    params: z.object({ email_id: idField, report_id: idField }),
    answer: z.string(),
    mediaType: 'message/rfc822',
    async handle({ principal, params }) {
      const { reader } = context.database
      const message = await findVisible(reader, principal, params.email_id)
      const report =
        message === undefined ? undefined : await findReport(reader, message.id, params.report_id)
      if (message === undefined || report === undefined) throw new AppError('not_found')
      if (message.erased_at !== null) throw new AppError('erased')
      await recordReading(context, principal, {
        action: 'email.reports_read',
        resourceType: 'email',
        resourceId: message.id,
        mailboxId: message.mailbox_id,
        metadata: { report: report.id },
      })
      const stream = await context.blobs.read(reader, report.raw_sha256)
      const isMail = report.came_to !== 'provider'
      return new Response(Readable.toWeb(stream) as unknown as ReadableStream, {
        headers: {
          'content-type': isMail ? 'message/rfc822' : 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="${report.id}.${isMail ? 'eml' : 'json'}"`,
          'content-length': String(report.raw_size),
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'private, no-store',
        },
      })
    },
  })
}
