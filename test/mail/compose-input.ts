/** What the tests of composing share: a plain message, ways to look at it, and hostile text. */

import fc from 'fast-check'
import PostalMime, { type Email } from 'postal-mime'
import { expect } from 'vitest'
import { type ComposeInput, compose } from '../../src/mail/compose.ts'

export const base: ComposeInput = {
  from: { address: 'agent@mail.example', name: 'Agent' },
  to: [{ address: 'ada@example.org', name: 'Ada' }],
  cc: [],
  replyTo: null,
  subject: 'Hello',
  markdown: 'Hello **Ada**',
  attachments: [],
  messageId: '01J@mail.example',
  date: Date.UTC(2026, 0, 2, 3, 4, 5),
  inReplyTo: null,
  references: [],
  headers: [],
}

export function rawOf(change: Partial<ComposeInput>): string {
  return compose({ ...base, ...change }).raw.toString()
}

export function parsed(change: Partial<ComposeInput>): Promise<Email> {
  return PostalMime.parse(compose({ ...base, ...change }).raw)
}

/** The header's fields as written, unfolded. */
export function fieldsOf(change: Partial<ComposeInput>): string[] {
  const raw = rawOf(change)
  return raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replace(/\r\n(?= )/g, '')
    .split('\r\n')
}

export function named(change: Partial<ComposeInput>, name: string): string[] {
  return fieldsOf(change).filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`))
}

/** As RFC 5322 §2.1.1 wants the lines of a message. */
export function expectSoundLines(raw: Buffer): void {
  const text = raw.toString('latin1')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
  expect(text.endsWith('\r\n')).toBe(true)
  for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
}

export const unicode = (maxLength: number) => fc.string({ unit: 'binary', maxLength })
export const hostile = (maxLength: number) =>
  fc.oneof(
    unicode(maxLength),
    fc.string({ unit: 'grapheme', maxLength }),
    fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          '\0',
          'Bcc: x@y.example',
          ' ',
          '"',
          '\\',
          '=?utf-8?Q?a?=',
          '\ud800',
          'é',
          '😀',
          ';',
          '<a@b>',
          ',',
          'word',
          ':',
          '_',
          '\t',
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join('')),
  )
/** What a header can show of a text. */
export const shown = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
