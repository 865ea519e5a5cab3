/** A function over finite domains, called everywhere and written down as the nested `match`es of a Coq definition. */

/** A finite type: every value with the name that Coq has for it. */
export interface Kind<T> {
  readonly name: string
  readonly values: readonly (readonly [value: T, word: string])[]
}

/** A kind of words; the compiler demands a name for every word of the union. */
export function kind<T extends string>(name: string, names: Readonly<Record<T, string>>): Kind<T> {
  return { name, values: Object.entries(names) as [T, string][] }
}

export const BOOL: Kind<boolean> = {
  name: 'bool',
  values: [
    [true, 'true'],
    [false, 'false'],
  ],
}

/** How a result is written: its type in Coq, and the text of a value. */
export interface Outcome {
  readonly type: string
  readonly write: (value: unknown) => string
}

/** A value that no kind knows becomes a word that Coq does not know either, so that it refuses the file. */
const wordOf = ({ name, values }: Kind<unknown>, value: unknown): string =>
  values.find(([known]) => known === value)?.[1] ?? `Unknown${name}`

/** A result that is always there. */
export const one = (of: Kind<unknown>): Outcome => ({ type: of.name, write: (value) => wordOf(of, value) })

/** A result that `nothing` stands in for where there is none: `None` in Coq. */
export const maybe = (of: Kind<unknown>, nothing: unknown = null): Outcome => ({
  type: `option ${of.name}`,
  write: (value) => (value === nothing ? 'None' : `Some ${wordOf(of, value)}`),
})

interface Argument {
  readonly name: string
  readonly of: Kind<unknown>
}

/** One function: its name in Coq, what it says, its arguments, and its result at one point, in Coq. */
export interface Table {
  readonly name: string
  readonly about: string
  readonly arguments: readonly Argument[]
  readonly result: string
  readonly cell: (values: readonly unknown[]) => string
}

/** Describes a function of named facts. The arguments of its definition have their order. */
export function tabulate<F extends Readonly<Record<string, unknown>>>(
  name: string,
  about: string,
  kinds: { readonly [K in keyof F]: Kind<F[K]> },
  result: Outcome,
  call: (facts: F) => unknown,
): Table {
  const entries = Object.entries(kinds) as [string, Kind<unknown>][]
  const names = entries.map(([key]) => key)
  return {
    name,
    about,
    arguments: entries.map(([key, of]) => ({ name: snakeCase(key), of })),
    result: result.type,
    cell: (values) => result.write(call(Object.fromEntries(names.map((key, at) => [key, values[at]])) as F)),
  }
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** `Inductive Mode : Type := ReadOnly | …`. */
export function kindText({ name, values }: Kind<unknown>): string {
  return `Inductive ${name} : Type :=\n  ${values.map(([, word]) => `| ${word}`).join(' ')}.`
}

/** The definition of a table. */
export function tableText(table: Table): string {
  const given = table.arguments.map(({ name, of }) => `(${name} : ${of.name})`)
  const head = `Definition ${table.name} ${given.join(' ')}`
  const wrapped = head.length > 100 ? `Definition ${table.name}\n    ${given.join('\n    ')}` : head
  const body = indented(bodyOf(table, []), '  ')
  return `(** ${table.about} *)\n${wrapped} : ${table.result} :=\n${body}.`
}

const indented = (text: string, by: string) => text.replace(/^/gm, by)

/** The result where the first arguments have `values`: an argument that makes no difference is not asked for. */
function bodyOf(table: Table, values: readonly unknown[]): string {
  const argument = table.arguments[values.length]
  if (argument === undefined) return table.cell(values)
  const words = new Map<string, string[]>()
  for (const [value, word] of argument.of.values) {
    const body = bodyOf(table, [...values, value])
    words.set(body, [...(words.get(body) ?? []), word])
  }
  const branches = [...words]
  const [first, second] = branches
  if (second === undefined) return first?.[0] ?? ''
  if (argument.of === BOOL) return choice(argument.name, first?.[0] ?? '', second[0])
  const lines = branches.map(([body, same]) => `| ${same.join(' | ')} =>${below(body)}`)
  return `match ${argument.name} with\n${lines.join('\n')}\nend`
}

function choice(name: string, yes: string, no: string): string {
  if (yes === 'true' && no === 'false') return name
  const isLong = [yes, no].some((text) => /[\n ]if |\n/.test(` ${text}`))
  return isLong ? `if ${name} then${below(yes)}\nelse ${no}` : `if ${name} then ${yes} else ${no}`
}

/** Text that follows a word: on the same line when it is one line. */
const below = (text: string) => (text.includes('\n') ? `\n${indented(text, '  ')}` : ` ${text}`)
