/** A file that is there only when it is whole. */

import { open, rename, rm } from 'node:fs/promises'
import { CommandError } from './command.ts'

/** Writes beside the file and puts it in place when it is whole and on the disk. Throws {@link CommandError}. */
export async function writeWhole(file: string, pieces: AsyncIterable<string | Buffer>): Promise<void> {
  const unfinished = `${file}.unfinished`
  const handle = await onDisk(file, () => open(unfinished, 'w', 0o600))
  try {
    for await (const piece of pieces) await onDisk(file, () => handle.appendFile(piece))
    await onDisk(file, async () => {
      await handle.sync()
      await handle.close()
      await rename(unfinished, file)
    })
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}

async function onDisk<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
