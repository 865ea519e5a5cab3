/** What is posted: the same keys and types in every event, and never too long (contract §8). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  EVENT_NAMES,
  eventOfSpelling,
  PUBLISHED,
  type PublishedEvent,
  publishedBy,
} from '../../src/core/published.ts'
import {
  bodyOf,
  bodyText,
  MOST_BYTES,
  type PostedEvent,
  sampleEvent,
  wantsReviewUrl,
  withReviewUrl,
} from '../../src/core/webhook-body.ts'

const NAMES = Object.keys(PUBLISHED) as PublishedEvent[]
const sample = (name: PublishedEvent = 'message.sent') => sampleEvent(name, name, '2026-12-01T08:00:00.000Z')

/** Every key with the type of its value, nested ones too; of a list, those of its first item. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value))
    return [`${path}: list`, ...(value.length > 0 ? shapeOf(value[0], `${path}[]`) : [])]
  if (typeof value !== 'object' || value === null)
    return [`${path}: ${value === null ? 'null' : typeof value}`]
  if (/\.?tags$/.test(path)) return [`${path}: map`]
  return Object.entries(value).flatMap(([key, inner]) => shapeOf(inner, path === '' ? key : `${path}.${key}`))
}

const person = fc.record({ address: fc.string(), name: fc.string({ unit: 'grapheme' }) })
const anyEvent: fc.Arbitrary<PostedEvent> = fc.record({
  id: fc.string(),
  event: fc.constantFrom(...EVENT_NAMES),
  timestamp: fc.constant('2026-12-01T08:00:00.000Z'),
  test: fc.boolean(),
  mailboxId: fc.option(fc.string()),
  mailbox: fc.string(),
  email: fc.option(
    fc.record({
      id: fc.string(),
      threadId: fc.string(),
      direction: fc.constantFrom('inbound', 'outbound'),
      status: fc.string(),
      from: person,
      to: fc.array(person),
      cc: fc.array(person),
      subject: fc.string({ unit: 'grapheme' }),
      tags: fc.dictionary(fc.string(), fc.string()),
      attachments: fc.array(fc.record({ name: fc.string(), size: fc.nat(), content_type: fc.string() })),
      preview: fc.string(),
      markdown: fc.string(),
    }),
  ),
  decidedBy: fc.string(),
  reason: fc.string(),
  bounceType: fc.string(),
  diagnostic: fc.string(),
  reviewUrl: fc.string(),
})

describe('every event', () => {
  it('has the same keys, in the same order', () => {
    const keys = Object.keys(bodyOf(sample()))
    fc.assert(
      fc.property(anyEvent, (event) => {
        const body = JSON.parse(bodyText(event))
        expect(Object.keys(body)).toEqual(keys)
        expect(Object.keys(body.data)).toEqual(Object.keys(bodyOf(sample()).data))
      }),
    )
  })

  it('has values of the same types; only ids may be null', () => {
    const shape = new Set(shapeOf(bodyOf(sample())))
    fc.assert(
      fc.property(anyEvent, (event) => {
        const others = shapeOf(JSON.parse(bodyText(event))).filter((line) => !shape.has(line))
        const ids = ['email_id', 'thread_id', 'mailbox_id'].flatMap((id) => [
          `${id}: null`,
          `data.${id}: null`,
        ])
        expect(others.filter((line) => !ids.includes(line))).toEqual([])
      }),
    )
  })

  it('is under 256 KB, whatever the mail is', () => {
    const long = (length: number) => '\u0001'.repeat(length)
    const people = Array.from({ length: 5_000 }, (_, index) => ({
      address: `${index}@example.com`,
      name: long(400),
    }))
    const email = {
      ...(sample().email as NonNullable<PostedEvent['email']>),
      to: people,
      cc: people,
      subject: long(100_000),
      tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag ${index}`, long(1_000)])),
      attachments: Array.from({ length: 500 }, () => ({ name: long(255), size: 1, content_type: 'a/b' })),
      markdown: long(25_000),
    }
    const text = bodyText({ ...sample(), email })
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES)
    expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(bodyOf(sample())))
  })
})

describe('a sample', () => {
  it.each(NAMES)('of %s has no empty value, so that a tool learns every key', (name) => {
    const empty = (value: unknown): boolean =>
      value === null ||
      value === '' ||
      (typeof value === 'object' && (Object.keys(value).length === 0 || Object.values(value).some(empty)))
    const body = bodyOf(sample(name))
    expect(Object.entries(body).filter(([, value]) => empty(value))).toEqual([])
  })
})

describe('the names', () => {
  it('are each of one event, and say which', () => {
    expect(new Set(EVENT_NAMES).size).toBe(EVENT_NAMES.length)
    for (const [name, { aliases }] of Object.entries(PUBLISHED))
      for (const spelling of [name, ...aliases]) expect(eventOfSpelling(spelling)).toBe(name)
    expect(eventOfSpelling('toString')).toBeNull()
  })

  it('tell of a mail that went to several once', () => {
    expect(publishedBy('message.sent', { first: true })).toBe('message.sent')
    expect(publishedBy('message.sent', {})).toBeNull()
    expect(publishedBy('message.bounced', {})).toBe('message.bounced')
    expect(publishedBy('message.bounced', { copy: true })).toBeNull()
    expect(publishedBy('email.listed', {})).toBeNull()
  })
})

describe('a long text', () => {
  const posted = (markdown: string) => {
    const email = { ...(sample().email as NonNullable<PostedEvent['email']>), markdown }
    return JSON.parse(bodyText({ ...sample(), email })).markdown as string
  }

  it('is posted up to 100 KB of UTF-8, and never ends within a character', () => {
    expect(posted('a'.repeat(100_000))).toHaveLength(100_000)
    expect(posted('a'.repeat(100_001))).toHaveLength(100_000)
    const emoji = posted(`x${'😀'.repeat(40_000)}`)
    expect(Buffer.byteLength(emoji)).toBe(99_997)
    expect(emoji.isWellFormed()).toBe(true)
  })

  it('that JSON makes longer is cut further, but not away', () => {
    const lines = posted('"\n'.repeat(50_000))
    expect(lines.length).toBeGreaterThan(10_000)
    expect(lines).toMatch(/^(?:"\n)+$/)
  })

  it('of any length and any characters leaves the body within its limit', () => {
    const words = fc.constantFrom('\u0000', '"', 'ü', '😀', '\ud800', 'a')
    const long = fc.tuple(words, fc.nat(200_000)).map(([word, times]) => word.repeat(times))
    const people = fc
      .tuple(long, fc.nat(500))
      .map(([name, count]) => Array(count).fill({ address: name, name }))
    fc.assert(
      fc.property(fc.array(long, { minLength: 6, maxLength: 6 }), people, (texts, to) => {
        const [subject = '', markdown = '', reason = '', diagnostic = '', preview = '', tag = ''] = texts
        const email = { ...(sample().email as NonNullable<PostedEvent['email']>), subject, markdown, preview }
        const tags = { [tag]: tag, [`${tag}2`]: tag }
        const text = bodyText({ ...sample(), reason, diagnostic, email: { ...email, to, cc: to, tags } })
        expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES)
        expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(bodyOf(sample())))
      }),
      { seed: 1, numRuns: 10 },
    )
  })
})

describe('the link to decide', () => {
  const stored = (more: object) =>
    bodyText({ ...sample(), reviewUrl: '{review_url}', ...more } as PostedEvent)

  it('is put into its two places, and nowhere else', () => {
    const email = {
      ...(sample().email as NonNullable<PostedEvent['email']>),
      subject: '{review_url}',
      tags: { review_url: '{review_url}' },
    }
    const text = stored({ email, reason: '"review_url":"{review_url}"' })
    expect(wantsReviewUrl(text)).toBe(true)
    const body = JSON.parse(withReviewUrl(text, 'https://x.example/$&'))
    expect(body).toEqual({
      ...JSON.parse(text),
      review_url: 'https://x.example/$&',
      data: { ...JSON.parse(text).data, review_url: 'https://x.example/$&' },
    })
  })

  it('is not put into a body that has no place for it', () => {
    const text = stored({ reviewUrl: '', reason: '{review_url}' })
    expect(wantsReviewUrl(text)).toBe(false)
    expect(withReviewUrl(text, 'https://x.example/')).toBe(text)
  })
})
