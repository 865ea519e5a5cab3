/** What archives say of their contents without being unpacked: ZIP (APPNOTE.TXT), 7z, RAR. Never throws. */

export interface ArchiveListing {
  /** Names of the files in it; at most 10,000. */
  readonly names: readonly string[]
  /** Whether at least one of them is encrypted. */
  readonly isEncrypted: boolean
}

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50
const LOCAL_LENGTH = 30
const CENTRAL_LENGTH = 46
const END_LENGTH = 22
/** The end record is followed by a comment of at most so many bytes. */
const LONGEST_COMMENT = 65_535
const MOST_ENTRIES = 10_000
const LONGEST_NAME = 1_000

/**
 * Lists a ZIP file, also one with something before it (self-extracting); null when it is none. Names come from its
 * central directory; when that cannot be found, from the local headers at its beginning.
 */
export function zipListing(bytes: Buffer): ArchiveListing | null {
  const end = endOfDirectory(bytes)
  if (end < 0) {
    const isZip = bytes.length >= LOCAL_LENGTH && bytes.readUInt32LE(0) === LOCAL_HEADER
    return isZip ? listed(bytes, 0, LOCAL) : null
  }
  const size = bytes.readUInt32LE(end + 12)
  // Where it really is; the offset in the record does not count what was put before the archive.
  const start = size <= end ? end - size : bytes.readUInt32LE(end + 16)
  return listed(bytes, start, CENTRAL)
}

function endOfDirectory(bytes: Buffer): number {
  const mark = Buffer.alloc(4)
  mark.writeUInt32LE(END_OF_DIRECTORY)
  const tail = bytes.subarray(-(END_LENGTH + LONGEST_COMMENT))
  const at = tail.lastIndexOf(mark, tail.length - END_LENGTH)
  return at < 0 || tail.length < END_LENGTH ? -1 : bytes.length - tail.length + at
}

/** Where the fields of a header are, from its beginning. */
interface HeaderForm {
  readonly mark: number
  readonly length: number
  readonly flags: number
  readonly nameLength: number
  /** How many bytes follow the name before the next header. */
  after(bytes: Buffer, header: number): number
}

const CENTRAL: HeaderForm = {
  mark: CENTRAL_HEADER,
  length: CENTRAL_LENGTH,
  flags: 8,
  nameLength: 28,
  after: (bytes, header) => bytes.readUInt16LE(header + 30) + bytes.readUInt16LE(header + 32),
}

const LOCAL: HeaderForm = {
  mark: LOCAL_HEADER,
  length: LOCAL_LENGTH,
  flags: 6,
  nameLength: 26,
  after: (bytes, header) => bytes.readUInt16LE(header + 28) + bytes.readUInt32LE(header + 18),
}

function listed(bytes: Buffer, start: number, form: HeaderForm): ArchiveListing {
  const names: string[] = []
  let isEncrypted = false
  for (let at = start; names.length < MOST_ENTRIES && at + form.length <= bytes.length; ) {
    if (bytes.readUInt32LE(at) !== form.mark) break
    // General purpose bit 0: encrypted; bit 13: the directory itself is (APPNOTE §4.4.4).
    if ((bytes.readUInt16LE(at + form.flags) & 0x2001) !== 0) isEncrypted = true
    const nameEnd = at + form.length + bytes.readUInt16LE(at + form.nameLength)
    names.push(bytes.toString('utf8', at + form.length, Math.min(nameEnd, at + form.length + LONGEST_NAME)))
    at = nameEnd + form.after(bytes, at)
  }
  return { names, isEncrypted }
}

const SEVEN_ZIP = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])
/** The method id of AES-256 in the header of a 7z file. */
const SEVEN_ZIP_AES = Buffer.from([0x06, 0xf1, 0x07, 0x01])
const SEVEN_ZIP_START = 32
const LONGEST_HEADER = 64 * 1024
const RAR_4 = Buffer.from('Rar!\x1a\x07\x00', 'latin1')
const RAR_5 = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1')

/** Whether a 7z or RAR file says at once that it is encrypted, in its names or in its first file. */
export function encryptedArchive(bytes: Buffer): boolean {
  if (startsWith(bytes, SEVEN_ZIP)) return isEncryptedSevenZip(bytes)
  if (startsWith(bytes, RAR_5)) return isEncryptedRar5(bytes)
  return startsWith(bytes, RAR_4) && isEncryptedRar4(bytes)
}

function isEncryptedSevenZip(bytes: Buffer): boolean {
  if (bytes.length < SEVEN_ZIP_START) return false
  const offset = SEVEN_ZIP_START + Number(bytes.readBigUInt64LE(12))
  return bytes.subarray(offset, offset + LONGEST_HEADER).includes(SEVEN_ZIP_AES)
}

/** The main header (type 0x73, flag 0x80: names encrypted), then the first file (type 0x74, flag 0x04). */
function isEncryptedRar4(bytes: Buffer): boolean {
  const main = RAR_4.length
  if (bytes.length < main + 7) return false
  if ((bytes.readUInt16LE(main + 3) & 0x80) !== 0) return true
  const file = main + bytes.readUInt16LE(main + 5)
  return bytes.length >= file + 5 && bytes[file + 2] === 0x74 && (bytes.readUInt16LE(file + 3) & 0x04) !== 0
}

/** RAR 5: blocks of CRC32, size, type, flags; type 4 says all is encrypted, extra record 1 of a file that it is. */
function isEncryptedRar5(bytes: Buffer): boolean {
  let at = RAR_5.length
  for (let block = 0; block < 8 && at + 7 < bytes.length; block++) {
    const reading = new RarNumbers(bytes, at + 4)
    const size = reading.next()
    const body = reading.position
    const type = reading.next()
    const flags = reading.next()
    if (type === 4) return true
    const extra = (flags & 1) === 0 ? 0 : reading.next()
    const data = (flags & 2) === 0 ? 0 : reading.next()
    if (type === 2) return extra > 0 && hasEncryptionRecord(bytes, body + size - extra, body + size)
    at = body + size + data
  }
  return false
}

function hasEncryptionRecord(bytes: Buffer, start: number, end: number): boolean {
  let at = start
  for (let record = 0; record < 16 && at > 0 && at < Math.min(end, bytes.length); record++) {
    const reading = new RarNumbers(bytes, at)
    const size = reading.next()
    const next = reading.position + size
    if (reading.next() === 1) return true
    at = next
  }
  return false
}

/** Numbers of variable length, seven bits a byte, lowest first; 0 beyond the end. */
class RarNumbers {
  readonly #bytes: Buffer
  position: number

  constructor(bytes: Buffer, position: number) {
    this.#bytes = bytes
    this.position = position
  }

  next(): number {
    let value = 0
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.#bytes[this.position++] ?? 0
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) break
    }
    return value
  }
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark)
}
