/** Messages and the one function that moves them: the table decides, and of two who move one only one does. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventAction } from '../../src/core/events.ts'
import { OVERSIGHT_EVENTS, OVERSIGHT_STATES, transition } from '../../src/core/oversight.ts'
import type { Writer } from '../../src/store/db.ts'
import { type Delivery, insertDeliveries, listDeliveries, moveDelivery } from '../../src/store/deliveries.ts'
import { OPERATOR } from '../../src/store/events.ts'
import type { Mailbox } from '../../src/store/mailboxes.ts'
import {
  findMessage,
  listAttachments,
  listRecipients,
  type Message,
  type Move,
  moveMessage,
  moveReading,
  type NewMessage,
} from '../../src/store/messages.ts'
import { insertRelease } from '../../src/store/permits.ts'
import { openTestContext, type TestContext } from '../support/database.ts'
import { addAccount, addMailbox, addMessage } from './rows.ts'

let context: TestContext
let mailbox: Mailbox

beforeAll(async () => {
  context = await openTestContext()
  mailbox = await context.database.write(async (writer) => {
    const account = await addAccount(writer)
    return addMailbox(writer, account.id)
  })
})

afterAll(() => context.dispose())

const write = <T>(unit: (writer: Writer) => Promise<T>) => context.database.write(unit)
const make = (changes: Partial<NewMessage> = {}) => write((writer) => addMessage(writer, mailbox, changes))
const read = (id: string) => findMessage(context.database.reader, id)

const move = (event: Move['event'], action: EventAction = 'message.cancelled'): Move => ({
  event,
  actor: OPERATOR,
  action,
  otherwise: 'conflict',
})

const eventsOf = (id: string) =>
  context.database.reader
    .selectFrom('events')
    .select(['action', 'actor', 'metadata'])
    .where('resource_id', '=', id)
    .orderBy('chain_position')
    .execute()

describe('a message that is written', () => {
  it('is read as it was written, in every column', async () => {
    const { position: _, ...defaults } = await make()
    const message: NewMessage = {
      ...defaults,
      id: '01ALLCOLUMNS',
      gate_timing: 'gate_first',
      send_at: 1,
      due_at: 2,
      expires_at: 3,
      fingerprint: 'fingerprint',
      header_message_id: 'id@example.com',
      envelope_from: 'from@example.com',
      submitted_by: 'key',
      approved_at: 4,
      approved_by: 'key:reviewer',
      decided_by: 'key:reviewer',
      rejected_reason: 'reason',
      sent_at: 5,
      delivered_at: 6,
      bounced_at: 7,
      bounce_type: 'hard',
      complained_at: 8,
      spam_score: 0.25,
      user_label: 'spam',
      automatic: 'list',
      digested_at: 2 ** 43,
      remind_at: 9,
      signals_json: '[{"code":"first_contact"}]',
      answers_id: 'answered',
      erased_at: 10,
      undo_until: 11,
    }
    const written = await make(message)
    const found = await read('01ALLCOLUMNS')
    expect(found).toEqual(written)
    expect(found).toMatchObject(message)
    expect(Object.entries(found ?? {}).filter(([, value]) => value === null)).toEqual([])
  })

  it('has its parts and its envelope', async () => {
    const attachments = Array.from({ length: 450 }, (_, position) => ({
      position,
      name: `${position}.txt`,
      content_type: 'text/plain',
      size: position,
      leaf_json: '{}',
    }))
    const recipients = (['to', 'cc', 'bcc'] as const).map((kind) => ({
      address: `${kind}@example.org`,
      kind,
    }))
    const { id } = await write((writer) => addMessage(writer, mailbox, {}, { attachments, recipients }))
    const { reader } = context.database
    expect(await listAttachments(reader, id)).toEqual(
      attachments.map((attachment) => ({ message_id: id, ...attachment })),
    )
    const kinds = (await listRecipients(reader, id)).map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['bcc', 'cc', 'to'])
  })
})

describe('a move', () => {
  const pairs = OVERSIGHT_STATES.flatMap((state) => OVERSIGHT_EVENTS.map((event) => ({ state, event })))

  it.each(pairs)('of $state by $event does what the table says', async ({ state, event }) => {
    const message = await make({ state })
    const next = transition(state, event)
    const moved = write((writer) => moveMessage(writer, message, move(event)))
    if (next === null) {
      await expect(moved).rejects.toMatchObject({ code: 'conflict' })
      expect(await read(message.id)).toEqual(message)
      expect(await eventsOf(message.id)).toEqual([])
    } else {
      expect(await moved).toEqual({ ...message, state: next })
      expect(await read(message.id)).toEqual({ ...message, state: next })
      expect(await eventsOf(message.id)).toHaveLength(1)
    }
  })

  it('is made once, when two make it at the same time', async () => {
    const message = await make({ state: 'held' })
    const verdicts = await Promise.allSettled([
      write((writer) => moveMessage(writer, message, move('cancel', 'message.cancelled'))),
      write((writer) => moveMessage(writer, message, move('reject', 'oversight.rejected'))),
    ])
    expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await read(message.id)).toMatchObject({ state: 'cancelled' })
    expect((await eventsOf(message.id)).map(({ action }) => action)).toEqual(['message.cancelled'])
  })

  it('of many at once has one winner, whoever it is', async () => {
    const message = await make({ state: 'held' })
    const movers = (['release', 'reject', 'expire', 'cancel', 'schedule', 'edit'] as const).map((event) =>
      write((writer) => moveMessage(writer, message, move(event))),
    )
    const verdicts = await Promise.allSettled(movers)
    expect(verdicts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await eventsOf(message.id)).toHaveLength(1)
  })

  it('changes other facts with the state, and tells both status words', async () => {
    const message = await make({ state: 'held', due_at: 5 })
    const changes = { due_at: null, decided_by: 'operator' }
    await write((writer) =>
      moveMessage(writer, message, {
        ...move('reject', 'oversight.rejected'),
        changes,
        metadata: { why: 'no' },
      }),
    )
    expect(await read(message.id)).toMatchObject({ state: 'rejected', due_at: null, decided_by: 'operator' })
    const [event] = await eventsOf(message.id)
    expect(event).toMatchObject({ action: 'oversight.rejected', actor: 'operator' })
    expect(JSON.parse(event?.metadata ?? '')).toEqual({
      from_status: 'pending_send_approval',
      status: 'rejected',
      why: 'no',
    })
  })

  it('that is refused says what stands in its way', async () => {
    const message = await make({ state: 'rejected', decided_by: 'key:reviewer' })
    const refused = write((writer) =>
      moveMessage(writer, message, { ...move('approve'), otherwise: 'already_decided' }),
    )
    await expect(refused).rejects.toMatchObject({
      code: 'already_decided',
      message: expect.stringContaining('rejected (by key:reviewer)'),
      extra: { status: 'rejected', decided_by: 'key:reviewer' },
    })
  })
})

describe('reading', () => {
  it('of one mail by two is refused to the slower', async () => {
    const message = await make({ direction: 'inbound', state: 'released', stage: 'unread' })
    const verdicts = await Promise.allSettled([
      write((writer) => moveReading(writer, message, 'archive')),
      write((writer) => moveReading(writer, message, 'delete')),
    ])
    expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(await read(message.id)).toMatchObject({ stage: 'archived' })
  })

  it('of what is read changes nothing', async () => {
    const message = await make({ direction: 'inbound', state: 'released', stage: 'read' })
    expect(await write((writer) => moveReading(writer, message, 'read'))).toBe(message)
  })

  it('of outbound mail is refused', async () => {
    const message = await make({ state: 'released', stage: 'sent' })
    const refused = write((writer) => moveReading(writer, message, 'archive'))
    await expect(refused).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a delivery', () => {
  async function makeDelivery(): Promise<Delivery> {
    const message: Message = await make({ mode: 'autonomous', state: 'released' })
    await write(async (writer) => {
      const release = await insertRelease(writer, message, 'mode', null)
      await insertDeliveries(
        writer,
        message,
        { id: release, basis: 'mode', entries: null },
        ['ada@example.org'],
        'smtp',
      )
    })
    const [delivery] = await listDeliveries(context.database.reader, message.id)
    if (delivery === undefined) throw new Error('no delivery')
    return delivery
  }

  it('is claimed by one of many workers', async () => {
    const delivery = await makeDelivery()
    const claims = await Promise.all(
      [1, 2, 3].map(() => write((writer) => moveDelivery(writer, delivery, 'claim', { attempts: 1 }))),
    )
    expect(claims.map((claim) => claim?.state ?? null)).toEqual(['sending', null, null])
  })

  it('is not moved by a worker whose claim was taken over', async () => {
    const delivery = await makeDelivery()
    const slow = await write((writer) => moveDelivery(writer, delivery, 'claim', { attempts: 1 }))
    if (slow === null) throw new Error('not claimed')
    const lost = await write((writer) => moveDelivery(writer, slow, 'lose', {}))
    if (lost === null) throw new Error('not lost')
    await write((writer) => moveDelivery(writer, lost, 'claim', { attempts: 2 }))
    expect(await write((writer) => moveDelivery(writer, slow, 'accept', {}))).toBeNull()
    const [now] = await listDeliveries(context.database.reader, delivery.message_id)
    expect(now).toMatchObject({ state: 'sending', attempts: 2 })
  })

  it('has no move that the table does not have', async () => {
    const delivery = await makeDelivery()
    expect(await write((writer) => moveDelivery(writer, delivery, 'accept', {}))).toBeNull()
  })
})
