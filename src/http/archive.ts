/**
 * Files as one zip archive (APPNOTE 6.3, ZIP64 where it is needed), made while it is read: nothing is made ahead of a
 * slow reader. The manifest with the SHA-256 of each file comes last, so that an archive without it is not whole.
 */

import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One file of an archive. */
export interface ArchiveFile {
  /** With slashes, unique in the archive. */
  readonly path: string
  /** Epoch ms. */
  readonly modifiedAt: number
  /** Whether it may be longer than 4 GB. */
  readonly isLong?: boolean
  content(): AsyncIterable<string | Uint8Array>
}

/** What an archive says of itself in its manifest. */
export type ManifestHead = Readonly<Record<string, string | number | boolean>>

export const MANIFEST = 'manifest.json'

/** How far an archive is. */
export interface ArchiveProgress {
  readonly files: number
  /** Before compression. */
  readonly bytes: number
}

/**
 * The bytes of the archive. Ends the reading of `files` when whoever reads it ends early. Fails with what a file fails
 * with.
 */
export async function* archiveOf(
  files: AsyncIterable<ArchiveFile>,
  head: ManifestHead,
  progress: (now: ArchiveProgress) => void = () => {},
): AsyncGenerator<Buffer, void> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const filling = new Filling(zip, output, progress)
  const filled = filling.run(files, head)
  try {
    for await (const chunk of output) yield chunk as Buffer
  } finally {
    filling.end()
    await filled
  }
}

/**
 * What the library keeps of a file until the end: its streams hang on the function that pumps it, and its name may be
 * a slice of a large buffer that it shares with what is long gone.
 */
interface KeptEntry {
  doFileDataPump: unknown
  utf8FileName: Buffer
}

/** Puts one file after the other into an archive. */
class Filling {
  readonly #zip: ZipFile
  readonly #output: Readable
  readonly #progress: (now: ArchiveProgress) => void
  readonly #listed: string[] = []
  #bytes = 0
  #source: Readable | null = null
  #isEnded = false

  constructor(zip: ZipFile, output: Readable, progress: (now: ArchiveProgress) => void) {
    this.#zip = zip
    this.#output = output
    this.#progress = progress
    zip.on('error', (error: Error) => output.destroy(error))
  }

  async run(files: AsyncIterable<ArchiveFile>, head: ManifestHead): Promise<void> {
    try {
      for await (const file of files) {
        if (this.#isEnded) return
        await this.#add(file)
      }
      const modifiedAt = Number(head.exported_at_ms ?? 0)
      await this.#add({ path: MANIFEST, modifiedAt, isLong: true, content: () => this.#manifest(head) })
      this.#zip.end()
    } catch (error) {
      this.#output.destroy(error instanceof Error ? error : new Error('the archive failed'))
    }
  }

  /** Ends what is being read. */
  end(): void {
    this.#isEnded = true
    this.#source?.destroy()
    this.#output.destroy()
  }

  async #add(file: ArchiveFile): Promise<void> {
    const source = Readable.from(this.#watched(file), { objectMode: false })
    this.#source = source
    this.#zip.addReadStream(source, file.path, {
      mtime: new Date(file.modifiedAt),
      mode: 0o100600,
      compress: true,
      // Mail is text and pictures: more effort makes it hardly smaller.
      compressionLevel: 1,
      forceZip64Format: file.isLong === true,
    })
    this.#keepLess()
    if (this.#isEnded) source.destroy()
    // Its bytes are taken as fast as the reader of the archive takes them.
    await finished(source, { writable: false })
  }

  /** Lets go of what the file before the last one needed, which is surely done, and of all but the last one's name. */
  #keepLess(): void {
    const { entries } = this.#zip as unknown as { readonly entries: readonly KeptEntry[] }
    const [written, last] = [entries.at(-2), entries.at(-1)]
    if (written !== undefined) written.doFileDataPump = null
    if (last !== undefined) last.utf8FileName = Buffer.alloc(last.utf8FileName.length, last.utf8FileName)
  }

  async *#watched(file: ArchiveFile): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let size = 0
    for await (const piece of file.content()) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(bytes)
      size += bytes.length
      if (bytes.length > 0) yield bytes
    }
    this.#bytes += size
    this.#listed.push(JSON.stringify({ path: file.path, size, sha256: hash.digest('hex') }))
    this.#progress({ files: this.#listed.length, bytes: this.#bytes })
  }

  async *#manifest(head: ManifestHead): AsyncGenerator<string> {
    const { exported_at_ms: _, ...shown } = head
    yield `${JSON.stringify(shown).slice(0, -1)},"files":[\n`
    const listed = [...this.#listed]
    for (let start = 0; start < listed.length; start += 500) {
      const piece = listed.slice(start, start + 500).join(',\n')
      yield `${start === 0 ? '' : ',\n'}${piece}`
    }
    yield '\n]}\n'
  }
}
