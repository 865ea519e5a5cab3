/** The `multimail` command: finds the command, runs it, and turns failures into one readable line. */

import { CommandError, helpOf, readArguments } from './cli/command.ts'
import { COMMANDS, type Listed } from './cli/commands.ts'
import { ConfigError } from './config.ts'
import { AppError } from './errors.ts'

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length))
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return `MultiMail: the mail server for AI agents.\n\nUsage: multimail COMMAND [options]\n\n${lines.join('\n')}\n\nEach command has --help.\n`
}

/** The command that the arguments begin with, and the arguments after its name; names may have two words. */
function findCommand(args: readonly string[]): { listed: Listed; rest: readonly string[] } | null {
  for (const words of [2, 1]) {
    const name = args.slice(0, words).join(' ')
    const listed = COMMANDS.find((candidate) => candidate.name === name)
    if (listed !== undefined) return { listed, rest: args.slice(words) }
  }
  return null
}

async function run(args: readonly string[]): Promise<number> {
  if (args.length === 0 || ['--help', '-h', 'help'].includes(args[0] ?? '')) {
    process.stdout.write(overview())
    return 0
  }
  const found = findCommand(args)
  if (found === null) throw new CommandError(`there is no command "${args[0]}". See \`multimail --help\`.`)
  const command = await found.listed.load()
  const invocation = readArguments(found.listed, command, found.rest)
  if (invocation === 'help') {
    process.stdout.write(helpOf(found.listed, command))
    return 0
  }
  return command.run(invocation)
}

/** One line for any failure; a stack only when somebody asks for it with LOG_LEVEL=debug. */
function explain(error: unknown): string {
  if (error instanceof CommandError || error instanceof ConfigError) return error.message
  if (error instanceof AppError) return error.fix === null ? error.message : `${error.message} ${error.fix}`
  if (!(error instanceof Error)) return String(error)
  const code = (error as { code?: unknown }).code
  if (code === 'EADDRINUSE') return `${error.message}: something else listens there; choose another port.`
  return process.env.LOG_LEVEL === 'debug'
    ? (error.stack ?? error.message)
    : (error.message.split('\n')[0] ?? 'failed')
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`multimail: ${explain(error)}\n`)
  process.exitCode = 1
}
