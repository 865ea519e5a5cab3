/** `multimail migrate`: brings the database up to date without starting the server. */

import { loadConfig } from '../config.ts'
import { openContext, systemClock } from '../context.ts'
import { iso } from '../http/wire.ts'
import { createLog } from '../log.ts'
import { listMigrations } from '../store/facts.ts'
import { takeArguments } from './arguments.ts'
import { type Command, print } from './command.ts'

export const migrateCommand: Command = {
  usage: '',
  help: `The server does the same at its start. Migrations only go forward: make a backup first. A database of a newer
program is refused.

  multimail migrate
  DATABASE_URL=postgres://multimail:password@db.example.com/multimail multimail migrate`,
  async run(invocation) {
    takeArguments('migrate', invocation, [])
    const started = systemClock.now()
    const context = await openContext(loadConfig(process.env), createLog('silent'))
    try {
      const migrations = await listMigrations(context.database.reader)
      const applied = migrations.filter(({ applied_at }) => applied_at >= started)
      const version = migrations.at(-1)?.version ?? 0
      const result = {
        database: context.database.backend.name,
        version,
        applied: applied.map((one) => ({ ...one, applied_at: iso(one.applied_at) })),
      }
      const names = applied.map(({ version: number, name }) => `Applied ${number} ${name}.`)
      const last = applied.length === 0 ? `Up to date: version ${version}.` : `Now at version ${version}.`
      print(invocation, result, [...names, last].join('\n'))
      return 0
    } finally {
      await context.close()
    }
  },
}
