/** `multimail serve`: the server; the first time it sets everything up and says how to use it. */

import { takeArguments } from './arguments.ts'
import type { Command } from './command.ts'

export const serveCommand: Command = {
  usage: '',
  help: `The first start makes the data folder, an account, a mailbox and keys, and prints the keys once.
A second start changes nothing and prints no secrets. Ctrl-C or SIGTERM stops it, finishing what it began.

  MULTIMAIL_HTTP_PORT=0 MULTIMAIL_SMTP_PORT=0 multimail serve    any free ports`,
  async run(invocation) {
    takeArguments('serve', invocation, [])
    // The server is loaded by who starts it: other commands are quicker without.
    const { runServer } = await import('./serving.ts')
    return runServer(invocation.json)
  },
}
