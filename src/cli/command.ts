/** What every command of the terminal shares: its options, its help, its way to fail in one line. */

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { createLog } from '../log.ts'
import type { Principal } from '../store/access.ts'
import { operatorOf } from '../store/access.ts'
import { findAccountBySlug } from '../store/account-end.ts'
import { type Account, firstAccount } from '../store/accounts.ts'

export type Options = NonNullable<ParseArgsConfig['options']>

/** The value of an option; a list for one that may be given several times. */
export type OptionValue = string | boolean | readonly string[] | undefined

export interface Invocation {
  readonly positionals: readonly string[]
  /** Values of the command's own options. */
  readonly options: Readonly<Record<string, OptionValue>>
  readonly json: boolean
}

export interface Command {
  readonly name: string
  /** What stands after the name in the help, e.g. `MAILBOX MODE`. */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  /** More for its own help: options and examples. */
  readonly help: string
  readonly options?: Options
  /** Exit code. */
  run(invocation: Invocation): Promise<number>
}

/** A failure that the terminal shows as one line. */
export class CommandError extends Error {}

/** Reads the arguments of a command. Throws {@link CommandError}. */
export function readArguments(command: Command, args: readonly string[]): Invocation | 'help' {
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
    throw new CommandError(`${why}. See \`multimail ${command.name} --help\`.`)
  }
}

/** The help of one command. */
export function helpOf(command: Command): string {
  return `Usage: multimail ${command.name}${command.usage === '' ? '' : ` ${command.usage}`}\n\n${command.summary}\n\n${command.help.replace(/^\n+|\s+$/g, '')}\n\n  --json   machine-readable output\n  --help   this text\n\nSettings come from the environment: see docs/config.md.\n`
}

/** Opens the context of the settings in the environment, quiet in its logs, and closes it afterwards. */
export async function withContext<T>(work: (context: Context, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig(process.env)
  const context = await openContext(config, createLog('silent'))
  try {
    return await work(context, config)
  } finally {
    await context.close()
  }
}

/**
 * The account that MULTIMAIL_ACCOUNT names, or the first one; undefined before the first start. Throws
 * {@link CommandError} when there is none of that name.
 */
export async function accountOfTerminal({ config, database }: Context): Promise<Account | undefined> {
  if (config.account === null) return firstAccount(database.reader)
  const account = await findAccountBySlug(database.reader, config.account)
  if (account === undefined)
    throw new CommandError(`MULTIMAIL_ACCOUNT: there is no account "${config.account}" here.`)
  return account
}

/** The same with the operator of the account; `test` chooses the set of mail. Throws when nothing is set up. */
export async function withOperator<T>(
  test: boolean,
  work: (context: Context, operator: Principal) => Promise<T>,
): Promise<T> {
  return withContext(async (context) => {
    const account = await accountOfTerminal(context)
    if (account === undefined)
      throw new CommandError('Nothing is set up here yet: run `multimail init` first.')
    if (account.is_active === 0) throw new CommandError('The account of this server was deleted.')
    return work(context, operatorOf(account.id, test ? 1 : 0))
  })
}

/** Prints a value as JSON, or its text. */
export function print(invocation: Invocation, value: unknown, text: string): void {
  process.stdout.write(`${invocation.json ? JSON.stringify(value, null, 2) : text}\n`)
}
