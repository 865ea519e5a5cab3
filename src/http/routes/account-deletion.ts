/** Ending the account with everything it owns (contract §3). */

import { z } from '@hono/zod-openapi'
import { deleteAccount } from '../../actions/delete-account.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { findAccount } from '../../store/accounts.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { approvalCode, withOperator } from '../operator.ts'

/** Adds the route. */
export function addAccountDeletionRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/account',
    scopes: ['admin'],
    tag: 'Account',
    summary: 'Delete the account and erase everything it owns; there is no way back',
    description:
      'From the answer on no key opens it, nothing leaves and nothing is taken. Erasing goes on for a while; the oversight address gets a last mail when it is done. See docs/erasure.md.',
    body: z.object({ approval_code: approvalCode }),
    asksOperator: true,
    answer: z.object({ status: z.literal('deleted') }),
    async handle({ principal, body, from }) {
      requireWholeAccount(principal)
      const account = await findAccount(context.database.reader, principal.accountId)
      if (account === undefined) throw new AppError('not_found')
      const question = {
        action: 'account.delete',
        resourceId: account.id,
        mailboxId: null,
        request: {},
        text: `Delete the account "${account.name}" (${account.slug}) with every mailbox, email, key, subscription, domain, contact and draft. Nothing of it could ever be had again, and its addresses are never given out again.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, async (leave) => {
        await deleteAccount(context, principal, leave)
        return { body: { status: 'deleted' } }
      })
    },
  })
}
