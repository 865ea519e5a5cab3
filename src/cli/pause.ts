/** `multimail pause` and `multimail resume`: the kill switch. */

import { pauseSending, resumeSending } from '../actions/pause-sending.ts'
import type { Context } from '../context.ts'
import type { Principal } from '../store/access.ts'
import { lineOption, takeArguments } from './arguments.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'
import { requireMailbox, withOperator } from './with-context.ts'

/** What an invocation is about: one mailbox, or, without a name, the whole account. */
async function targetOf(context: Context, operator: Principal, name: string) {
  if (name === '') return { id: null, what: 'The account' }
  const { id, address } = await requireMailbox(context, operator, name)
  return { id, what: address }
}

function show(invocation: Invocation, what: string, paused: { paused_at: number | null }, text: string) {
  print(invocation, { target: what, paused: paused.paused_at !== null }, text)
}

export const pauseCommand: Command = {
  usage: '[MAILBOX] --reason TEXT',
  help: `Without MAILBOX (an id or address) everything is paused. What agents send meanwhile is accepted and held;
nothing can be approved, everything can be rejected. \`multimail resume\` ends it.

  --reason TEXT   why; shown to whoever finds it paused

  multimail pause --reason 'Agent writes nonsense'
  multimail pause agent@example.com --reason 'Wrong price list'`,
  options: { reason: { type: 'string' } },
  async run(invocation) {
    const { MAILBOX: name } = takeArguments('pause', invocation, ['MAILBOX'], ['MAILBOX'])
    const reason = lineOption(invocation, 'reason', 1_000)
    if (reason === null) throw new CommandError('--reason is missing. See `multimail pause --help`.')
    return withOperator(false, async (context, operator) => {
      const { id, what } = await targetOf(context, operator, name)
      const paused = await pauseSending(context, operator, id, reason)
      show(invocation, what, paused, `${what} is paused: nothing leaves until \`multimail resume\`.`)
      return 0
    })
  },
}

export const resumeCommand: Command = {
  usage: '[MAILBOX] [--reason TEXT]',
  help: `Without MAILBOX (an id or address) the pause of everything ends; a mailbox that is paused by itself stays so.

  --reason TEXT   why, for the audit log

  multimail resume
  multimail resume agent@example.com --reason 'Price list corrected'`,
  options: { reason: { type: 'string' } },
  async run(invocation) {
    const { MAILBOX: name } = takeArguments('resume', invocation, ['MAILBOX'], ['MAILBOX'])
    const reason = lineOption(invocation, 'reason', 1_000)
    return withOperator(false, async (context, operator) => {
      const { id, what } = await targetOf(context, operator, name)
      const resumed = await resumeSending(context, operator, id, reason)
      show(invocation, what, resumed, `${what} is not paused any more.`)
      return 0
    })
  },
}
