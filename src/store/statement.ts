/**
 * Queries that run for every message are compiled once. A query is built as any other, with named holes where its
 * values go; running it fills the holes.
 */

import { type CompiledQuery, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** Stands in a query for a value that comes later. */
class Hole {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

interface Result<Row> {
  readonly rows: Row[]
  readonly changed: number
}

/** Runs the text of a query with its parameters, at once. */
export type DirectRunner = (text: string, parameters: readonly unknown[]) => Result<unknown>

const directRunners = new WeakMap<object, DirectRunner>()

/**
 * Tells that statements on this database need not wait: it is in this process and answers at once. Passing them
 * through all layers of the query builder takes longer than the query.
 */
export function runDirectly(db: Kysely<Schema>, runner: DirectRunner): void {
  directRunners.set(db.getExecutor().adapter, runner)
}

/** The holes of a query, each of the type of its value. */
type Holes<Values> = { readonly [Name in keyof Values]: Values[Name] }

/**
 * Makes a statement of a query. `build` gets the database and the holes, by name; the result runs it on a database
 * with the values and returns its rows. Rows that were only changed or written are not returned.
 */
export function statement<Values extends object, Row = unknown>(
  build: (db: Kysely<Schema>, holes: Holes<Values>) => Compilable<Row>,
): (db: Kysely<Schema>, values: Values) => Promise<Row[]> {
  const run = changes(build)
  return async (db, values) => (await run(db, values)).rows
}

/** A command without values, like SAVEPOINT. */
export function command(text: string): (db: Kysely<Schema>) => Promise<void> {
  const run = changes<Record<string, never>>((db) => ({ compile: () => sql.raw(text).compile(db) }))
  return async (db) => {
    await run(db, {})
  }
}

/** The same, for a query of which the number of changed rows is wanted. */
export function changes<Values extends object, Row = unknown>(
  build: (db: Kysely<Schema>, holes: Holes<Values>) => Compilable<Row>,
): (db: Kysely<Schema>, values: Values) => Promise<Result<Row>> {
  // Databases differ in how they write a query, so each executor has its own.
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  return async (db, values) => {
    const kind = db.getExecutor().adapter
    let query = compiled.get(kind)
    if (query === undefined) {
      query = build(db, holesOf<Values>()).compile()
      compiled.set(kind, query)
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Hole ? (values as Record<string, unknown>)[parameter.name] : parameter,
    )
    const direct = directRunners.get(kind)
    if (direct !== undefined) return direct(query.sql, parameters) as Result<Row>
    const result = await db.executeQuery<Row>({ ...query, parameters })
    return { rows: result.rows, changed: Number(result.numAffectedRows ?? 0) }
  }
}

function holesOf<Values extends object>(): Holes<Values> {
  const made = new Map<string, Hole>()
  return new Proxy({} as Holes<Values>, {
    get(_target, name) {
      const key = String(name)
      const hole = made.get(key) ?? new Hole(key)
      made.set(key, hole)
      return hole
    },
  })
}

/** The values of a row of which every column is a hole: what an insert of a fixed shape needs. */
export function rowOfHoles<Row extends object>(
  holes: Holes<Row>,
  columns: readonly (keyof Row & string)[],
): Row {
  return Object.fromEntries(columns.map((column) => [column, holes[column]])) as Row
}
