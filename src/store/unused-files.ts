/**
 * Removing files of large blobs that no row uses: what erased mail left, and transactions that failed. A file may be
 * stored again at any moment, so it is put aside first, looked at once more, and put back when somebody needs it.
 */

import { randomUUID } from 'node:crypto'
import { mkdir, opendir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, Reader } from './db.ts'
import { addSetting, findSetting } from './settings.ts'

const NAME = /^[0-9a-f]{64}$/
/** Names, in the database and in the folder, that the two belong together. */
const MARK = 'blobs_folder'
const MARK_FILE = '.database'

const pathOf = (folder: string, sha256: string) => join(folder, sha256.slice(0, 2), sha256)
const asideOf = (folder: string, sha256: string) => join(folder, 'removed', sha256)

async function isUsed(reader: Reader, sha256: string): Promise<boolean> {
  const row = await reader.selectFrom('blobs').select('uses').where('sha256', '=', sha256).executeTakeFirst()
  return row !== undefined && row.uses > 0
}

/** Whether a file is there and was written before a moment (epoch ms). */
async function isOlder(path: string, before: number): Promise<boolean> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs < before,
    () => false,
  )
}

/**
 * Removes the file of a blob if no row uses it and it was written before a moment (epoch ms): a younger one may be
 * of a message that is being stored. Returns whether it was removed.
 */
export async function removeUnusedFile(
  reader: Reader,
  folder: string,
  sha256: string,
  before: number,
): Promise<boolean> {
  const path = pathOf(folder, sha256)
  if (!(await isOlder(path, before)) || (await isUsed(reader, sha256))) return false
  const aside = asideOf(folder, sha256)
  await mkdir(join(folder, 'removed'), { recursive: true, mode: 0o700 })
  await rename(path, aside)
  if (!(await isOlder(aside, before)) || (await isUsed(reader, sha256))) {
    await rename(aside, path)
    return false
  }
  await rm(aside, { force: true })
  return true
}

/**
 * Removes every unused file that was written before a moment (epoch ms). Returns how many, or null when the folder is
 * not the one of this database: then nothing in it is touched.
 */
export async function removeUnusedFiles(
  database: Database,
  folder: string,
  before: number,
): Promise<number | null> {
  if (!(await belongsTogether(database, folder))) return null
  await recoverAside(database.reader, folder)
  let removed = 0
  for (const part of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue
    for await (const { name } of await opendir(join(folder, part))) {
      if (NAME.test(name) && (await removeUnusedFile(database.reader, folder, name, before))) removed++
    }
  }
  return removed
}

/** What a crash left put aside is put back if somebody uses it. */
async function recoverAside(reader: Reader, folder: string): Promise<void> {
  const names = await readdir(join(folder, 'removed')).catch(() => [])
  for (const name of names.filter((one) => NAME.test(one))) {
    const aside = asideOf(folder, name)
    if (await isUsed(reader, name)) await rename(aside, pathOf(folder, name))
    else await rm(aside, { force: true })
  }
}

/** Whether the folder and the database carry the same mark; they get one when neither has any. */
async function belongsTogether(database: Database, folder: string): Promise<boolean> {
  const file = join(folder, MARK_FILE)
  const inFolder = await readFile(file, 'utf8').catch(() => null)
  const inDatabase = await findSetting(database.reader, MARK)
  if (inFolder !== null || inDatabase !== null) return inFolder === inDatabase
  const mark = randomUUID()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(file, mark, { mode: 0o600 })
  await database.write((writer) => addSetting(writer, MARK, mark))
  return (await findSetting(database.reader, MARK)) === mark
}
