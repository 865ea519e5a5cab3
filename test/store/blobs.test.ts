/** Raw messages: small ones in a row, large ones in a file that is whole before anything names it. */

import { createHash, hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Blob, Blobs, INLINE_LIMIT, recordBlob } from '../../src/store/blobs.ts'
import { openTestContext, type TestContext } from '../support/database.ts'

let context: TestContext
let folder: string

beforeAll(async () => {
  context = await openTestContext()
  folder = join(context.config.data, 'blobs')
})

afterAll(() => context.dispose())

/** Bytes that look like chance, the same for the same size. */
function bytesOf(size: number): Buffer {
  const bytes = Buffer.alloc(size)
  for (let start = 0, seed = size; start < size; start += 32, seed++) {
    createHash('sha256').update(`${seed}`).digest().copy(bytes, start)
  }
  return bytes
}

const record = (blob: Blob) => context.database.write((writer) => recordBlob(writer, blob))

/** Every file below the folder of blobs. */
async function files(): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function readAll(sha256: string, range?: { start: number; end: number }): Promise<Buffer> {
  return buffer(await context.blobs.read(context.database.reader, sha256, range))
}

const SIZES = [0, 1, 1_000, INLINE_LIMIT, INLINE_LIMIT + 1, 3 * INLINE_LIMIT]

describe('a blob', () => {
  it.each(SIZES)('of %d bytes is read as it was put', async (size) => {
    const bytes = bytesOf(size)
    const blob = await context.blobs.put(bytes)
    expect(blob).toMatchObject({ sha256: hash('sha256', bytes, 'hex'), size })
    await record(blob)
    expect((await readAll(blob.sha256)).equals(bytes)).toBe(true)
  })

  it.each(SIZES)('of %d bytes can be read in part', async (size) => {
    const bytes = bytesOf(size)
    const blob = await context.blobs.put(bytes)
    await record(blob)
    const edges = [0, 1, 999, INLINE_LIMIT - 1, INLINE_LIMIT, size - 1, size, size + 10]
    for (const start of edges.filter((edge) => edge >= 0)) {
      for (const end of edges.filter((edge) => edge >= start)) {
        const wanted = bytes.subarray(start, end)
        const range = `[${start}, ${end})`
        expect((await readAll(blob.sha256, { start, end })).equals(wanted), range).toBe(true)
        const inMemory = await context.blobs.readRange(context.database.reader, blob.sha256, start, end)
        expect(inMemory.equals(wanted), range).toBe(true)
      }
    }
  })

  it('is in its row while it is small, and in a file when it is large', async () => {
    const before = await files()
    await context.blobs.put(bytesOf(INLINE_LIMIT - 1))
    expect(await files()).toEqual(before)
    const large = await context.blobs.put(bytesOf(INLINE_LIMIT + 2))
    expect(large.bytes).toBeNull()
    expect((await files()).filter((name) => !before.includes(name))).toEqual([large.sha256])
    const stored = await readFile(join(folder, large.sha256.slice(0, 2), large.sha256))
    expect(stored.equals(bytesOf(INLINE_LIMIT + 2))).toBe(true)
  })

  it('may be put and recorded twice', async () => {
    for (const size of [500, INLINE_LIMIT + 500]) {
      const [one, two] = await Promise.all([
        context.blobs.put(bytesOf(size)),
        context.blobs.put(bytesOf(size)),
      ])
      expect(one).toEqual(two)
      await Promise.all([record(one), record(two)])
      expect((await readAll(one.sha256)).equals(bytesOf(size))).toBe(true)
    }
  })

  it('that is not there is not found', async () => {
    await expect(readAll('0'.repeat(64))).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('a sink', () => {
  it.each([
    ['one byte at a time', 700, 1],
    ['pieces that end at the limit', INLINE_LIMIT, INLINE_LIMIT / 4],
    ['pieces that cross the limit', 2 * INLINE_LIMIT + 7, 65_537],
  ])('takes %s', async (_how, size, piece) => {
    const bytes = bytesOf(size)
    const sink = context.blobs.sink()
    for (let start = 0; start < size; start += piece) await sink.write(bytes.subarray(start, start + piece))
    expect(sink.size).toBe(size)
    const blob = await sink.finish()
    expect(blob).toMatchObject({ sha256: hash('sha256', bytes, 'hex'), size })
    await record(blob)
    expect((await readAll(blob.sha256)).equals(bytes)).toBe(true)
  })

  it('that is discarded leaves no file', async () => {
    const before = await files()
    for (const size of [10, INLINE_LIMIT + 10]) {
      const sink = context.blobs.sink()
      await sink.write(bytesOf(size))
      expect(await files()).toHaveLength(before.length + (size > INLINE_LIMIT ? 1 : 0))
      await sink.discard()
      await sink.discard()
      expect(await files()).toEqual(before)
    }
  })

  it('on a disk that refuses says store_unavailable, and leaves no file', async () => {
    const broken = join(context.config.data, 'broken')
    await writeFile(broken, 'a file where a folder should be')
    const blobs = new Blobs(broken)
    await expect(blobs.put(bytesOf(INLINE_LIMIT + 1))).rejects.toMatchObject({ code: 'store_unavailable' })
    const sink = blobs.sink()
    await expect(sink.write(bytesOf(INLINE_LIMIT + 1))).rejects.toMatchObject({ code: 'store_unavailable' })
    await sink.discard()
    expect((await blobs.put(bytesOf(5))).size).toBe(5)
  })

  it('that cannot move its file to its place leaves none behind', async () => {
    const own = join(context.config.data, 'own')
    const bytes = bytesOf(INLINE_LIMIT + 3)
    const sha256 = hash('sha256', bytes, 'hex')
    // A folder is where the file should go.
    await mkdir(join(own, sha256.slice(0, 2), sha256, 'full'), { recursive: true })
    await expect(new Blobs(own).put(bytes)).rejects.toMatchObject({ code: 'store_unavailable' })
    expect(await readdir(join(own, 'incoming'))).toEqual([])
  })
})

describe('a file that is gone', () => {
  it('is told when it is read', async () => {
    const blob = await context.blobs.put(bytesOf(INLINE_LIMIT + 99))
    await record(blob)
    await rm(join(folder, blob.sha256.slice(0, 2), blob.sha256))
    await expect(readAll(blob.sha256)).rejects.toThrow(/ENOENT/)
    const range = context.blobs.readRange(context.database.reader, blob.sha256, 0, 5)
    await expect(range).rejects.toMatchObject({ code: 'store_unavailable' })
  })
})
