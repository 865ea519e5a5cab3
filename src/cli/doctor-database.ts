/** What `multimail doctor` looks at in the database: that it opens, takes a write, its audit chains, its clock. */

import { existsSync } from 'node:fs'
import { checkStore } from '../actions/check-store.ts'
import { type Config, databaseFile } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { createLog } from '../log.ts'
import { firstAccount } from '../store/accounts.ts'
import { checkLastEntries, databaseNow, newestEventAt } from '../store/facts.ts'
import { type Finding, findings, reasonOf } from './doctor-finding.ts'
import { span } from './table.ts'

/** Clocks may differ by so much, in ms. */
const TOLERANCE_MS = 5_000

/** Opens the database, unless that would make a new one, and looks at it. */
export async function* checkDatabase(config: Config): AsyncGenerator<Finding> {
  const { warning, problem } = findings('database')
  if (config.databaseUrl === null && !existsSync(databaseFile(config))) {
    yield warning('There is no database yet.', 'The first start or `multimail init` makes it.')
    return
  }
  let context: Context
  try {
    context = await openContext(config, createLog('silent'))
  } catch (error) {
    const fix =
      config.databaseUrl === null
        ? 'Check the file and its rights; restore a backup if it is damaged.'
        : 'Check DATABASE_URL, and that the database runs and lets this user in.'
    yield problem(`It cannot be opened: ${reasonOf(error)}`, fix)
    return
  }
  try {
    yield await checkWrite(context)
    yield await checkChains(context)
    yield await checkClock(context)
  } finally {
    await context.close()
  }
}

async function checkWrite(context: Context): Promise<Finding> {
  const { ok, warning, problem } = findings('database')
  const { name } = context.database.backend
  try {
    await checkStore(context)
    if ((await firstAccount(context.database.reader)) === undefined)
      return warning(`${name}, empty.`, 'Set it up with `multimail init`, or start the server.')
    return ok(`${name} opens and takes a write.`)
  } catch (error) {
    return problem(
      `${name} takes no write: ${reasonOf(error)}`,
      'Make room on its disk, or check its rights.',
    )
  }
}

async function checkChains(context: Context): Promise<Finding> {
  const { ok, problem } = findings('audit log')
  try {
    const { chains, faults } = await checkLastEntries(context.database.reader)
    const [fault] = faults
    if (fault === undefined)
      return ok(`The last entry of each of ${chains} chains fits (\`multimail audit verify\` reads all).`)
    const others = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`
    return problem(`${fault}${others}`, 'Run `multimail audit verify`, and compare with a backup.')
  } catch (error) {
    return problem(`It cannot be read: ${reasonOf(error)}`, 'Run `multimail audit verify`.')
  }
}

async function checkClock(context: Context): Promise<Finding> {
  const { ok, warning } = findings('clock')
  const fix = 'Have this machine and that of the database keep time (NTP).'
  const { reader } = context.database
  try {
    const newest = await newestEventAt(reader)
    const theirs = await databaseNow(reader)
    const ours = context.clock.now()
    if (newest !== null && newest - ours > TOLERANCE_MS)
      return warning(`The newest event is ${span(newest - ours)} in the future.`, fix)
    if (Math.abs(theirs - ours) > TOLERANCE_MS)
      return warning(`The clock of the database differs by ${span(Math.abs(theirs - ours))}.`, fix)
    return ok('It agrees with the database and with the newest event.')
  } catch (error) {
    return warning(`It could not be compared: ${reasonOf(error)}`, fix)
  }
}
