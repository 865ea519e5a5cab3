/**
 * Lists of messages against the simplest thing that could be right: a filter over an array. A mailbox with more
 * messages than the window that is searched by comparison, random filters, every page of the answer.
 */

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Direction, OversightState } from '../../src/core/oversight.ts'
import { STATUSES, type Stage } from '../../src/core/status.ts'
import { wordsOf } from '../../src/core/words.ts'
import type { Access } from '../../src/store/access.ts'
import type { Writer } from '../../src/store/db.ts'
import { setTags } from '../../src/store/labels.ts'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import {
  listHeld,
  listMessages,
  listSpam,
  type MessageFilter,
  NO_FILTER,
} from '../../src/store/message-list.ts'
import { type Message, statusOfMessage } from '../../src/store/messages.ts'
import { openTestContext, type TestContext } from '../support/database.ts'
import { addAccount, addMailbox, addMessage } from './rows.ts'

/** More than the 2,000 newest, which are compared; the rest is found by the search index. */
const TOTAL = 2_300

interface Listed {
  readonly message: Message
  readonly body: string
  readonly tags: Readonly<Record<string, string>>
  /** When it was made, epoch ms. */
  readonly at: number
}

let context: TestContext
let mailbox: Mailbox
let other: Mailbox
const all: Listed[] = []

/** Numbers that look like chance and are the same every time. */
function dice(seed: number): <T>(values: readonly T[]) => T {
  let state = seed
  return <T>(values: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    const value = values[(state >> 8) % values.length]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
}

const SENDERS = [
  'Ada Lovelace ada@example.com',
  'Bob bob@example.org',
  'Zoë Müller zoe@exämple.org',
  'odd 100%_sure\\ odd@example.net',
]
const SUBJECTS = ['Invoice 42', 'Grüße aus Köln', 'Invoice 100%_done\\', 'Weekly report', 'Ok']
const BODIES = ['the quick brown fox', 'lorem ipsum dolor', 'quick question about invoice', '']
const TAGS: readonly Readonly<Record<string, string>>[] = [
  {},
  {},
  { project: 'apollo' },
  { project: 'gemini', urgent: '' },
]
const STATES: readonly (readonly [Direction, OversightState, Stage])[] = [
  ['inbound', 'released', 'unread'],
  ['inbound', 'released', 'read'],
  ['inbound', 'released', 'archived'],
  ['inbound', 'released', 'spam_flagged'],
  ['inbound', 'released', 'spam_quarantined'],
  ['inbound', 'held', 'none'],
  ['inbound', 'rejected', 'none'],
  ['outbound', 'released', 'sent'],
  ['outbound', 'released', 'send_failed'],
  ['outbound', 'held', 'none'],
  ['outbound', 'scheduled', 'none'],
  ['outbound', 'parked', 'none'],
  ['outbound', 'expired', 'none'],
  ['outbound', 'cancelled', 'none'],
]

async function addRandom(writer: Writer, roll: ReturnType<typeof dice>): Promise<void> {
  context.clock.advance(roll([0, 0, 1, 50, 5_000]))
  const at = context.clock.now()
  const [direction, state, stage] = roll(STATES)
  const subject = roll(SUBJECTS)
  const sender = roll(SENDERS)
  const body = roll(BODIES)
  const tags = roll(TAGS)
  // One in eight is elsewhere: another mailbox, or the set of test mail.
  const where = roll([0, 0, 0, 0, 0, 0, 1, 2])
  const home = where === 1 ? other : mailbox
  const message = await addMessage(writer, home, {
    test: where === 2 ? 1 : 0,
    direction,
    state,
    stage,
    subject,
    subject_key: subject.toLowerCase(),
    sender_text: sender.toLowerCase(),
    has_attachments: roll([0, 0, 1]),
    ...(threadOf[where] === undefined ? {} : { thread_id: threadOf[where] }),
  })
  threadOf[where] = message.thread_id
  await setTags(writer, message, tags)
  await writer.backend.indexDocument(writer.db, {
    position: message.position,
    mailboxId: message.mailbox_id,
    test: message.test,
    sender: message.sender_text,
    subject: message.subject_key,
    words: wordsOf(`${message.sender_text} ${subject} ${body}`).join(' '),
  })
  all.push({ message, body, tags, at })
}

const threadOf: Record<number, string> = {}

beforeAll(async () => {
  context = await openTestContext()
  const { database } = context
  const account = await database.write((writer) => addAccount(writer))
  mailbox = await database.write((writer) => addMailbox(writer, account.id))
  other = await database.write((writer) => addMailbox(writer, account.id, { address: 'other@example.com' }))
  const roll = dice(7)
  while (
    all.filter(({ message }) => message.mailbox_id === mailbox.id && message.test === 0).length < TOTAL
  ) {
    await database.write(async (writer) => {
      for (let number = 0; number < 100; number++) await addRandom(writer, roll)
    })
  }
})

afterAll(() => context.dispose())

const access = (changes: Partial<Access> = {}): Access => ({
  accountId: mailbox.account_id,
  test: 0,
  mailboxIds: null,
  seesHeld: true,
  ...changes,
})

/** Whether a message may be seen, said once more. */
function isVisible({ message }: Listed, who: Access): boolean {
  if (message.account_id !== who.accountId || message.test !== who.test) return false
  if (who.mailboxIds !== null && !who.mailboxIds.includes(message.mailbox_id)) return false
  return who.seesHeld || message.direction === 'outbound' || message.state === 'released'
}

/** Whether a message matches, said once more. */
function matches({ message, body, tags, at }: Listed, filter: MessageFilter): boolean {
  const text = `${message.sender_text} ${message.subject} ${body}`.toLowerCase()
  const words = new Set<string>(text.match(/[\p{L}\p{N}]+/gu) ?? [])
  const conditions = [
    filter.status === null
      ? message.stage !== 'spam_quarantined'
      : statusOfMessage(message) === filter.status,
    filter.direction === null || message.direction === filter.direction,
    filter.sender === null || message.sender_text.includes(filter.sender.toLowerCase()),
    filter.subjectContains === null ||
      message.subject.toLowerCase().includes(filter.subjectContains.toLowerCase()),
    filter.after === null || at > filter.after,
    filter.before === null || at < filter.before,
    filter.hasAttachments === null || (message.has_attachments === 1) === filter.hasAttachments,
    filter.sinceId === null || message.id > filter.sinceId,
    filter.words.every((word) => words.has(word)),
    filter.tag === null ||
      (filter.tag.value === null ? filter.tag.key in tags : tags[filter.tag.key] === filter.tag.value),
  ]
  return conditions.every((condition) => condition)
}

/** The ids that a filter should find in the mailbox, newest first. */
function expected(filter: MessageFilter, who: Access): string[] {
  return all
    .filter((one) => one.message.mailbox_id === mailbox.id && isVisible(one, who) && matches(one, filter))
    .map(({ message }) => message.id)
    .sort()
    .reverse()
}

/** The ids that the list gives, all its pages together. */
async function listAll(filter: MessageFilter, who: Access, limit: number): Promise<string[]> {
  const found: string[] = []
  for (let before: string | null = null; ; ) {
    const page: Message[] = await listMessages(context.database, who, mailbox.id, filter, {
      before,
      offset: 0,
      limit,
    })
    expect(page.length).toBeLessThanOrEqual(limit)
    found.push(...page.map(({ id }) => id))
    if (page.length < limit) return found
    before = page.at(-1)?.id ?? null
  }
}

/** A value that is mostly not given. */
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })

const filters: fc.Arbitrary<MessageFilter> = fc
  .record({
    status: seldom(fc.constantFrom(...STATUSES)),
    direction: seldom(fc.constantFrom('inbound' as const, 'outbound' as const)),
    sender: seldom(
      fc.constantFrom(
        'ada',
        'ADA',
        'example',
        'b',
        'zo',
        'zoë',
        'mül',
        '%',
        '_',
        '\\',
        '100%_',
        'nobody',
        ' ',
      ),
    ),
    subjectContains: seldom(
      fc.constantFrom(
        'invoice',
        'INVOICE 42',
        'grüße',
        'GRÜSSE',
        '%',
        '100%_done\\',
        'ok',
        'k',
        'report',
        '"',
      ),
    ),
    after: seldom(fc.integer({ min: -1, max: TOTAL })),
    before: seldom(fc.integer({ min: -1, max: TOTAL })),
    hasAttachments: seldom(fc.boolean()),
    sinceId: seldom(fc.nat(TOTAL)),
    words: seldom(fc.subarray(['quick', 'invoice', 'fox', 'ada', 'ipsum'], { minLength: 1, maxLength: 2 })),
    tag: seldom(
      fc.constantFrom(
        { key: 'project', value: null },
        { key: 'project', value: 'apollo' },
        { key: 'urgent', value: '' },
        { key: 'nothing', value: null },
      ),
    ),
  })
  .map((drawn) => ({
    ...drawn,
    after: momentOf(drawn.after),
    before: momentOf(drawn.before),
    sinceId: drawn.sinceId === null ? null : (all[drawn.sinceId]?.message.id ?? null),
    words: drawn.words ?? [],
  }))

/** The moment of a message by its number; -1 is long before the first. */
function momentOf(index: number | null): number | null {
  return index === null ? null : (all[index]?.at ?? -86_400_000)
}

const readers = fc.record({
  seesHeld: fc.boolean(),
  mailboxIds: fc.constantFrom('all' as const, 'own' as const, 'other' as const),
})

describe('the list of a mailbox', () => {
  it('gives what a plain filter gives, each once, in order, on all its pages', async () => {
    await fc.assert(
      fc.asyncProperty(filters, readers, fc.integer({ min: 1, max: 9 }), async (filter, reader, size) => {
        const mailboxIds = { all: null, own: [mailbox.id], other: [other.id] }[reader.mailboxIds]
        const who = access({ seesHeld: reader.seesHeld, mailboxIds })
        const wanted = expected(filter, who)
        // Small pages where there is little, so that there are always some.
        const limit = wanted.length > 100 ? 90 + size : size
        expect(await listAll(filter, who, limit)).toEqual(wanted)
      }),
      { numRuns: 100, seed: 20_260_302 },
    )
  })

  it.each([
    { sender: 'ada' },
    { sender: 'b' },
    { subjectContains: 'invoice' },
    { words: ['quick'] },
    { words: ['quick'], sender: 'b@' },
    { words: ['quick'], sender: 'bob', subjectContains: 'invoice' },
    { tag: { key: 'project', value: 'apollo' } },
    { status: 'scheduled' as const },
  ])('reaches beyond the newest two thousand: %j', async (part) => {
    const filter = { ...NO_FILTER, ...part }
    const wanted = expected(filter, access())
    expect(wanted.at(-1)).toBe(wanted.toSorted().at(0))
    expect(all.findIndex(({ message }) => message.id === wanted.at(-1))).toBeLessThan(100)
    expect(await listAll(filter, access(), 100)).toEqual(wanted)
  })

  it('takes an offset instead of a cursor', async () => {
    const filter = { ...NO_FILTER, subjectContains: 'invoice' }
    const wanted = expected(filter, access())
    for (const offset of [0, 1, 7, wanted.length - 3, wanted.length, wanted.length + 10]) {
      const page = { before: null, offset, limit: 5 }
      const found = await listMessages(context.database, access(), mailbox.id, filter, page)
      expect(found.map(({ id }) => id)).toEqual(wanted.slice(offset, offset + 5))
    }
  })

  it('takes any moment, however far away', async () => {
    for (const moment of [-8.64e15, -1, 0, 0.5, 2 ** 48 - 1, 2 ** 48, 8.64e15]) {
      const after = { ...NO_FILTER, after: moment }
      expect(await listAll(after, access(), 100)).toHaveLength(expected(after, access()).length)
      const before = { ...NO_FILTER, before: moment }
      expect(await listAll(before, access(), 100)).toHaveLength(expected(before, access()).length)
    }
  })

  it('is empty for another account', async () => {
    expect(await listAll(NO_FILTER, access({ accountId: 'another' }), 10)).toEqual([])
  })
})

describe('what is held', () => {
  it.each([true, false])(
    'is listed newest first, page by page (held inbound mail seen: %s)',
    async (seesHeld) => {
      const who = access({ seesHeld })
      const wanted = all.filter((one) => one.message.state === 'held' && isVisible(one, who))
      const found: string[] = []
      for (let before: string | null = null; ; ) {
        const page: Message[] = await listHeld(context.database.reader, who, null, {
          before,
          offset: 0,
          limit: 7,
        })
        found.push(...page.map(({ id }) => id))
        if (page.length < 7) break
        before = page.at(-1)?.id ?? null
      }
      expect(found).toEqual(wanted.map(({ message }) => message.id).reverse())
    },
  )
})

describe('spam', () => {
  it.each([['spam_flagged' as const], ['spam_quarantined' as const]])(
    'of one kind is listed over all mailboxes: %s',
    async (stage) => {
      const page = { before: null, offset: 0, limit: 10_000 }
      const found = await listSpam(context.database.reader, access({ seesHeld: false }), [stage], page)
      const wanted = all.filter((one) => one.message.stage === stage && isVisible(one, access()))
      expect(found.map(({ id }) => id)).toEqual(wanted.map(({ message }) => message.id).reverse())
      expect(new Set(found.map(({ mailbox_id }) => mailbox_id)).size).toBe(2)
    },
  )
})
