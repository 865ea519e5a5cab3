/** The delivery machine, written out a second time. */

import { describe, expect, it } from 'vitest'
import {
  afterAttempt,
  DELIVERY_EVENTS,
  DELIVERY_LIFETIME_MS,
  DELIVERY_STATES,
  deliveryTransition,
} from '../../src/core/delivery.ts'
import { readMatrix } from './matrix.ts'

const DAY = 86_400_000

describe('delivery transitions', () => {
  const EXPECTED = readMatrix(`
    state    claim    accept  defer   lose    refuse   give_up  come_back
    queued   sending  .       .       .       .        .        .
    sending  .        sent    queued  queued  bounced  failed   .
    sent     .        .       .       .       .        .        bounced
    bounced  .        .       .       .       .        .        .
    failed   .        .       .       .       .        .        .
  `)

  it('are exactly these', () => {
    const actual = DELIVERY_STATES.flatMap((state) =>
      DELIVERY_EVENTS.map((event) => [state, event, deliveryTransition(state, event)]),
    )
    expect(actual).toEqual(EXPECTED)
  })
})

describe('after an attempt', () => {
  it('gives up what is deferred or uncertain for five days', () => {
    expect(DELIVERY_LIFETIME_MS).toBe(5 * DAY)
  })

  it.each([
    { outcome: 'accepted', age: 0, event: 'accept' },
    { outcome: 'accepted', age: 9 * DAY, event: 'accept' },
    { outcome: 'refused', age: 0, event: 'refuse' },
    { outcome: 'refused', age: 9 * DAY, event: 'refuse' },
    { outcome: 'deferred', age: 0, event: 'defer' },
    { outcome: 'deferred', age: 5 * DAY - 1, event: 'defer' },
    { outcome: 'deferred', age: 5 * DAY, event: 'give_up' },
    { outcome: 'uncertain', age: 0, event: 'lose' },
    { outcome: 'uncertain', age: 5 * DAY - 1, event: 'lose' },
    { outcome: 'uncertain', age: 5 * DAY, event: 'give_up' },
  ] as const)('$outcome at the age of $age ms: $event', ({ outcome, age, event }) => {
    expect(afterAttempt(outcome, age)).toBe(event)
    expect(deliveryTransition('sending', event)).not.toBeNull()
  })
})
