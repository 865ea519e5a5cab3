/** What every command of the terminal shares: its options, its help, its way to fail in one line. */

import { type ParseArgsConfig, parseArgs } from 'node:util'

export type Options = NonNullable<ParseArgsConfig['options']>

/** The value of an option; a list for one that may be given several times. */
export type OptionValue = string | boolean | readonly string[] | undefined

export interface Invocation {
  readonly positionals: readonly string[]
  /** Values of the command's own options. */
  readonly options: Readonly<Record<string, OptionValue>>
  readonly json: boolean
}

/** A command as the list of commands has it. */
export interface Named {
  readonly name: string
  /** One line. */
  readonly summary: string
}

export interface Command {
  /** What stands after the name in the help, e.g. `MAILBOX MODE`. */
  readonly usage: string
  /** More for its own help: options and examples. */
  readonly help: string
  readonly options?: Options
  /** Exit code. */
  run(invocation: Invocation): Promise<number>
}

/** A failure that the terminal shows as one line. */
export class CommandError extends Error {}

/** Reads the arguments of a command. Throws {@link CommandError}. */
export function readArguments(
  { name }: Named,
  command: Command,
  args: readonly string[],
): Invocation | 'help' {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...command.options, help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } },
    })
    if (values.help === true) return 'help'
    const options = values as Record<string, OptionValue>
    return { positionals, options, json: values.json === true }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0] : 'cannot be read'
    throw new CommandError(`${why}. See \`multimail ${name} --help\`.`)
  }
}

/** The help of one command. */
export function helpOf({ name, summary }: Named, { usage, help }: Command): string {
  const heading = usage === '' ? name : `${name} ${usage}`
  return `Usage: multimail ${heading}\n\n${summary}\n\n${help.replace(/^\n+|\s+$/g, '')}\n\n  --json   machine-readable output\n  --help   this text\n\nSettings come from the environment: see docs/config.md.\n`
}

/** Prints a value as JSON, or its text. */
export function print(invocation: Invocation, value: unknown, text: string): void {
  process.stdout.write(`${invocation.json ? JSON.stringify(value, null, 2) : text}\n`)
}
