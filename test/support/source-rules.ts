/**
 * The rules of STYLE and ARCHITECTURE about source files, as functions over source text. Each returns what breaks
 * it, one readable line for each place; `test/tidy.test.ts` holds them against this repository.
 */

import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

export interface SourceFile {
  /** From the root of the repository, with slashes: `src/core/address.ts`. */
  readonly path: string
  readonly text: string
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

const parsed = new WeakMap<SourceFile, Node>()

function treeOf(file: SourceFile): Node {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const tree = parseAst(file.text, { lang: 'ts' }, file.path) as unknown as Node
  parsed.set(file, tree)
  return tree
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Visits every node with the nodes above it, the nearest last. */
function walk(node: Node, visit: (node: Node, above: readonly Node[]) => void, above: Node[] = []): void {
  visit(node, above)
  above.push(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, above)
  }
  above.pop()
}

const lineOf = (file: SourceFile, offset: number) => file.text.slice(0, offset).split('\n').length
const nameOf = (node: unknown) => (isNode(node) ? String(node.name ?? node.value ?? '') : '')

interface Import {
  readonly line: number
  /** As it is written. */
  readonly specifier: string
  /** The file it names, for a relative one. */
  readonly target: string | null
  /** Names that are taken from it; `*` for all. */
  readonly names: readonly string[]
}

const IMPORTS = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/** Every import of a file, of types too. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  walk(treeOf(file), (node) => {
    if (!IMPORTS.has(node.type) || !isNode(node.source) || typeof node.source.value !== 'string') return
    const specifier = node.source.value
    const names = Array.isArray(node.specifiers)
      ? node.specifiers.map((one: Node) =>
          one.type.includes('Namespace') ? '*' : nameOf(one.imported ?? one.local),
        )
      : ['*']
    const target = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(file.path), specifier))
      : null
    found.push({ line: lineOf(file, node.start), specifier, target, names })
  })
  return found
}

/** Rows of `src`, lowest first; a file may import a lower row, or its own folder. */
const ROWS: readonly (readonly string[])[] = [
  ['core'],
  ['errors', 'config', 'log'],
  ['store', 'mail', 'web'],
  ['context'],
  ['identity', 'sender-domain', 'domain-records', 'onboarding', 'credentials', 'passkey-signature'],
  ['screening', 'filtering', 'outgoing', 'returned'],
  ['recompose'],
  ['actions'],
  ['http', 'smtp', 'worker'],
  ['mcp'],
  ['serve'],
  ['cli'],
  ['main'],
]

/** The front doors: none imports another. */
const DOORS = ['http', 'smtp', 'worker']

/** Who takes of the store only what reads: the doors, and those that are doors too but stand above them. */
const READERS = [...DOORS, 'mcp', 'cli']

/** The folder of `src` a file is in, or its own name when it is in none. */
function partOf(path: string): string {
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? ''
}

function whyForbidden(from: string, to: string): string | null {
  const [source, target] = [partOf(from), partOf(to)]
  const isFolder = from.split('/').length > 2
  if (source === target && isFolder) return source === 'actions' ? 'actions do not import each other' : null
  const rank = (part: string) => ROWS.findIndex((row) => row.includes(part))
  if (rank(source) < 0 || rank(target) < 0) return 'not in the table of rows'
  if (rank(target) > rank(source)) return 'up'
  if (rank(target) === rank(source)) return 'sideways'
  return DOORS.includes(source) && DOORS.includes(target) ? 'sideways, from one front door to another' : null
}

/** Who may import whom (ARCHITECTURE); the core imports nothing else at all. */
export function forbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ line, specifier, target }) => {
      const where = `${file.path}:${line} imports ${target ?? specifier}`
      if (target === null)
        return partOf(file.path) === 'core' ? [`${where}: the core imports only itself`] : []
      if (!target.endsWith('.ts')) return [`${where}: a relative import ends in .ts`]
      const why = whyForbidden(file.path, target)
      return why === null ? [] : [`${where}: ${why}`]
    }),
  )
}

/** Names that the store exports and that write: functions whose first parameter is a Writer, and the type itself. */
function writersOf(files: readonly SourceFile[]): Set<string> {
  const writers = new Set(['Writer', 'Unit'])
  for (const file of files.filter(({ path }) => partOf(path) === 'store')) {
    walk(treeOf(file), (node, above) => {
      const isExported = above.at(-1)?.type === 'ExportNamedDeclaration'
      if (node.type !== 'FunctionDeclaration' || !isExported || !Array.isArray(node.params)) return
      const [first] = node.params as Node[]
      const annotation = first?.typeAnnotation
      const type = isNode(annotation) ? annotation.typeAnnotation : undefined
      if (isNode(type) && nameOf(type.typeName) === 'Writer') writers.add(nameOf(node.id))
    })
  }
  return writers
}

/** Front doors import only readers of the store. */
export function importedWriters(files: readonly SourceFile[]): string[] {
  const writers = writersOf(files)
  return files
    .filter(({ path }) => READERS.includes(partOf(path)))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target !== null && partOf(target) === 'store')
        .flatMap(({ line, target, names }) =>
          names
            .filter((name) => name === '*' || writers.has(name))
            .map((name) => `${file.path}:${line} imports ${name} of ${target}, which writes`),
        ),
    )
}

/** Only actions and the store itself open a transaction. */
export function openedTransactions(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !['actions', 'store'].includes(partOf(path)))
    .flatMap((file) => {
      const found: string[] = []
      walk(treeOf(file), (node) => {
        if (node.type !== 'MemberExpression' || nameOf(node.property) !== 'write' || !isNode(node.object))
          return
        const owner = node.object.type === 'MemberExpression' ? node.object.property : node.object
        if (nameOf(owner) === 'database')
          found.push(`${file.path}:${lineOf(file, node.start)} opens a transaction`)
      })
      return found
    })
}

/** Circles of imports, each once, of types too. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map(({ target }) => target ?? '')]))
  const done = new Set<string>()
  const cycles: string[] = []
  const follow = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (trail.includes(path) || done.has(path)) return
    for (const target of targets.get(path) ?? []) if (targets.has(target)) follow(target, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) follow(path, [])
  return cycles
}

/** Packages that speak SQL are imported in the store alone. */
export function strayDatabases(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => partOf(path) !== 'store')
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => ['kysely', 'pg', 'node:sqlite'].includes(specifier))
        .map(({ line, specifier }) => `${file.path}:${line} imports ${specifier}`),
    )
}

/** Which database it is, is known in two files. */
export function mentionsOfDialects(files: readonly SourceFile[]): string[] {
  const knowing = ['src/store/dialect.ts', 'src/context.ts']
  return files
    .filter(({ path, text }) => !knowing.includes(path) && /dialect/i.test(text))
    .map((file) => `${file.path}:${lineOf(file, file.text.search(/dialect/i))} says "dialect"`)
}

export const LONGEST_FILE = 400
export const LONGEST_FUNCTION = 70

export function longFiles(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length
    return lines > LONGEST_FILE ? [`${file.path} has ${lines} lines`] : []
  })
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Functions over the limit; a `describe` only groups tests and is not one. */
export function longFunctions(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    walk(treeOf(file), (node, above) => {
      if (!FUNCTIONS.has(node.type) || isGroup(above.at(-1))) return
      const first = lineOf(file, node.start)
      const lines = lineOf(file, node.end) - first + 1
      if (lines > LONGEST_FUNCTION) found.push(`${file.path}:${first} is a function of ${lines} lines`)
    })
    return found
  })
}

/** Whether a call is `describe(…)`, or `describe.each(…)(…)` and the like. */
function isGroup(call: Node | undefined): boolean {
  let callee: unknown = call?.type === 'CallExpression' ? call.callee : undefined
  while (isNode(callee) && callee.type !== 'Identifier') callee = callee.callee ?? callee.object
  return nameOf(callee) === 'describe'
}

export function vagueNames(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /(?:^|[/.-])(?:utils?|helpers?|common|misc|managers?)(?=[/.-])/i.test(path))
    .map(({ path }) => `${path} does not say what it is`)
}

/** Time and chance come from outside, in these folders. */
const TIMELESS = ['core', 'store', 'mail', 'actions']

export function clocksAndDice(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => TIMELESS.includes(partOf(path)))
    .flatMap((file) => {
      const found: string[] = []
      walk(treeOf(file), (node) => {
        const name =
          node.type === 'MemberExpression' ? `${nameOf(node.object)}.${nameOf(node.property)}` : undefined
        const args = node.arguments
        const isNow =
          node.type === 'NewExpression' &&
          nameOf(node.callee) === 'Date' &&
          Array.isArray(args) &&
          args.length === 0
        if (name === 'Date.now' || name === 'Math.random' || isNow)
          found.push(`${file.path}:${lineOf(file, node.start)} uses ${isNow ? 'new Date()' : name}`)
      })
      return found
    })
}

/** `any`, and comments that switch a check off. */
export function loopholes(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = []
    walk(treeOf(file), (node) => {
      if (node.type === 'TSAnyKeyword') found.push(`${file.path}:${lineOf(file, node.start)} uses any`)
    })
    for (const match of file.text.matchAll(/@ts-(?:ignore|nocheck|expect-error)|biome-ignore/g))
      found.push(`${file.path}:${lineOf(file, match.index)} has ${match[0]}`)
    return found
  })
}
