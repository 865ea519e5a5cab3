/** Reading what stands after the name of a command; every mistake is one line that shows the usage. */

import { isAddress } from '../core/address.ts'
import { AppError } from '../errors.ts'
import { CommandError, type Invocation } from './command.ts'

/**
 * The arguments without a dash, `names` of them at most, in their order; those not in `optional` must be there.
 * Throws {@link CommandError}.
 */
export function takeArguments<Name extends string>(
  command: string,
  invocation: Invocation,
  names: readonly Name[],
  optional: readonly Name[] = [],
): Readonly<Record<Name, string>> {
  const { positionals } = invocation
  const seeHelp = `See \`multimail ${command} --help\`.`
  const surplus = positionals[names.length]
  if (surplus !== undefined) throw new CommandError(`"${surplus}" is one argument too many. ${seeHelp}`)
  const missing = names.find((name, index) => positionals[index] === undefined && !optional.includes(name))
  if (missing !== undefined) throw new CommandError(`${missing} is missing. ${seeHelp}`)
  const pairs = names.map((name, index) => [name, positionals[index] ?? ''])
  return Object.fromEntries(pairs) as Record<Name, string>
}

/** The text of an option, or null when it was not given or is empty. */
export function textOption(invocation: Invocation, name: string): string | null {
  const value = invocation.options[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** Text for one line: at most `max` characters, no line breaks or other control characters. */
export function lineOption(invocation: Invocation, name: string, max: number): string | null {
  const text = textOption(invocation, name)
  if (text === null) return null
  if (text.length > max) throw new CommandError(`--${name} is longer than ${max} characters.`)
  if (/\p{Cc}/u.test(text)) throw new CommandError(`--${name} contains a control character.`)
  return text
}

/** A whole number between two others, or null when the option was not given. Throws {@link CommandError}. */
export function numberOption(invocation: Invocation, name: string, min: number, max: number): number | null {
  const text = textOption(invocation, name)
  if (text === null) return null
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < min || number > max)
    throw new CommandError(`--${name} must be a whole number from ${min} to ${max}.`)
  return number
}

/** A moment as epoch ms, or null when the option was not given. Throws {@link CommandError}. */
export function momentOption(invocation: Invocation, name: string): number | null {
  const text = textOption(invocation, name)
  if (text === null) return null
  const at = Date.parse(text)
  if (Number.isNaN(at))
    throw new CommandError(`--${name}: "${text}" is not a time such as 2026-01-01T08:00:00Z.`)
  return at
}

/** A mail address, null for an empty one, undefined when the option was not given. Throws {@link CommandError}. */
export function addressOption(invocation: Invocation, name: string): string | null | undefined {
  const value = invocation.options[name]
  if (typeof value !== 'string') return undefined
  if (value === '') return null
  if (!isAddress(value)) throw new CommandError(`--${name}: "${value}" is not a mail address.`)
  return value
}

/** The values of an option that may be repeated, or separated by commas; null when it was not given. */
export function listOption(invocation: Invocation, name: string): string[] | null {
  const value = invocation.options[name]
  if (value === undefined || typeof value === 'boolean') return null
  const given = typeof value === 'string' ? [value] : value
  return given.flatMap((text) => text.split(',').map((part) => part.trim())).filter((part) => part !== '')
}

/** Does `work`; when what it works on is not there, says so with its name. Throws {@link CommandError}. */
export async function orMissing<T>(sentence: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof AppError && error.code === 'not_found' ? new CommandError(sentence) : error
  }
}
