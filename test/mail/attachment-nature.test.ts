import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { natureOf } from '../../src/mail/attachment-nature.ts'
import { compoundFile, pdf, zip } from './archive-bytes.ts'

const NOTHING = new Uint8Array(0)
const isExecutableName = (name: string) => natureOf(name, 'application/octet-stream', NOTHING).isExecutable
const ofBytes = (bytes: Uint8Array) => natureOf('file.dat', 'application/octet-stream', bytes)
const bytes = (...values: number[]) => Buffer.concat([Buffer.from(values), Buffer.alloc(600)])

describe('by its name a file runs', () => {
  it.each([
    'setup.exe',
    'SETUP.EXE',
    'invoice.pdf.exe',
    'photo.jpg   .scr',
    'report.exe.',
    'report.exe ',
    'invoice\u202efdp.exe',
    'invoice.e\u200bxe',
    'ｒｕｎ.ｅｘｅ',
    'run.exe:stream.txt',
    'folder/run.bat',
    'link.lnk',
    'disk.iso',
    'app.jar',
    'page.hta',
    'script.js',
    'macro.vbs',
    'power.ps1',
    'letter.docm',
    'sheet.xlsm',
    'tool.exe.gz',
    '.bat',
  ])('%j', (name) => {
    expect(isExecutableName(name)).toBe(true)
  })

  it.each([
    'report.pdf',
    'letter.docx',
    'exe',
    'data.json',
    'example.com.pdf',
    'notes',
    'a.tar.gz',
    'x.gz',
    '',
  ])('and not %j', (name) => {
    expect(isExecutableName(name)).toBe(false)
  })
})

describe('by its content type a file runs', () => {
  it.each([
    'application/x-msdownload',
    'Text/JavaScript; charset=utf-8',
    'application/vnd.ms-excel.sheet.macroEnabled.12',
    'application/java-archive',
  ])('%s', (type) => {
    expect(natureOf('file', type, NOTHING).isExecutable).toBe(true)
  })

  it.each(['text/plain', 'application/vnd.ms-excel', ''])('and not %j', (type) => {
    expect(natureOf('file', type, NOTHING).isExecutable).toBe(false)
  })
})

describe('by its bytes a file runs', () => {
  const iso = Buffer.alloc(0x8806)
  iso.write('CD001', 0x8001)
  const diskImage = Buffer.alloc(2_000)
  diskImage.write('koly', 2_000 - 512)

  it.each([
    ['a Windows program', bytes(0x4d, 0x5a, 0x90, 0)],
    ['an ELF program', bytes(0x7f, 0x45, 0x4c, 0x46)],
    ['a Mach-O program', bytes(0xcf, 0xfa, 0xed, 0xfe)],
    ['a universal program or Java class', bytes(0xca, 0xfe, 0xba, 0xbe)],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf ~\n')],
    ['a script after a byte order mark', Buffer.from('\ufeff#! /usr/bin/env python\n')],
    ['a shortcut', bytes(0x4c, 0, 0, 0, 1, 0x14, 2, 0)],
    ['a disk image', iso],
    ['an Apple disk image', diskImage],
    ['a program in a ZIP', zip([{ name: 'readme.txt' }, { name: 'bin/setup.exe' }])],
    ['a program in a ZIP with a comment', zip([{ name: 'setup.exe' }], { comment: 'Hello' })],
    ['a program in a ZIP with something before it', Buffer.concat([bytes(1, 2, 3), zip([{ name: 'a.js' }])])],
    [
      'a program in a ZIP that was cut off',
      zip([{ name: 'readme.txt' }, { name: 'setup.exe' }]).subarray(0, 110),
    ],
    ['a document with macros', zip([{ name: 'word/document.xml' }, { name: 'word/vbaProject.bin' }])],
    ['an old document with macros', compoundFile(['Root Entry', 'Macros', '_VBA_PROJECT'])],
  ])('when it is %s', (_what, content) => {
    expect(ofBytes(content)).toEqual({ isExecutable: true, isEncrypted: false })
  })

  it.each([
    ['text', Buffer.from('MZ is the mark of Mark Zbikowski. #!/bin/sh is another.')],
    ['a document', zip([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }])],
    ['an old document', compoundFile(['Root Entry', 'WordDocument'])],
    ['a PDF', pdf('')],
    ['compressed text', gzipSync('Hello')],
    ['nothing', NOTHING],
    ['three bytes', Buffer.from('MZ\0')],
  ])('and not when it is %s', (_what, content) => {
    expect(ofBytes(content)).toEqual({ isExecutable: false, isEncrypted: false })
  })
})

describe('a file is encrypted', () => {
  const beginning = `%PDF-1.7\n${' '.repeat(100_000)}`
  const trailer = `5 0 obj\n<< /Type /XRef /Encrypt 4 0 R >>\nstream\n${' '.repeat(100_000)}endstream\nendobj\n`
  const longPdf = Buffer.from(`${beginning}${trailer}startxref\n${beginning.length}\n%%EOF\n`)
  const sevenZip = Buffer.alloc(80)
  sevenZip.set([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4])
  sevenZip.writeBigUInt64LE(20n, 12)
  sevenZip.set([0x17, 0x06, 0x24, 0x06, 0xf1, 0x07, 0x01], 52)
  const rar4 = (mainFlags: number, fileFlags: number) => {
    const raw = Buffer.alloc(7 + 13 + 32)
    raw.write('Rar!\x1a\x07\x00', 'latin1')
    raw.set([0, 0, 0x73], 7)
    raw.writeUInt16LE(mainFlags, 10)
    raw.writeUInt16LE(13, 12)
    raw.set([0, 0, 0x74], 20)
    raw.writeUInt16LE(fileFlags, 23)
    return raw
  }
  const rar5 = (...block: number[]) =>
    Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), Buffer.from(block), Buffer.alloc(16)])
  const mainBlock = [0, 0, 0, 0, 3, 1, 0, 0]

  it.each([
    ['a ZIP', zip([{ name: 'a.txt' }, { name: 'b.txt', isEncrypted: true }])],
    ['a ZIP that was cut off', zip([{ name: 'a.txt', isEncrypted: true }]).subarray(0, 50)],
    ['a PDF', pdf('/Encrypt 5 0 R')],
    ['a PDF whose trailer is far from both ends', longPdf],
    ['an Office document', compoundFile(['Root Entry', 'EncryptionInfo', 'EncryptedPackage'])],
    ['a 7z file', sevenZip],
    ['a RAR 4 file with hidden names', rar4(0x80, 0)],
    ['a RAR 4 file', rar4(0, 0x04)],
    ['a RAR 5 file with hidden names', rar5(0, 0, 0, 0, 3, 4, 0, 0)],
    // A file header (type 2) with an extra area of three bytes: one record of size 2, type 1 (encryption).
    ['a RAR 5 file', rar5(...mainBlock, 0, 0, 0, 0, 6, 2, 1, 3, 2, 1, 0)],
    ['an OpenPGP message', Buffer.from('-----BEGIN PGP MESSAGE-----\n\nabc')],
  ])('when it is %s', (_what, content) => {
    expect(ofBytes(content).isEncrypted).toBe(true)
  })

  it.each([
    ['a ZIP', zip([{ name: 'a.txt' }])],
    ['a PDF that mentions the word in another name', pdf('/EncryptedWith (nothing)')],
    ['a RAR 4 file', rar4(0, 0)],
    ['a RAR 5 file', rar5(...mainBlock, 0, 0, 0, 0, 6, 2, 1, 3, 2, 3, 0)],
  ])('and not when it is %s that is open', (_what, content) => {
    expect(ofBytes(content).isEncrypted).toBe(false)
  })
})

describe('any bytes', () => {
  const samples = [
    zip([{ name: 'a.txt' }, { name: 'b.txt' }]),
    pdf('/Encrypt 5 0 R'),
    compoundFile(['Root Entry']).subarray(0, 2_000),
    Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'),
    Buffer.from('Rar!\x1a\x07\x00', 'latin1'),
    Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]),
    Buffer.alloc(0),
  ]

  it('can be looked at, also files that were damaged', () => {
    const damage = fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 10 })
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        damage,
        fc.uint8Array(),
        fc.nat(300),
        (sample, changes, more, cut) => {
          const content = Buffer.concat([sample.subarray(0, sample.length - cut), more])
          for (const [at, value] of changes) if (at < content.length) content[at] = value
          expect(typeof ofBytes(content).isExecutable).toBe('boolean')
        },
      ),
      { numRuns: 500 },
    )
  })

  it('are not read further than a list of ten thousand names', () => {
    const names = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.txt`, content: '' }))
    expect(ofBytes(zip([...names, { name: 'late.exe' }])).isExecutable).toBe(false)
  })
})
