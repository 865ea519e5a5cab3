/** The one status word: computed from columns, and columns found from it again. */

import { describe, expect, it } from 'vitest'
import { DELIVERY_STATES } from '../../src/core/delivery.ts'
import { type Direction, OVERSIGHT_STATES } from '../../src/core/oversight.ts'
import {
  columnsOf,
  FIRST_STAGE,
  READING_EVENTS,
  readingTransition,
  STAGES,
  STATUSES,
  type Status,
  stageOfDeliveries,
  statusOf,
} from '../../src/core/status.ts'
import { combinations, readMatrix } from './matrix.ts'

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound']
const BEFORE = OVERSIGHT_STATES.filter((state) => state !== 'released')
const OUTBOUND_STAGES = ['queued', 'sending', 'sent', 'send_failed'] as const
const INBOUND_STAGES = STAGES.filter(
  (stage) => stage !== 'none' && !OUTBOUND_STAGES.some((outbound) => outbound === stage),
)

describe('the status word', () => {
  it('of what is not released is exactly this', () => {
    const EXPECTED = readMatrix(`
      state      inbound                   outbound
      scanning   pending_scan              pending_scan
      held       pending_inbound_approval  pending_send_approval
      parked     pending_inbound_approval  scheduled
      scheduled  pending_inbound_approval  scheduled
      rejected   rejected                  rejected
      expired    rejected                  rejected
      cancelled  cancelled                 cancelled
    `)
    const actual = BEFORE.flatMap((state) =>
      DIRECTIONS.map((direction) => [state, direction, statusOf(direction, state, 'none')]),
    )
    expect(actual).toEqual(EXPECTED)
  })

  it('of what is released is its stage', () => {
    for (const stage of INBOUND_STAGES) expect(statusOf('inbound', 'released', stage)).toBe(stage)
    for (const stage of OUTBOUND_STAGES) expect(statusOf('outbound', 'released', stage)).toBe(stage)
    expect(FIRST_STAGE).toEqual({ inbound: 'unread', outbound: 'queued' })
    for (const direction of DIRECTIONS)
      expect(statusOf(direction, 'released', 'none')).toBe(FIRST_STAGE[direction])
  })

  it('finds exactly the columns that have it', () => {
    const lawful = [
      ...combinations({ state: BEFORE, stage: ['none'] as const, direction: DIRECTIONS }),
      ...combinations({
        state: ['released'] as const,
        stage: INBOUND_STAGES,
        direction: ['inbound'] as const,
      }),
      ...combinations({
        state: ['released'] as const,
        stage: OUTBOUND_STAGES,
        direction: ['outbound'] as const,
      }),
    ]
    const found = new Map<Status, string[]>(STATUSES.map((status) => [status, []]))
    for (const columns of lawful) {
      found
        .get(statusOf(columns.direction, columns.state, columns.stage))
        ?.push(JSON.stringify(Object.entries(columns).sort()))
    }
    for (const status of STATUSES) {
      const columns = columnsOf(status).map((one) => JSON.stringify(Object.entries(one).sort()))
      expect(columns.sort(), status).toEqual(found.get(status)?.sort())
      expect(columns.length, status).toBeGreaterThan(0)
    }
  })
})

describe('reading transitions', () => {
  const EXPECTED = readMatrix(`
    stage             read  archive   delete   report_spam       not_spam  mark_unread
    none              .     .         .        .                 .         .
    queued            .     .         .        .                 .         .
    sending           .     .         .        .                 .         .
    sent              .     .         .        .                 .         .
    send_failed       .     .         .        .                 .         .
    unread            read  archived  deleted  spam_quarantined  unread    .
    read              read  archived  deleted  spam_quarantined  unread    unread
    archived          .     .         deleted  spam_quarantined  unread    unread
    deleted           .     .         .        .                 .         .
    spam_flagged      .     .         deleted  spam_quarantined  unread    .
    spam_quarantined  .     .         deleted  spam_quarantined  unread    .
  `)

  it('are exactly these', () => {
    const actual = STAGES.flatMap((stage) =>
      READING_EVENTS.map((event) => [stage, event, readingTransition(stage, event)]),
    )
    expect(actual).toEqual(EXPECTED)
  })
})

describe('the stage of a message with two recipients', () => {
  const rank = (state: string) => (state === 'queued' || state === 'sending' ? 'open' : state)

  it('is queued before the first attempt', () => {
    const untouched = { state: 'queued', attempts: 0 } as const
    expect(stageOfDeliveries([untouched, untouched])).toBe('queued')
    expect(stageOfDeliveries([untouched, { state: 'queued', attempts: 1 }])).toBe('sending')
    expect(stageOfDeliveries([untouched, { state: 'sent', attempts: 1 }])).toBe('sending')
  })

  it('is sending while one is open, sent when one was taken, else failed', () => {
    for (const { a, b } of combinations({ a: DELIVERY_STATES, b: DELIVERY_STATES })) {
      const kinds = [rank(a), rank(b)]
      const expected = kinds.includes('open') ? 'sending' : kinds.includes('sent') ? 'sent' : 'send_failed'
      const deliveries = [a, b].map((state) => ({ state, attempts: 1 }))
      expect(stageOfDeliveries(deliveries), `${a} and ${b}`).toBe(expected)
    }
  })

  it('stays sent when what was taken comes back later', () => {
    for (const { a, b } of combinations({ a: DELIVERY_STATES, b: DELIVERY_STATES })) {
      const expected = [rank(a), rank(b)].includes('open') ? 'sending' : 'sent'
      const deliveries = [a, b].map((state) => ({ state, attempts: 1 }))
      expect(stageOfDeliveries(deliveries, true), `${a} and ${b}`).toBe(expected)
    }
  })
})
