import { hash } from 'node:crypto'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { type ComposeInput, compose, safeFileName } from '../../src/mail/compose.ts'
import { base, expectSoundLines, hostile, shown } from './compose-input.ts'

describe('any text', () => {
  it('comes back from the header, the body and the names of files', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile(300),
        hostile(60),
        hostile(60),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        async (subject, name, fileName, body) => {
          const markdown = `\`\`\`\`\n${body.replaceAll('`', '')}\n\`\`\`\``
          const to = [
            { address: 'to@example.org', name },
            { address: 'other@example.org', name: '' },
          ]
          const content = Buffer.from(body)
          const composed = compose({
            ...base,
            subject,
            to,
            markdown,
            attachments: [{ name: fileName, contentType: 'text/plain', content }],
          })
          const email = await PostalMime.parse(composed.raw)
          expect(email.subject ?? '').toBe(shown(subject))
          expect(email.to).toEqual(to.map((address) => ({ ...address, name: shown(address.name) })))
          expect(email.text?.replaceAll('\r\n', '\n')).toBe(composed.text)
          expect(email.html?.replaceAll('\r\n', '\n')).toBe(composed.html)
          const safeName = safeFileName(fileName)
          if (!safeName.includes('=?')) expect(email.attachments[0]?.filename).toBe(safeName)
          expect(Buffer.from(email.attachments[0]?.content as ArrayBuffer)).toEqual(content)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('makes sound lines, no field that was not asked for, and the same bytes again', () => {
    const text = hostile(200)
    const address = fc.record({ address: fc.oneof(fc.constant('a@b.example'), text), name: text })
    const input: fc.Arbitrary<ComposeInput> = fc.record({
      from: address,
      to: fc.array(address, { maxLength: 4 }),
      cc: fc.array(address, { maxLength: 3 }),
      replyTo: fc.option(address),
      subject: text,
      markdown: text,
      attachments: fc.array(
        fc.record({
          name: text,
          contentType: fc.oneof(fc.constant('text/plain'), text),
          content: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        }),
        { maxLength: 2 },
      ),
      messageId: text,
      date: fc.integer({ min: 0, max: 4e12 }),
      inReplyTo: fc.option(text),
      references: fc.array(text, { maxLength: 4 }),
      headers: fc.array(fc.tuple(fc.oneof(fc.constantFrom('X-One', 'Bcc', 'bcc\r\n', 'To'), text), text), {
        maxLength: 4,
      }),
    })
    const allowed =
      /^(?:From|To|Cc|Reply-To|Subject|Date|Message-ID|In-Reply-To|References|MIME-Version|Content-Type): ?/
    fc.assert(
      fc.property(input, (message) => {
        const composed = compose(message)
        expectSoundLines(composed.raw)
        expect(hash('sha256', compose(message).raw)).toBe(hash('sha256', composed.raw))
        const header = composed.raw.subarray(0, composed.headerBytes).toString()
        expect(composed.raw.subarray(composed.headerBytes, composed.headerBytes + 4).toString()).toBe(
          '\r\n--',
        )
        const fields = header.trimEnd().split(/\r\n(?! )/)
        for (const field of fields) expect(field).toMatch(/^[!-9;-~]+:/)
        expect(header).not.toMatch(/^(?:resent-)?bcc:/im)
        const own = fields
          .filter((field) => allowed.test(field))
          .map((field) => field.split(':')[0]?.toLowerCase())
        expect(new Set(own).size).toBe(own.length)
        expect(fields.length - own.length).toBeLessThanOrEqual(message.headers.length)
      }),
      { numRuns: 500 },
    )
  })
})
