/**
 * Raw messages, named by the SHA-256 of their bytes. Small ones live in a row of `blobs`, so that they are
 * durable with the same flush as the message; large ones stream into a file that is flushed before any row names
 * it, and are never wholly in memory.
 */

import { createHash, type Hash, hash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Database, Reader, Writer } from './db.ts'
import type { BlobsTable } from './schema.ts'
import { rowOfHoles, statement } from './statement.ts'
import { removeUnusedFile, removeUnusedFiles } from './unused-files.ts'

/** Up to this many bytes a blob is kept in its row. */
export const INLINE_LIMIT = 256 * 1024

/** A blob that is safe to name in a row: small, with its bytes, or already in its file. */
export interface Blob {
  readonly sha256: string
  readonly size: number
  readonly bytes: Buffer | null
}

/** Trouble with the disk is told to clients as `store_unavailable`. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('store_unavailable', { cause })
  }
}

export class Blobs {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where the file of a large blob is. */
  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256)
  }

  /** Makes bytes that are already in memory safe to name; throws `store_unavailable`. */
  async put(bytes: Buffer): Promise<Blob> {
    if (bytes.length <= INLINE_LIMIT) {
      return { sha256: hash('sha256', bytes, 'hex'), size: bytes.length, bytes }
    }
    const sink = this.sink()
    try {
      await sink.write(bytes)
      return await sink.finish()
    } catch (error) {
      await sink.discard()
      throw error
    }
  }

  /** Removes what messages left that were never finished; only while nobody else stores any. */
  async clearUnfinished(): Promise<void> {
    await rm(join(this.#folder, 'incoming'), { recursive: true, force: true })
  }

  /** Removes the file of a blob that no row uses any more, if it was written before a moment (epoch ms). */
  async removeUnused(reader: Reader, sha256: string, before: number): Promise<boolean> {
    return removeUnusedFile(reader, this.#folder, sha256, before)
  }

  /** Removes all such files; null when the folder is not the one of this database, and nothing was touched. */
  async removeAllUnused(database: Database, before: number): Promise<number | null> {
    return removeUnusedFiles(database, this.#folder, before)
  }

  /** Takes a message of unknown length piece by piece. */
  sink(): BlobSink {
    return new BlobSink(this.#folder, (sha256) => this.#path(sha256))
  }

  /** The bytes of a blob that no row may name yet. */
  open(blob: Blob): AsyncIterable<Buffer> {
    return blob.bytes === null ? createReadStream(this.#path(blob.sha256)) : Readable.from([blob.bytes])
  }

  /** The bytes of a blob, or of the range `[start, end)` of it, as a stream; throws when it is not there. */
  async read(reader: Reader, sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const bytes = await this.#inline(reader, sha256)
    if (bytes !== null) return Readable.from([range ? bytes.subarray(range.start, range.end) : bytes])
    // An empty range has no expression in createReadStream, whose end is included.
    if (range && range.end <= range.start) return Readable.from([])
    const options = range ? { start: range.start, end: range.end - 1 } : {}
    return createReadStream(this.#path(sha256), options)
  }

  /** The bytes of the range `[start, end)` of a blob, as far as it has them, in memory. */
  async readRange(reader: Reader, sha256: string, start: number, end: number): Promise<Buffer> {
    const bytes = await this.#inline(reader, sha256)
    if (bytes !== null) return bytes.subarray(start, end)
    return onDisk(async () => {
      const file = await open(this.#path(sha256), 'r')
      try {
        const buffer = Buffer.alloc(Math.max(0, end - start))
        const { bytesRead } = await file.read(buffer, 0, buffer.length, start)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    })
  }

  async #inline(reader: Reader, sha256: string): Promise<Buffer | null> {
    const [row] = await selectBytes(reader, { sha256 })
    if (row === undefined) throw new AppError('internal', { message: 'A stored message is missing.' })
    if (row.bytes === null) return null
    return Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength)
  }
}

const selectBytes = statement<{ sha256: string }, Pick<BlobsTable, 'bytes'>>((db, { sha256 }) =>
  db.selectFrom('blobs').select('bytes').where('sha256', '=', sha256),
)

/** Names a blob in the database, in the transaction that uses it; `uses` is how many rows do. */
export async function recordBlob(writer: Writer, blob: Blob, uses = 1): Promise<void> {
  await insertBlob(writer.db, { sha256: blob.sha256, size: blob.size, bytes: blob.bytes, uses })
}

// One that nobody used any more has lost its bytes: it gets them again.
const insertBlob = statement<BlobsTable>((db, holes) =>
  db
    .insertInto('blobs')
    .values(rowOfHoles(holes, ['sha256', 'size', 'bytes', 'uses']))
    .onConflict((conflict) =>
      conflict.column('sha256').doUpdateSet({
        uses: sql`CASE WHEN blobs.uses > 0 THEN blobs.uses + excluded.uses ELSE excluded.uses END`,
        bytes: sql`CASE WHEN blobs.uses > 0 THEN blobs.bytes ELSE excluded.bytes END`,
      }),
    ),
)

/**
 * One row uses the blob no more, in this transaction; with the last one its bytes are erased, but not its row, which
 * tells by its hash what was there. A file is for {@link Blobs.removeUnused} to remove after the commit.
 */
export async function releaseBlob(writer: Writer, sha256: string): Promise<void> {
  const { db } = writer
  await db
    .updateTable('blobs')
    .set((eb) => ({ uses: eb('uses', '-', 1) }))
    .where('sha256', '=', sha256)
    .where('uses', '>', 0)
    .execute()
  await db
    .updateTable('blobs')
    .set({ bytes: Buffer.alloc(0) })
    .where('sha256', '=', sha256)
    .where('uses', '<=', 0)
    .where('bytes', 'is not', null)
    .execute()
}

/** Collects the bytes of one blob: in memory while it is small, then in a file. */
export class BlobSink {
  readonly #folder: string
  readonly #pathOf: (sha256: string) => string
  readonly #hash: Hash = createHash('sha256')
  #chunks: Buffer[] = []
  #file: { readonly handle: FileHandle; readonly path: string } | null = null
  #size = 0

  constructor(folder: string, pathOf: (sha256: string) => string) {
    this.#folder = folder
    this.#pathOf = pathOf
  }

  get size(): number {
    return this.#size
  }

  /** Takes the next bytes; resolves when there is room for more. Throws `store_unavailable`. */
  async write(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk)
    this.#size += chunk.length
    this.#chunks.push(chunk)
    if (this.#size > INLINE_LIMIT) await onDisk(() => this.#spill())
  }

  async #spill(): Promise<void> {
    if (this.#file === null) {
      const folder = join(this.#folder, 'incoming')
      await makeFolder(folder)
      const path = join(folder, randomUUID())
      this.#file = { handle: await open(path, 'wx', 0o600), path }
    }
    const chunks = this.#chunks
    this.#chunks = []
    const { bytesWritten } = await this.#file.handle.writev(chunks)
    // A disk that gets full takes a part without complaint.
    const given = chunks.reduce((sum, { length }) => sum + length, 0)
    if (bytesWritten !== given) throw new Error(`Only ${bytesWritten} of ${given} bytes were written.`)
  }

  /** Ends the blob: when this resolves it may be named in a row. Throws `store_unavailable`. */
  async finish(): Promise<Blob> {
    const sha256 = this.#hash.digest('hex')
    const file = this.#file
    if (file === null) return { sha256, size: this.#size, bytes: Buffer.concat(this.#chunks) }
    return onDisk(async () => {
      await file.handle.datasync()
      await file.handle.close()
      const path = this.#pathOf(sha256)
      await makeFolder(dirname(path))
      await rename(file.path, path)
      await flushFolder(dirname(path))
      this.#file = null
      return { sha256, size: this.#size, bytes: null }
    })
  }

  /** Forgets what was taken so far. */
  async discard(): Promise<void> {
    const file = this.#file
    this.#file = null
    this.#chunks = []
    if (file === null) return
    await file.handle.close().catch(() => {})
    await rm(file.path, { force: true })
  }
}

/** Makes a folder, and those above it, that are still there after the power fails. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await flushFolder(dirname(made))
}

/** Makes what was renamed into or made in a folder durable. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
