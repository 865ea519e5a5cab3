/** `multimail allow-sending`: ends a stop that too many bounces or complaints caused. */

import { allowSending } from '../actions/allow-sending.ts'
import { sendingLimitsOf } from '../core/sending-settings.ts'
import { standingNow } from '../store/sending-standings.ts'
import { lineOption, takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { withOperator } from './with-context.ts'

export const allowSendingCommand: Command = {
  usage: '--reason TEXT',
  help: `What waited goes on. For a time each mailbox may send 50 mails a day; the rates begin anew. First find out
whom the mail did not reach, and why: docs/bounces.md.

  --reason TEXT   what was done about it, for the audit log

  multimail allow-sending --reason 'Took the old customer list out'`,
  options: { reason: { type: 'string' } },
  async run(invocation) {
    takeArguments('allow-sending', invocation, [])
    const reason = lineOption(invocation, 'reason', 1_000)
    if (reason === null) throw new CommandError('--reason is missing. See `multimail allow-sending --help`.')
    return withOperator(false, async (context, operator) => {
      const lifted = await allowSending(context, operator, reason, 'operator')
      const { reader } = context.database
      const limits = sendingLimitsOf(context.config)
      const standing = await standingNow(reader, operator.accountId, context.clock.now(), limits)
      const text = lifted ? `Sending is allowed again. ${standing.reason ?? ''}` : 'Sending was not stopped.'
      print(invocation, { lifted, enforcement_tier: standing.tier }, text.trim())
      return 0
    })
  },
}
