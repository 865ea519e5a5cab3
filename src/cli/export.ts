/** `multimail export`: everything the account owns, in one file. */

import { once } from 'node:events'
import { exportAccount } from '../http/routes/export.ts'
import { takeArguments } from './arguments.ts'
import { type Command, print } from './command.ts'
import { tellProgress } from './progress.ts'
import { writeWhole } from './whole-file.ts'
import { withOperator } from './with-context.ts'

export const exportCommand: Command = {
  usage: 'FILE [--test]',
  help: `A zip archive with all mail as it is, its states and decisions, settings, lists, and the signed audit log; no
secrets. FILE is there only when it is whole; "-" is standard output. Progress goes to standard error.

  --test   test mail in place of live mail

  multimail export account.zip`,
  options: { test: { type: 'boolean' } },
  async run(invocation) {
    const { FILE: file } = takeArguments('export', invocation, ['FILE'])
    return withOperator(invocation.options.test === true, async (context, operator) => {
      const told = tellProgress('Exporting the account', 'files')
      let done = { files: 0, bytes: 0 }
      const pieces = await exportAccount(context, operator, false, (now) => {
        done = now
        told(now.files)
      })
      if (file === '-') {
        for await (const piece of pieces)
          if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
        return 0
      }
      await writeWhole(file, pieces)
      print(invocation, { file, ...done }, `${done.files} files are in ${file}.`)
      return 0
    })
  },
}
