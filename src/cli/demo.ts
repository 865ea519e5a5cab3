/** `multimail demo`: the main job, played by a real server and a real SMTP peer, told step by step. */

import { takeArguments } from './arguments.ts'
import type { Command } from './command.ts'

export const demoCommand: Command = {
  usage: '[--exit]',
  help: `An agent writes, the mail is held, a person approves, the mail arrives at a real SMTP server on this machine, the
recipient answers, the agent reads the answer, the audit chain is verified. Nothing leaves this machine.

Everything is in a temporary folder that goes when the demo ends, or in MULTIMAIL_DATA, which must be new. Of the
other settings only MULTIMAIL_HTTP_PORT, MULTIMAIL_SMTP_PORT and LOG_LEVEL count; taken default ports are replaced
by free ones.

  --exit   end after the job

  multimail demo
  multimail demo --exit --json`,
  options: { exit: { type: 'boolean' } },
  async run(invocation) {
    takeArguments('demo', invocation, [])
    // The programs of both sides are loaded by this command alone.
    const { runDemo } = await import('./demo-play.ts')
    return runDemo({ json: invocation.json, exits: invocation.options.exit === true })
  },
}
