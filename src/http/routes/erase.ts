/** Erasing the content of an email (contract §9, GDPR Art. 17). */

import { z } from '@hono/zod-openapi'
import { eraseAtOnce, findErasable } from '../../actions/erase-message.ts'
import type { Context } from '../../context.ts'
import { findOwners } from '../../store/circumstances.ts'
import type { OperatorLeave } from '../../store/operator-requests.ts'
import { addEndpoint, type Reply } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField, statusField } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { iso, summaryOf } from '../wire.ts'

const emailParams = z.object({ mailbox_id: idField, email_id: idField })

/** Adds the route. */
export function addEraseRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/erase',
    scopes: ['admin'],
    tag: 'Audit',
    summary: 'Erase the content of an email for good; what proves how it was handled stays',
    description: 'Live mail needs the operator; test mail does not.',
    params: emailParams,
    body: z.object({ approval_code: approvalCode }),
    asksOperator: true,
    answer: z.object({ id: z.string(), status: statusField, erased_at: z.string(), test: z.boolean() }),
    async handle({ principal, params, body, from }) {
      const target = { mailboxId: params.mailbox_id, emailId: params.email_id }
      const found = await findErasable(context.database.reader, principal, target)
      const act = async (leave: OperatorLeave | null): Promise<Reply> => {
        const { id, status, erased_at, test } = summaryOf(
          await eraseAtOnce(context, principal, target, leave),
        )
        return { body: { id, status, erased_at, test } }
      }
      if (found.test === 1 || found.erased_at !== null) return act(null)
      const { mailbox } = await findOwners(context.database.reader, found)
      const question = {
        action: 'email.erase',
        resourceId: found.id,
        mailboxId: found.mailbox_id,
        request: {},
        text: `Erase the email ${found.id} of ${iso(found.created_at)} in the mailbox ${mailbox.address} for good. What it said could never be shown again; that it was handled, and how, stays in the audit log.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, act)
    },
  })
}
