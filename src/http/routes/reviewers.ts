/** Further people who are asked by mail to decide (contract §7 "approvals_required"). */

import { z } from '@hono/zod-openapi'
import { addReviewer, dismissReviewer } from '../../actions/manage-reviewer.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { canonicalAddress, isAddress } from '../../core/address.ts'
import { AppError } from '../../errors.ts'
import { listReviewers } from '../../store/reviewers.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { reviewerOf } from '../wire.ts'
import { ReviewerSchema } from '../wire-schemas.ts'

/** Adds the routes. */
export function addReviewerRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/reviewers',
    scopes: ['admin', 'oversight'],
    tag: 'Oversight',
    summary: 'Who is asked by mail to decide, beside the oversight address',
    answer: z.object({ reviewers: z.array(ReviewerSchema), cursor: z.null() }),
    async handle({ principal }) {
      requireWholeAccount(principal)
      const reviewers = await listReviewers(context.database.reader, principal.accountId)
      await recordReading(context, principal, {
        action: 'reviewer.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
      })
      return { body: { reviewers: reviewers.map(reviewerOf), cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/reviewers',
    scopes: ['admin'],
    tag: 'Oversight',
    summary: 'Add a reviewer, who gets a mail with a link for everything that waits',
    description: 'Needs the operator.',
    body: z.object({
      address: z
        .string()
        .max(254)
        .refine(isAddress, 'is not a mail address')
        .openapi({ example: 'ada@example.com' }),
      approval_code: approvalCode,
    }),
    status: 201,
    asksOperator: true,
    answer: ReviewerSchema,
    async handle({ principal, body, from }) {
      requireWholeAccount(principal)
      const address = canonicalAddress(body.address)
      const question = {
        action: 'reviewer.add',
        resourceId: principal.accountId,
        mailboxId: null,
        request: { address },
        text: `Make ${address} a reviewer. They would get every mail that waits in this account, with a link by which they can approve or reject it.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, async (leave) => {
        const { reviewer, isNew } = await addReviewer(context, principal, address, leave)
        return { status: isNew ? 201 : 200, body: reviewerOf(reviewer) }
      })
    },
  })
  addRemoval(app, context)
}

function addRemoval(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/reviewers/{id}',
    scopes: ['admin'],
    tag: 'Oversight',
    summary: 'Take a reviewer off; links they were sent decide nothing any more',
    params: z.object({ id: idField }),
    answer: ReviewerSchema.extend({ status: z.literal('deleted') }),
    async handle({ principal, params }) {
      requireWholeAccount(principal)
      if (principal.test === 1) throw new AppError('live_key_only')
      const reviewer = await dismissReviewer(context, principal, params.id)
      return { body: { status: 'deleted', ...reviewerOf(reviewer) } }
    },
  })
}
