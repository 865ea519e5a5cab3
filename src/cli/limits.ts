/** `multimail limits`: how much mail an account may send in a month, and keep. */

import { type AccountLimits, changeLimits } from '../actions/change-limits.ts'
import { bytesOf, sizeText } from '../core/storage.ts'
import { storedBytes } from '../store/storage.ts'
import { numberOption, takeArguments, textOption } from './arguments.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'
import { withOperator } from './with-context.ts'

export const limitsCommand: Command = {
  usage: '[--quota MAILS] [--storage SIZE]',
  help: `  --quota MAILS    mails a month (UTC) that may be sent
  --storage SIZE   mail that may be kept, with what waits and what is test mail: "500 MB", "20 GB", bytes

Where the storage is full nothing can be sent, and other servers are told to bring mail later. The operator is told by
mail at 80, 95 and 100 %.

  multimail limits
  multimail limits --storage '20 GB'`,
  options: { quota: { type: 'string' }, storage: { type: 'string' } },
  async run(invocation) {
    takeArguments('limits', invocation, [])
    const quota = numberOption(invocation, 'quota', 0, 1_000_000_000)
    const storage = sizeOption(invocation, 'storage')
    const changes: Partial<AccountLimits> = {
      ...(quota === null ? {} : { monthly_email_quota: quota }),
      ...(storage === null ? {} : { max_storage_bytes: storage }),
    }
    return withOperator(false, async (context, operator) => {
      const { reader } = context.database
      const account = await changeLimits(context, operator, changes)
      const kept = await storedBytes(reader, account.id, true)
      const { monthly_email_quota, max_storage_bytes } = account
      const text = `${account.slug} may send ${monthly_email_quota} mails a month, and keeps ${sizeText(kept)} of ${sizeText(max_storage_bytes)}.`
      print(invocation, { monthly_email_quota, max_storage_bytes, storage_used_bytes: kept }, text)
      return 0
    })
  },
}

function sizeOption(invocation: Invocation, name: string): number | null {
  const text = textOption(invocation, name)
  if (text === null) return null
  const bytes = bytesOf(text)
  if (bytes !== null) return bytes
  throw new CommandError(`--${name} must be a size such as "500 MB" or "20 GB", not "${text}".`)
}
