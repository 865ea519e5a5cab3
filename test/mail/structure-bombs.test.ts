/** Messages made to be expensive: they cost a bounded time and memory, and what can be read of them is read. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyAutomatic } from '../../src/mail/automatic.ts'
import { decodeText } from '../../src/mail/decode.ts'
import { htmlToMarkdown } from '../../src/mail/html-to-markdown.ts'
import { parseHeaders, selectBody } from '../../src/mail/parse.ts'
import { stripQuotedReply } from '../../src/mail/quoted-reply.ts'
import { StructureScanner, scan } from '../../src/mail/structure.ts'
import { inUse } from '../support/memory.ts'

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

describe('a bomb', () => {
  const parts = (count: number) =>
    Buffer.from(
      `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(count)}--x--\r\n`,
    )

  it('of a thousand parts is read, of ten thousand is not', () => {
    expect(scan(parts(1_000)).leaves).toHaveLength(1_000)
    const structure = scan(parts(10_000))
    expect(structure.leaves).toHaveLength(1_001)
    expect(structure.leaves.at(-1)).toMatchObject({
      contentType: 'application/octet-stream',
      disposition: 'attachment',
    })
    expect(structure.faults).toContain('too_many_parts')
  })

  it('of empty multiparts counts too', () => {
    const part = '--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\npreamble\r\n'
    const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=x\r\n\r\n${part.repeat(10_000)}`)
    expect(scan(raw).leaves).toHaveLength(1_001)
  })

  it('of lines that nearly delimit, or of bytes that come one by one, takes linear time', () => {
    const nested = Array.from(
      { length: 32 },
      (_, level) => `Content-Type: multipart/mixed; boundary=bound${level}\r\n\r\n--bound${level}\r\n`,
    ).join('')
    expect(scan(Buffer.from(`${nested}\r\n${'--bound99\n'.repeat(500_000)}`)).leaves).toHaveLength(1)
    const header = Buffer.from(`A: b\r\nX: ${'y'.repeat(250_000)}`)
    const scanner = new StructureScanner()
    for (let at = 0; at < header.length; at++) scanner.push(header.subarray(at, at + 1))
    expect(scanner.end().headers.map(([name]) => name)).toEqual(['A', 'X'])
  })

  it('of headers is cut at the same place however it comes', () => {
    const raw = Buffer.from(`A: ${'y'.repeat(100)}\r\n`.repeat(4_000))
    const limits = { headerBytes: 10_000, headerLines: 50 }
    for (const size of [1, 7, 1_000, 9_999, 50_000]) {
      for (const limit of [{ ...limits, headerLines: 1_000 }, limits]) {
        const scanner = new StructureScanner(limit)
        for (let at = 0; at < raw.length; at += size) scanner.push(raw.subarray(at, at + size))
        expect(scanner.end()).toEqual(scan(raw, limit))
      }
    }
  })

  it('of half a gigabyte leaves nothing behind in memory', () => {
    const scanner = new StructureScanner()
    scanner.push(
      mail('Content-Type: multipart/mixed; boundary=x', '', '--x', 'Content-Type: image/png', '', ''),
    )
    const chunk = Buffer.from('QUJDREVG'.repeat(9).concat('\r\n').repeat(886))
    const before = inUse()
    for (let sent = 0; sent < 512 * 1024 * 1024; sent += chunk.length) scanner.push(chunk)
    // Other tests run in the same process; what is sent here is far more than they may keep.
    expect(inUse() - before).toBeLessThan(128 * 1024 * 1024)
    const { leaves } = scanner.end()
    expect(leaves[0]?.length).toBeGreaterThanOrEqual(512 * 1024 * 1024)
  })

  it('nested without end stops at a depth', () => {
    const lines = Array.from(
      { length: 200 },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
    )
    expect(scan(Buffer.from(lines.join(''))).faults).toContain('nested_too_deeply')
  })

  it('of headers is cut', () => {
    const structure = scan(Buffer.from(`${'X: y\r\n'.repeat(100_000)}\r\nbody`))
    expect(structure.headers.length).toBeLessThanOrEqual(2_000)
    expect(structure.faults).toContain('too_many_headers')
    expect(scan(Buffer.from(`X: ${'y'.repeat(1_000_000)}`)).faults).toContain('header_too_large')
  })

  it('of random bytes and words harms nobody, all the way to markdown', () => {
    const word = fc.constantFrom(
      '\r\n',
      '\n\n',
      '--x\r\n',
      '--x--',
      'Content-Type: multipart/alternative; boundary=x\r\n',
      'Content-Type: text/html; charset=',
      'Content-Type: message/rfc822\r\n\r\nSubject: =?utf-8?q?=00/..?=',
      'Content-Transfer-Encoding: quoted-printable\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      "Content-Disposition: attachment; filename*0*=x''%",
      'From: =?x?b?',
      '<div style="',
    )
    const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array).toString('latin1'))
    fc.assert(
      fc.property(fc.array(fc.oneof(word, word, bytes), { maxLength: 40 }), (pieces) => {
        const raw = Buffer.from(pieces.join(''), 'latin1')
        const { headers, leaves, size } = scan(raw)
        let at = 0
        for (const { offset, length } of leaves) {
          expect(offset).toBeGreaterThanOrEqual(at)
          at = offset + length
        }
        expect(at).toBeLessThanOrEqual(size)
        parseHeaders(headers)
        classifyAutomatic(headers, '', 'x')
        const { text, html, attachments } = selectBody(leaves)
        for (const leaf of [text, html, ...attachments].filter((found) => found !== null)) {
          const said = decodeText(raw.subarray(leaf.offset, leaf.offset + leaf.length), leaf)
          expect(said.isWellFormed()).toBe(true)
          expect(stripQuotedReply(htmlToMarkdown(said)).isWellFormed()).toBe(true)
        }
        for (const { fileName } of attachments) expect(fileName).toMatch(/^[^/\\\p{Cc}]+$/u)
      }),
      { numRuns: 2_000 },
    )
  })
})
