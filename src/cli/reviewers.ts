/** `multimail reviewers`, `reviewers add`, `reviewers remove`. */

import { addReviewer, dismissReviewer } from '../actions/manage-reviewer.ts'
import { recordReading } from '../actions/read-message.ts'
import { canonicalAddress } from '../core/address.ts'
import { reviewerOf } from '../http/wire.ts'
import { findAccount } from '../store/accounts.ts'
import { listReviewers } from '../store/reviewers.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { moment, table } from './table.ts'
import { withOperator } from './with-context.ts'

export const reviewersCommand: Command = {
  usage: '',
  help: `The oversight address of the account is always asked; others are added with \`multimail reviewers add\`.

  multimail reviewers`,
  async run(invocation) {
    takeArguments('reviewers', invocation, [])
    return withOperator(false, async (context, operator) => {
      const { reader } = context.database
      const account = await findAccount(reader, operator.accountId)
      const reviewers = await listReviewers(reader, operator.accountId)
      await recordReading(context, operator, {
        action: 'reviewer.listed',
        resourceType: 'account',
        resourceId: operator.accountId,
        mailboxId: null,
      })
      const rows = [
        [account?.oversight_email ?? '', 'the oversight address', ''],
        ...reviewers.map(({ address, created_by, created_at }) => [address, created_by, moment(created_at)]),
      ]
      const answer = { oversight_email: account?.oversight_email, reviewers: reviewers.map(reviewerOf) }
      print(invocation, answer, table(['ADDRESS', 'BY', 'SINCE'], rows))
      return 0
    })
  },
}

export const reviewersAddCommand: Command = {
  usage: 'ADDRESS',
  help: `Each reviewer gets links of their own, so that a mailbox that needs two approvals gets them from two people.

  multimail reviewers add ada@example.com`,
  async run(invocation) {
    const { ADDRESS: address } = takeArguments('reviewers add', invocation, ['ADDRESS'])
    return withOperator(false, async (context, operator) => {
      const { reviewer } = await addReviewer(context, operator, address, { by: 'terminal' })
      print(invocation, reviewerOf(reviewer), `${reviewer.address} is asked from now on.`)
      return 0
    })
  },
}

export const reviewersRemoveCommand: Command = {
  usage: 'ADDRESS',
  help: `  multimail reviewers remove ada@example.com`,
  async run(invocation) {
    const { ADDRESS: address } = takeArguments('reviewers remove', invocation, ['ADDRESS'])
    return withOperator(false, async (context, operator) => {
      const reviewers = await listReviewers(context.database.reader, operator.accountId)
      const found = reviewers.find((one) => one.address === canonicalAddress(address))
      if (found === undefined)
        throw new CommandError(`${address} is no reviewer. See \`multimail reviewers\`.`)
      const removed = await dismissReviewer(context, operator, found.id)
      print(invocation, { status: 'deleted', ...reviewerOf(removed) }, `${removed.address} is asked no more.`)
      return 0
    })
  },
}
