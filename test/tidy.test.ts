/** The repository keeps its own rules (STYLE, ARCHITECTURE), and the checks that say so can fail. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  clocksAndDice,
  forbiddenImports,
  importCycles,
  importedWriters,
  LONGEST_FILE,
  LONGEST_FUNCTION,
  longFiles,
  longFunctions,
  loopholes,
  mentionsOfDialects,
  openedTransactions,
  type SourceFile,
  strayDatabases,
  vagueNames,
} from './support/source-rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The TypeScript files below a folder of the repository. */
function filesBelow(folder: string): SourceFile[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path)
    return path.endsWith('.ts') ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : []
  })
}

const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const own = ['src', 'test', 'scripts', 'bench', 'proof', 'connectors'].filter((name) =>
  folders.some((entry) => entry.name === name),
)
const src = filesBelow('src')
const everything = own.flatMap((folder) => filesBelow(folder))

const file = (path: string, text: string): SourceFile => ({ path, text })

/** A file of so many lines, all of them in one function when asked for. */
const long = (lines: number, open = '', close = '') =>
  file('src/core/long.ts', [open, ...Array<string>(lines - 2).fill('// x'), close].join('\n'))

describe('imports', () => {
  it('go down the rows, never sideways, never up', () => {
    expect(forbiddenImports(src)).toEqual([])
  })

  it.each([
    ['src/core/a.ts', "import { b } from '../errors.ts'"],
    ['src/core/a.ts', "import type { B } from '../store/db.ts'"],
    ['src/core/a.ts', "import { hash } from 'node:crypto'"],
    ['src/core/a.ts', "type B = import('../store/db.ts').B"],
    ['src/core/a.ts', "export * from '../store/db.ts'"],
    ['src/errors.ts', "import { b } from './config.ts'"],
    ['src/store/a.ts', "import type { B } from '../mail/b.ts'"],
    ['src/mail/a.ts', "export { b } from '../store/b.ts'"],
    ['src/store/a.ts', "import { b } from '../context.ts'"],
    ['src/context.ts', "const b = await import('./actions/b.ts')"],
    ['src/actions/a.ts', "import { b } from './b.ts'"],
    ['src/actions/a.ts', "import type { B } from '../http/b.ts'"],
    ['src/http/a.ts', "import { b } from '../smtp/b.ts'"],
    ['src/http/routes/a.ts', "import { b } from '../../cli/b.ts'"],
    ['src/worker/a.ts', "import { b } from '../serve.ts'"],
    ['src/cli/a.ts', "import { b } from '../main.ts'"],
    ['src/elsewhere/a.ts', "import { b } from '../core/b.ts'"],
    ['src/http/a.ts', "import { b } from '../core/b'"],
  ])('are found in %s: %s', (path, text) => {
    expect(forbiddenImports([file(path, text)])).toHaveLength(1)
  })

  it('of what is lower or beside in the same folder are lawful', () => {
    const lawful = [
      file('src/core/a.ts', "import { b } from './b.ts'"),
      file('src/store/migrations/a.ts', "import { b } from '../b.ts'\nimport { sql } from 'kysely'"),
      file('src/http/routes/a.ts', "import { b } from '../b.ts'\nimport type { C } from '../../store/c.ts'"),
      file('src/cli/a.ts', "import { b } from '../serve.ts'\nimport { c } from './c.ts'"),
      file('src/main.ts', "import { b } from './cli/b.ts'"),
    ]
    expect(forbiddenImports(lawful)).toEqual([])
  })

  it('never go in a circle', () => {
    expect(importCycles(src)).toEqual([])
  })

  it('that go in a circle are found, also of types', () => {
    const circle = [
      file('src/store/a.ts', "import type { B } from './b.ts'"),
      file('src/store/b.ts', "import { c } from './c.ts'"),
      file('src/store/c.ts', "export { a } from './a.ts'"),
      file('src/store/d.ts', "import { a } from './a.ts'"),
    ]
    expect(importCycles(circle)).toEqual([
      'src/store/a.ts → src/store/b.ts → src/store/c.ts → src/store/a.ts',
    ])
    expect(importCycles([file('src/store/a.ts', "import './a.ts'")])).toHaveLength(1)
  })
})

describe('writing', () => {
  const store = file(
    'src/store/keys.ts',
    'export async function addKey(writer: Writer, key: Key) {}\nexport function findKey(reader: Reader) {}',
  )

  it('is imported by no front door', () => {
    expect(importedWriters(src)).toEqual([])
  })

  it.each([
    ['src/http/a.ts', "import { addKey } from '../store/keys.ts'"],
    ['src/cli/a.ts', "import { findKey, addKey as make } from '../store/keys.ts'"],
    ['src/worker/a.ts', "import type { Writer } from '../store/db.ts'"],
    ['src/smtp/a.ts', "import * as keys from '../store/keys.ts'"],
  ])('is found when %s says %s', (path, text) => {
    expect(importedWriters([store, file(path, text)])).toHaveLength(1)
  })

  it('is lawful in actions, and reading everywhere', () => {
    const lawful = [
      file('src/actions/a.ts', "import { addKey } from '../store/keys.ts'"),
      file('src/http/a.ts', "import { findKey } from '../store/keys.ts'"),
    ]
    expect(importedWriters([store, ...lawful])).toEqual([])
  })

  it('happens in transactions that actions open', () => {
    expect(openedTransactions(src)).toEqual([])
  })

  it('in a transaction that somebody else opens is found', () => {
    const text = 'await context.database.write(unit)\nawait database.write(unit)\nawait stream.write(unit)'
    expect(openedTransactions([file('src/http/a.ts', text)])).toHaveLength(2)
    expect(openedTransactions([file('src/actions/a.ts', text)])).toEqual([])
  })

  it('and reading in SQL happens in the store alone', () => {
    expect(strayDatabases(src)).toEqual([])
    expect(strayDatabases([file('src/actions/a.ts', "import { sql } from 'kysely'")])).toHaveLength(1)
  })

  it('knows in two files which database it is', () => {
    expect(mentionsOfDialects(src)).toEqual([])
    expect(mentionsOfDialects([file('src/store/a.ts', '\nnew SqliteDialect()')])).toEqual([
      'src/store/a.ts:2 says "dialect"',
    ])
  })
})

describe('files and functions', () => {
  it('are short', () => {
    expect(longFiles(everything)).toEqual([])
    expect(longFunctions(everything)).toEqual([])
  })

  it('that are long are found', () => {
    expect(longFiles([long(LONGEST_FILE + 1, '', '1')])).toHaveLength(1)
    expect(longFiles([long(LONGEST_FILE, '', '1')])).toEqual([])
  })

  it.each([
    ['function f() {', '}'],
    ['const f = async () => {', '}'],
    ['class A { f() {', '} }'],
    ["it('does much', () => {", '})'],
    ["const s = '}'; const f = function () { // {", '}'],
  ])('are found too long: %s', (open, close) => {
    expect(longFunctions([long(LONGEST_FUNCTION + 1, open, close)])).toHaveLength(1)
    expect(longFunctions([long(LONGEST_FUNCTION, open, close)])).toEqual([])
  })

  it('are not counted when they only group tests', () => {
    const grouped = long(LONGEST_FUNCTION + 1, "describe('a group', () => {", '})')
    const repeated = long(LONGEST_FUNCTION + 1, "describe.each([1])('a group', () => {", '})')
    expect(longFunctions([grouped, repeated])).toEqual([])
  })

  it('say by their names what they are', () => {
    expect(vagueNames(everything)).toEqual([])
  })

  it.each([
    'src/utils/a.ts',
    'src/http/helpers.ts',
    'src/store/key-manager.ts',
    'test/common.ts',
    'src/misc.ts',
  ])('that do not are found: %s', (path) => {
    expect(vagueNames([file(path, '')])).toHaveLength(1)
  })

  it.each(['src/actions/manage-key.ts', 'src/mail/commonmark.ts', 'src/core/utilisation.ts'])(
    'that do are not: %s',
    (path) => {
      expect(vagueNames([file(path, '')])).toEqual([])
    },
  )
})

describe('time and chance', () => {
  it('come from outside', () => {
    expect(clocksAndDice(src)).toEqual([])
  })

  it.each([
    ['src/core/a.ts', 'const now = Date.now()'],
    ['src/store/a.ts', 'const clock = Date.now'],
    ['src/mail/a.ts', 'const r = Math.random()'],
    ['src/actions/a.ts', 'const today = new Date()'],
  ])('are found in %s: %s', (path, text) => {
    expect(clocksAndDice([file(path, text)])).toHaveLength(1)
  })

  it('may be had above, and given times may be read everywhere', () => {
    expect(
      clocksAndDice([file('src/context.ts', 'Date.now()'), file('src/core/a.ts', 'new Date(at)')]),
    ).toEqual([])
  })
})

describe('the type checker and the linter', () => {
  it('are nowhere switched off', () => {
    expect(loopholes(src)).toEqual([])
  })

  it.each([
    'const a: any = 1',
    'const a = b as any',
    'function f(a: Array<any>) {}',
    '// @ts-ignore\nf()',
    '// @ts-expect-error\nf()',
    '// biome-ignore lint: because\nf()',
  ])('are found switched off: %s', (text) => {
    expect(loopholes([file('src/core/a.ts', text)])).toHaveLength(1)
  })

  it('are not offended by words', () => {
    expect(loopholes([file('src/core/a.ts', "// any word will do\nconst any = 'any'")])).toEqual([])
  })
})
