/**
 * What an attachment is, whatever it calls itself: whether opening it can run a program, and whether it is
 * encrypted so that nobody can look into it. By its name, its content type and its bytes; only beginnings, ends
 * and lists of contents are read, so large files cost no more than small ones.
 */

import { type ArchiveListing, encryptedArchive, zipListing } from './archive-listing.ts'

export interface AttachmentNature {
  /** Whether opening it can run a program: one itself, a script, a document with macros, or an archive with one. */
  readonly isExecutable: boolean
  /** Whether its content cannot be read without a password. */
  readonly isEncrypted: boolean
}

const EXECUTABLE = new Set(
  [
    // Windows: programs, installers, scripts, shortcuts, settings that run something.
    'exe com scr pif cpl dll sys drv ocx msi msp mst msix appx appxbundle msixbundle appinstaller gadget',
    'bat cmd ps1 psm1 psd1 ps1xml vb vbs vbe js jse mjs cjs ws wsf wsh wsc sct hta lnk url scf inf reg chm hlp',
    'msc xbap application appref-ms settingcontent-ms library-ms searchconnector-ms diagcab theme website',
    // Disk images, which carry programs past the mark of the web; other systems' programs and packages.
    'iso img vhd vhdx dmg pkg mpkg app command workflow deb rpm apk xapk ipa appimage snap flatpakref run elf',
    'sh bash zsh csh ksh fish py pyw pyc pyz rb pl jar jnlp class desktop',
    // Documents with macros or add-ins.
    'docm dotm xlsm xltm xlsb xlam xll pptm potm ppam ppsm sldm one onepkg mde ade adp accde accda iqy slk wll',
  ].flatMap((line) => line.split(' ')),
)

/** Compressed single files: what they hold is named before the ending. */
const COMPRESSED = new Set('gz bz2 xz zst z lz lzma br'.split(' '))

const EXECUTABLE_TYPES = new Set(
  (
    'application/x-msdownload application/x-msdos-program application/vnd.microsoft.portable-executable ' +
    'application/x-dosexec application/x-executable application/x-elf application/x-mach-binary ' +
    'application/x-msi application/x-ms-installer application/x-sh application/x-shellscript text/x-shellscript ' +
    'application/x-bat application/bat application/hta application/javascript text/javascript ' +
    'application/x-javascript text/vbscript application/java-archive application/x-java-archive ' +
    'application/x-ms-shortcut application/x-apple-diskimage application/x-iso9660-image ' +
    'application/vnd.android.package-archive application/vnd.debian.binary-package application/x-rpm'
  ).split(' '),
)
const MACRO_TYPE = /^application\/vnd\.ms-[a-z]+\.[a-z.]*macroenabled/

/** Bytes that are read at the beginning and at the end of a file that is searched. */
const WINDOW = 64 * 1024
const ISO_9660 = { offset: 0x8001, text: 'CD001' }

/** Tells the nature of an attachment. `content` may be empty or only the beginning; never throws. */
export function natureOf(name: string, contentType: string, content: Uint8Array): AttachmentNature {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const listing = zipListing(bytes)
  const isOle = startsWith(bytes, OLE)
  return {
    isExecutable:
      isExecutableName(name) ||
      isExecutableType(contentType) ||
      isProgram(bytes) ||
      holdsProgram(listing) ||
      (isOle && (holdsUtf16(bytes, '_VBA_PROJECT') || holdsUtf16(bytes, 'Macros'))),
    isEncrypted:
      listing?.isEncrypted === true ||
      encryptedArchive(bytes) ||
      isEncryptedPdf(bytes) ||
      (isOle && holdsUtf16(bytes, 'EncryptedPackage')) ||
      isEncryptedMessage(bytes),
  }
}

/** Whether a file of this name is run when it is opened: `invoice.pdf.exe`, `report.js.gz`, `a.exe. `. */
function isExecutableName(name: string): boolean {
  const visible = name
    .slice(-500)
    .replace(/[\p{Cc}\p{Cf}\p{DI}]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
  // What follows a colon is a stream of the file on Windows.
  const file = (visible.split(/[/\\]/).at(-1) ?? '').split(':')[0] ?? ''
  const endings = file
    .split('.')
    .map((ending) => ending.trim())
    .filter((ending) => ending !== '')
  if (!file.includes('.')) return false
  const last = endings.at(-1) ?? ''
  return EXECUTABLE.has(COMPRESSED.has(last) && endings.length > 2 ? (endings.at(-2) ?? '') : last)
}

function isExecutableType(contentType: string): boolean {
  const type = (contentType.slice(0, 200).split(';')[0] ?? '').trim().toLowerCase()
  return EXECUTABLE_TYPES.has(type) || MACRO_TYPE.test(type)
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ELF = [0x7f, 0x45, 0x4c, 0x46]
const SHORTCUT = [0x4c, 0, 0, 0, 1, 0x14, 2, 0]
const HELP = [0x49, 0x54, 0x53, 0x46, 3, 0, 0, 0]
/** Mach-O of 32 and 64 bits in both byte orders, and universal ones, whose mark Java classes share. */
const MACH_O = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe]

function isProgram(bytes: Buffer): boolean {
  if (bytes.length < 4) return false
  // Text may begin with MZ, but it has no NUL in its beginning.
  const isDos = startsWith(bytes, [0x4d, 0x5a]) && bytes.subarray(0, 64).includes(0)
  const isScript = /^(?:\ufeff|ï»¿)?#![ \t]{0,3}\//.test(bytes.subarray(0, 16).toString('latin1'))
  const { offset, text } = ISO_9660
  return (
    isDos ||
    isScript ||
    [ELF, SHORTCUT, HELP].some((mark) => startsWith(bytes, mark)) ||
    MACH_O.includes(bytes.readUInt32BE(0)) ||
    bytes.toString('latin1', offset, offset + text.length) === text ||
    bytes.toString('latin1', bytes.length - 512, bytes.length - 508) === 'koly'
  )
}

function holdsProgram(listing: ArchiveListing | null): boolean {
  if (listing === null) return false
  return listing.names.some((name) => isExecutableName(name) || /(?:^|\/)vbaproject\.bin$/i.test(name))
}

/** A PDF whose trailer names an encryption dictionary (ISO 32000-1 §7.5.5, §7.6). */
function isEncryptedPdf(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 1_024).includes('%PDF-')) return false
  const end = bytes.subarray(-WINDOW)
  // A file may be changed by appending; the reference of its last trailer counts, and may be far from the end.
  const tail = end.toString('latin1')
  const offset = Number(
    /startxref\s{1,4}(\d{1,10})/.exec(tail.slice(tail.lastIndexOf('startxref')))?.[1] ?? Number.NaN,
  )
  const trailer = Number.isSafeInteger(offset)
    ? bytes.subarray(offset, offset + WINDOW)
    : bytes.subarray(0, 0)
  return [bytes.subarray(0, WINDOW), trailer, end].some((part) => /\/Encrypt\b/.test(part.toString('latin1')))
}

/** OpenPGP in ASCII armour (RFC 9580 §6.2), or an age file; encrypted S/MIME tells by its name and type elsewhere. */
function isEncryptedMessage(bytes: Buffer): boolean {
  const beginning = bytes.subarray(0, 1_024).toString('latin1')
  return beginning.includes('-----BEGIN PGP MESSAGE-----') || beginning.startsWith('age-encryption.org/v1')
}

/**
 * Whether a compound file (MS-CFB) has an entry of this name: looked for in its directory, where the header says
 * it begins, and at its beginning and end.
 */
function holdsUtf16(bytes: Buffer, name: string): boolean {
  const wanted = Buffer.from(name, 'utf16le')
  if (bytes.length < 512) return bytes.includes(wanted)
  const sectorSize = 1 << Math.min(bytes.readUInt16LE(30), 12)
  const directory = (bytes.readUInt32LE(48) + 1) * sectorSize
  const parts = [
    bytes.subarray(0, WINDOW),
    bytes.subarray(directory, directory + WINDOW),
    bytes.subarray(-WINDOW),
  ]
  return parts.some((part) => part.includes(wanted))
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, index) => bytes[index] === byte)
}
