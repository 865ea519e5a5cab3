/** `multimail keys rotate-identity`: a new key for what this server signs. */

import { rotateIdentity } from '../actions/rotate-identity.ts'
import { AppError } from '../errors.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { withOperator } from './with-context.ts'

export const keysRotateIdentityCommand: Command = {
  usage: '',
  help: `Running processes take the new key up by themselves. The old one stays published at
/.well-known/multimail-signing-key, so that what it signed can still be verified. Where MULTIMAIL_IDENTITY_KEY_FILE
holds the key, put a new one in that file instead.

  multimail keys rotate-identity`,
  async run(invocation) {
    takeArguments('keys rotate-identity', invocation, [])
    return withOperator(false, async (context, operator) => {
      try {
        const kid = await rotateIdentity(context, operator)
        print(invocation, { kid }, `Signatures are by the new key ${kid} from now on.`)
        return 0
      } catch (error) {
        throw error instanceof AppError && error.code === 'conflict' ? new CommandError(error.message) : error
      }
    })
  },
}
