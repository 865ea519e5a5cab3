/** Archives and other files as bytes, made for tests: as small as readers accept them. */

import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content?: string
  readonly isEncrypted?: boolean
}

/** A ZIP file (APPNOTE.TXT): local headers with their files, the central directory, its end record. */
export function zip(entries: readonly ZipEntry[], options: { readonly comment?: string } = {}): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content = 'content', isEncrypted = false } of entries) {
    const nameBytes = Buffer.from(name)
    const data = deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(isEncrypted ? 0x0801 : 0x0800, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(Buffer.byteLength(content), 18)
    fields.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, nameBytes, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, nameBytes]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const comment = Buffer.from(options.comment ?? '')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...locals, directory, end, comment])
}

/** A PDF with the given entries in its trailer. */
export function pdf(trailer: string): Buffer {
  const head = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'
  const table = 'xref\n0 1\n0000000000 65535 f \n'
  return Buffer.from(
    `${head}${table}trailer\n<< /Size 1 /Root 1 0 R ${trailer} >>\nstartxref\n${head.length}\n%%EOF\n`,
    'latin1',
  )
}

/** A compound file (MS-CFB) whose directory, in its second sector, has these entries. */
export function compoundFile(entries: readonly string[]): Buffer {
  const header = Buffer.alloc(512)
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  header.writeUInt16LE(9, 30)
  header.writeUInt32LE(400, 48)
  const between = Buffer.alloc(512 * 400)
  const directory = Buffer.concat(
    entries.map((name) => {
      const entry = Buffer.alloc(128)
      entry.write(name, 'utf16le')
      return entry
    }),
  )
  return Buffer.concat([header, between, directory, Buffer.alloc(512 * 400)])
}
