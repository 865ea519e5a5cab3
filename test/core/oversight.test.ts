/** The oversight machine, written out a second time: any change of its tables must change this file as well. */

import { describe, expect, it } from 'vitest'
import {
  AUTHOR_MAY_EDIT,
  afterApproval,
  afterScan,
  basisOf,
  COPIES_OPERATOR,
  countReviewers,
  type Direction,
  isUpgrade,
  MODES,
  type Mode,
  mayDecide,
  maySubmit,
  OVERSIGHT_EVENTS,
  OVERSIGHT_STATES,
  POLICY,
  policyOf,
  type ScanFacts,
  stricterMode,
  transition,
  whenDue,
} from '../../src/core/oversight.ts'
import { combinations, readMatrix } from './matrix.ts'

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound']
const BOTH = [true, false] as const

describe('transitions', () => {
  const EXPECTED = readMatrix(`
    state      block     hold  park    schedule   release   approve  reject    expire   cancel     edit      amend  withdraw
    scanning   rejected  held  parked  scheduled  released  .        .         .        cancelled  .         .      .
    held       .         .     .       scheduled  released  held     rejected  expired  cancelled  .         held   held
    parked     .         held  .       .          released  .        .         .        cancelled  scanning  .      .
    scheduled  .         held  .       .          released  .        .         .        cancelled  scanning  .      held
    released   .         .     .       .          .         .        .         .        .          .         .      .
    rejected   .         .     .       .          .         .        .         .        .          .         .      .
    expired    .         .     .       .          .         .        .         .        .          .         .      .
    cancelled  .         .     .       .          .         .        .         .        cancelled  .         .      .
  `)

  it('are exactly these', () => {
    const actual = OVERSIGHT_STATES.flatMap((state) =>
      OVERSIGHT_EVENTS.map((event) => [state, event, transition(state, event)]),
    )
    expect(actual).toEqual(EXPECTED)
  })

  it('never leave released, rejected, expired or cancelled', () => {
    for (const state of ['released', 'rejected', 'expired', 'cancelled'] as const) {
      for (const event of OVERSIGHT_EVENTS) expect([null, state]).toContain(transition(state, event))
    }
  })

  it('let an author edit only what no reviewer is looking at', () => {
    expect(AUTHOR_MAY_EDIT).toEqual({
      scanning: false,
      held: false,
      parked: true,
      scheduled: true,
      released: false,
      rejected: false,
      expired: false,
      cancelled: false,
    })
  })
})

describe('modes', () => {
  it('have exactly these policies', () => {
    const EXPECTED = readMatrix(`
      mode        inbound  outbound
      read_only   release  deny
      gated_all   hold     hold
      gated_send  release  hold
      monitored   release  release
      autonomous  release  release
    `)
    const actual = MODES.flatMap((mode) =>
      DIRECTIONS.map((direction) => [mode, direction, POLICY[mode][direction]]),
    )
    expect(actual).toEqual(EXPECTED)
  })

  it('send a copy to the operator only when monitored', () => {
    expect(MODES.filter((mode) => COPIES_OPERATOR[mode])).toEqual(['monitored'])
  })

  it('are ordered from least to most autonomy', () => {
    for (const { a, b } of combinations({ a: MODES, b: MODES })) {
      const [lower, higher] = MODES.indexOf(a) <= MODES.indexOf(b) ? [a, b] : [b, a]
      expect(stricterMode(a, b)).toBe(lower)
      expect(isUpgrade(a, b)).toBe(a !== b && b === higher)
    }
  })

  it('take mail from an agent, except where nothing may be sent at all', () => {
    expect(MODES.filter((mode) => !maySubmit(mode))).toEqual(['read_only'])
  })

  it('let mail to people on the allowlist go in gated_send, and nowhere else what would be held', () => {
    const opened = combinations({ mode: MODES, direction: DIRECTIONS }).filter(
      ({ mode, direction }) => policyOf(mode, direction, true) !== policyOf(mode, direction, false),
    )
    expect(opened).toEqual([{ mode: 'gated_send', direction: 'outbound' }])
  })
})

describe('a reviewer', () => {
  const ALL = combinations({
    action: ['approve', 'reject'] as const,
    modeNow: MODES,
    direction: DIRECTIONS,
    paused: BOTH,
    isAuthor: BOTH,
  })

  it('never decides on what they wrote themselves', () => {
    for (const facts of ALL) expect(mayDecide(facts) === 'own_mail').toBe(facts.isAuthor)
  })

  it('may reject always, and approve what may be sent and is not paused', () => {
    for (const facts of ALL.filter(({ isAuthor }) => !isAuthor)) {
      const isOutbound = facts.direction === 'outbound' && facts.action === 'approve'
      const expected =
        isOutbound && facts.modeNow === 'read_only'
          ? 'read_only'
          : isOutbound && facts.paused
            ? 'paused'
            : 'yes'
      expect(mayDecide(facts)).toBe(expected)
    }
  })

  it('counts once, however often they approve', () => {
    expect(countReviewers([])).toBe(0)
    expect(countReviewers(['ada', 'bob', 'ada'])).toBe(2)
  })
})

/** Which modes let mail of a direction go without a person, said once more. */
const FREE: Readonly<Record<Direction, readonly Mode[]>> = {
  inbound: ['read_only', 'gated_send', 'monitored', 'autonomous'],
  outbound: ['monitored', 'autonomous'],
}
const isFree = (direction: Direction, allowlisted: boolean, ...modes: Mode[]) =>
  modes.every(
    (mode) =>
      FREE[direction].includes(mode) || (allowlisted && direction === 'outbound' && mode === 'gated_send'),
  )

const ALL_SCANS: readonly ScanFacts[] = combinations({
  modeAtSubmission: MODES,
  modeNow: MODES,
  direction: DIRECTIONS,
  gateTiming: ['gate_first', 'schedule_first'] as const,
  isFuture: BOTH,
  blocked: BOTH,
  allowlisted: BOTH,
  paused: BOTH,
})

describe('after the scan', () => {
  it('what is blocked is blocked, whatever else', () => {
    for (const facts of ALL_SCANS.filter(({ blocked }) => blocked)) expect(afterScan(facts)).toBe('block')
  })

  it.each(ALL_SCANS.filter(({ blocked }) => !blocked))(
    '$direction, $modeAtSubmission then $modeNow, $gateTiming, future: $isFuture, allowlisted: $allowlisted, paused: $paused',
    (facts) => {
      const isStopped = facts.paused && facts.direction === 'outbound'
      const modes = [facts.modeAtSubmission, facts.modeNow] as const
      const free = !isStopped && isFree(facts.direction, facts.allowlisted, ...modes)
      const expected = free
        ? facts.isFuture
          ? 'schedule'
          : 'release'
        : facts.isFuture && facts.gateTiming === 'schedule_first'
          ? 'park'
          : 'hold'
      expect(afterScan(facts)).toBe(expected)
    },
  )

  it('always has a place in the table', () => {
    for (const facts of ALL_SCANS) expect(transition('scanning', afterScan(facts))).not.toBeNull()
  })

  it('lets no more go in a stricter mode', () => {
    for (const facts of ALL_SCANS.filter((one) => !goes(afterScan(one)))) {
      for (const stricter of stricterThan(facts.modeNow, facts)) {
        expect(goes(afterScan({ ...facts, modeNow: stricter }))).toBe(false)
      }
      for (const stricter of stricterThan(facts.modeAtSubmission, facts)) {
        expect(goes(afterScan({ ...facts, modeAtSubmission: stricter }))).toBe(false)
      }
    }
  })
})

/** Whether an event lets a message go now or when its time comes, with no person asked. */
const goes = (event: string) => event === 'release' || event === 'schedule'

const RANK = { release: 0, hold: 1, deny: 2 } as const

/** Modes whose policy for a message is at least as strict. */
function stricterThan(
  mode: Mode,
  { direction, allowlisted }: { readonly direction: Direction; readonly allowlisted: boolean },
): readonly Mode[] {
  const rank = (one: Mode) => RANK[policyOf(one, direction, allowlisted)]
  return MODES.filter((other) => rank(other) >= rank(mode))
}

describe('after an approval', () => {
  it.each([
    { given: 1, required: 1, isFuture: false, expected: 'release' },
    { given: 1, required: 1, isFuture: true, expected: 'schedule' },
    { given: 1, required: 2, isFuture: false, expected: 'approve' },
    { given: 1, required: 2, isFuture: true, expected: 'approve' },
    { given: 2, required: 2, isFuture: false, expected: 'release' },
    { given: 3, required: 2, isFuture: true, expected: 'schedule' },
  ])('$given of $required, future: $isFuture: $expected', ({ expected, ...facts }) => {
    expect(afterApproval(facts)).toBe(expected)
  })

  it('never lets go with fewer than required', () => {
    const numbers = [0, 1, 2, 3, 4, 5]
    for (const facts of combinations({ given: numbers, required: numbers.slice(1), isFuture: BOTH })) {
      const event = afterApproval(facts)
      expect(event === 'approve').toBe(facts.given < facts.required)
      expect(transition('held', event)).not.toBeNull()
    }
  })
})

describe('when its time has come', () => {
  const ALL = combinations({
    modeAtSubmission: MODES,
    modeNow: MODES,
    direction: DIRECTIONS,
    approved: BOTH,
    allowlisted: BOTH,
  }).map((facts) => ({ ...facts, paused: false }))

  it.each(ALL)(
    '$direction, $modeAtSubmission then $modeNow, approved: $approved, allowlisted: $allowlisted',
    (facts) => {
      const { direction, modeAtSubmission, modeNow, approved, allowlisted } = facts
      const isSilent = direction === 'outbound' && [modeAtSubmission, modeNow].includes('read_only')
      const mayGo = isFree(direction, allowlisted, modeAtSubmission, modeNow) || (approved && !isSilent)
      expect(whenDue(facts)).toBe(mayGo ? 'release' : 'hold')
    },
  )

  it('outbound mail of a paused mailbox waits, whatever else; inbound mail does not', () => {
    for (const facts of ALL) {
      const expected = facts.direction === 'outbound' ? 'wait' : whenDue(facts)
      expect(whenDue({ ...facts, paused: true })).toBe(expected)
    }
  })

  it('lets no more go in a stricter mode, nor without the approval or the allowlist', () => {
    for (const facts of ALL.filter((one) => whenDue(one) === 'hold')) {
      expect(whenDue({ ...facts, approved: false })).toBe('hold')
      expect(whenDue({ ...facts, allowlisted: false })).toBe('hold')
      for (const stricter of stricterThan(facts.modeNow, facts)) {
        expect(whenDue({ ...facts, modeNow: stricter })).toBe('hold')
      }
      for (const stricter of stricterThan(facts.modeAtSubmission, facts)) {
        expect(whenDue({ ...facts, modeAtSubmission: stricter })).toBe('hold')
      }
    }
  })

  it('has a place in the table from both states that wait for a time', () => {
    for (const facts of ALL) {
      const event = whenDue(facts)
      if (event === 'wait') throw new Error('nothing is paused')
      expect(transition('parked', event)).not.toBeNull()
      expect(transition('scheduled', event)).not.toBeNull()
    }
  })

  it('rests the permit on the approval, else on the mode, else on the allowlist', () => {
    for (const facts of ALL.filter((one) => whenDue(one) === 'release')) {
      const byMode = isFree(facts.direction, false, facts.modeAtSubmission, facts.modeNow)
      const expected = facts.approved ? 'approval' : byMode ? 'mode' : 'allowlist'
      expect(basisOf(facts)).toBe(expected)
    }
  })
})
