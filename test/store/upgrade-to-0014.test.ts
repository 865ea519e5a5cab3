/** A database from before limits of storage knows what it keeps, in one row for each mailbox. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { databaseFile, loadConfig } from '../../src/config.ts'
import { openBackend } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { storedBytes } from '../../src/store/storage.ts'
import { START } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { applyFirst, fillFirst } from './first-schema.ts'
import { rawInsert } from './rows.ts'

it('what was counted day by day is counted as a whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'multimail-upgrade-'))
  const database = await freshDatabase()
  const config = loadConfig({ MULTIMAIL_DATA: folder, ...database.settings })
  const backend = await openBackend({ url: config.databaseUrl, file: databaseFile(config) })
  onTestFinished(async () => {
    await backend.close()
    await database.dispose()
    await rm(folder, { recursive: true, force: true })
  })
  await applyFirst(backend)
  const { account, mailbox } = await fillFirst(backend)
  const day = { account_id: account, mailbox_id: mailbox, test: 0 }
  const before = await sumOf()
  await backend.onWriter(async (db) => {
    for (const [date, event_type, count] of [
      ['2026-01-01', 'bytes_stored', 700],
      ['2026-01-02', 'bytes_stored', -200],
      ['2026-01-02', 'bytes_held', 40],
      ['2026-01-02', 'emails_sent', 3],
    ] as const)
      await rawInsert('usage', { ...day, date, event_type, count }).execute(db)
  })
  await migrate(backend, START)
  expect(await storedBytes(backend.reader, account, false)).toBe(before + 500)
  expect(await storedBytes(backend.reader, account, true)).toBe(before + 540)
  expect(await sumOf()).toBe(before + 540)

  async function sumOf(): Promise<number> {
    const rows = await backend.reader
      .selectFrom('usage')
      .select('count')
      .where('event_type', 'in', ['bytes_stored', 'bytes_held'])
      .execute()
    return rows.reduce((sum, { count }) => sum + Number(count), 0)
  }
})
