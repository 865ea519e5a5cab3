/** `multimail mode`: how much the agent of a mailbox may do alone. */

import { changeMailbox } from '../actions/manage-mailbox.ts'
import { MODES, POLICY } from '../core/oversight.ts'
import { mailboxOf } from '../http/wire.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { requireMailbox, withOperator } from './with-context.ts'

const OUTBOUND = {
  deny: 'it may not send',
  hold: 'what it sends waits for a person',
  release: 'what it sends leaves at once',
} as const

export const modeCommand: Command = {
  usage: 'MAILBOX MODE',
  help: `MAILBOX is an id or an address. MODE, from least to most autonomy:

  read_only    it reads, and may not send
  gated_all    a person decides on all mail, in and out
  gated_send   a person decides on what it sends, except to people on its allowlist
  monitored    it sends at once; the operator gets a copy
  autonomous   it sends at once

What already waits for a decision goes on waiting.

  multimail mode agent@example.com monitored
  multimail mode agent@example.com read_only`,
  async run(invocation) {
    const given = takeArguments('mode', invocation, ['MAILBOX', 'MODE'])
    const mode = MODES.find((candidate) => candidate === given.MODE)
    if (mode === undefined)
      throw new CommandError(`"${given.MODE}" is not a mode: there are ${MODES.join(', ')}.`)
    return withOperator(false, async (context, operator) => {
      const before = await requireMailbox(context, operator, given.MAILBOX)
      const after = await changeMailbox(context, operator, before.id, { mode }, { by: 'terminal' })
      const text =
        before.mode === mode
          ? `${after.address} is ${mode} already; nothing was changed.`
          : `${after.address} is ${mode} now (before: ${before.mode}): ${OUTBOUND[POLICY[mode].outbound]}.`
      print(invocation, { status: 'updated', ...mailboxOf(after, operator) }, text)
      return 0
    })
  },
}
