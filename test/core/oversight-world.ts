/**
 * The model of `proof/Oversight.v` once more, small enough to be searched whole: one message, two contents, three
 * people of whom the first is the author of what goes out. What is possible, and what comes of it, is asked of the
 * rules that are given.
 */

import {
  type Basis,
  type Direction,
  MODES,
  type Mode,
  type OversightEvent,
  type OversightState,
} from '../../src/core/oversight.ts'
import type { Rules } from '../../src/core/tables.ts'
import { combinations } from './matrix.ts'

export const PEOPLE = ['author', 'ada', 'bob'] as const
export type Person = (typeof PEOPLE)[number]
export type Content = 'first' | 'second'

export interface Mail {
  readonly direction: Direction
  readonly submittedUnder: Mode
  readonly state: OversightState
  readonly content: Content
  /** Who approved which content, as `content person`, sorted. */
  readonly given: readonly string[]
  /** What the permit rests on, once there is one. */
  readonly permit: Basis | null
}

const BOTH = [true, false] as const

/** What a mailbox can be at any moment: it changes at will, so that every message meets every one of these. */
export const MAILBOXES = combinations({
  modeNow: MODES,
  paused: BOTH,
  allowlisted: BOTH,
  isFuture: BOTH,
  required: [1, 2, 3] as const,
})
export type Mailbox = (typeof MAILBOXES)[number]

export type Act =
  | { readonly do: 'scan'; readonly blocked: boolean; readonly gateTiming: 'gate_first' | 'schedule_first' }
  | { readonly do: 'approve' | 'reject' | 'withdraw'; readonly by: Person }
  | { readonly do: 'amend'; readonly by: Person; readonly to: Content }
  | { readonly do: 'edit'; readonly to: Content }
  | { readonly do: 'cancel' | 'time' }

const CONTENTS = ['first', 'second'] as const

export const ACTS: readonly Act[] = [
  ...combinations({
    do: ['scan'] as const,
    blocked: BOTH,
    gateTiming: ['gate_first', 'schedule_first'] as const,
  }),
  ...combinations({ do: ['approve', 'reject', 'withdraw'] as const, by: PEOPLE }),
  ...combinations({ do: ['amend'] as const, by: PEOPLE, to: CONTENTS }),
  ...combinations({ do: ['edit'] as const, to: CONTENTS }),
  { do: 'cancel' },
  { do: 'time' },
]

/** Every message as it begins, and only where the mailbox takes it. */
export function beginnings(rules: Rules): Mail[] {
  const all = combinations({ direction: ['outbound', 'inbound'] as const, submittedUnder: MODES })
  return all
    .filter(({ direction, submittedUnder }) => direction === 'inbound' || rules.maySubmit(submittedUnder))
    .map((mail) => ({ ...mail, state: 'scanning', content: 'first', given: [], permit: null }))
}

/** Who approved the present content. */
export function approversOf({ content, given }: Mail): string[] {
  return given.filter((one) => one.startsWith(`${content} `)).map((one) => one.slice(content.length + 1))
}

const isAuthor = (mail: Mail, person: Person) => mail.direction === 'outbound' && person === 'author'

const gateOf = (mail: Mail, box: Mailbox) => ({
  modeAtSubmission: mail.submittedUnder,
  modeNow: box.modeNow,
  direction: mail.direction,
  allowlisted: box.allowlisted,
})

function isEnough(rules: Rules, mail: Mail, box: Mailbox): boolean {
  return rules.isEnough(rules.countReviewers(approversOf(mail)), box.required)
}

/** The message after an event; null where the table has no such move. */
function happen(
  rules: Rules,
  mail: Mail,
  box: Mailbox,
  event: OversightEvent,
  approved: boolean,
): Mail | null {
  const state = rules.transition(mail.state, event)
  if (state === null) return null
  const permit = event === 'release' ? rules.basisOf({ ...gateOf(mail, box), approved }) : mail.permit
  return { ...mail, state, permit }
}

function mayDecide(
  rules: Rules,
  mail: Mail,
  box: Mailbox,
  action: 'approve' | 'reject',
  by: Person,
): boolean {
  if (rules.transition(mail.state, 'reject') === null) return false
  const { modeNow, paused } = box
  const facts = { action, modeNow, paused, direction: mail.direction, isAuthor: isAuthor(mail, by) }
  return rules.mayDecide(facts) === 'yes'
}

function approve(rules: Rules, mail: Mail, box: Mailbox, by: Person): Mail | null {
  if (!mayDecide(rules, mail, box, 'approve', by)) return null
  const { required, isFuture } = box
  const isRepeated = approversOf(mail).includes(by)
  // Asking again helps only when what was given has become enough.
  if (isRepeated && !isEnough(rules, mail, box)) return null
  const given = isRepeated ? mail.given : [...mail.given, `${mail.content} ${by}`].sort()
  const approved = { ...mail, given }
  const count = rules.countReviewers(approversOf(approved))
  return happen(rules, approved, box, rules.afterApproval({ given: count, required, isFuture }), true)
}

function reject(rules: Rules, mail: Mail, box: Mailbox, by: Person): Mail | null {
  const isPossible = mayDecide(rules, mail, box, 'reject', by) && !approversOf(mail).includes(by)
  return isPossible ? happen(rules, mail, box, 'reject', false) : null
}

function withdraw(rules: Rules, mail: Mail, box: Mailbox, by: Person): Mail | null {
  if (!approversOf(mail).includes(by)) return null
  const given = mail.given.filter((one) => one !== `${mail.content} ${by}`)
  return happen(rules, { ...mail, given }, box, 'withdraw', false)
}

function edit(rules: Rules, mail: Mail, box: Mailbox, to: Content): Mail | null {
  const isApproved = rules.isEnough(rules.countReviewers(approversOf(mail)), 1)
  if (mail.direction === 'inbound' || !rules.authorMayEdit(mail.state) || isApproved) return null
  return happen(rules, { ...mail, content: to }, box, 'edit', false)
}

function comeDue(rules: Rules, mail: Mail, box: Mailbox): Mail | null {
  if (rules.transition(mail.state, 'expire') !== null) return happen(rules, mail, box, 'expire', false)
  const approved = isEnough(rules, mail, box)
  const event = rules.whenDue({ ...gateOf(mail, box), approved, paused: box.paused })
  return event === 'wait' ? null : happen(rules, mail, box, event, approved)
}

/** What comes of an act; null where it is refused. */
export function perform(rules: Rules, mail: Mail, box: Mailbox, act: Act): Mail | null {
  switch (act.do) {
    case 'scan': {
      const { blocked, gateTiming } = act
      const { isFuture, paused } = box
      const event = rules.afterScan({ ...gateOf(mail, box), gateTiming, isFuture, blocked, paused })
      return happen(rules, mail, box, event, false)
    }
    case 'approve':
      return approve(rules, mail, box, act.by)
    case 'reject':
      return reject(rules, mail, box, act.by)
    case 'withdraw':
      return withdraw(rules, mail, box, act.by)
    case 'amend':
      if (mail.direction === 'inbound' || !mayDecide(rules, mail, box, 'approve', act.by)) return null
      return happen(rules, { ...mail, content: act.to }, box, 'amend', false)
    case 'edit':
      return edit(rules, mail, box, act.to)
    case 'cancel':
      return happen(rules, mail, box, 'cancel', false)
    case 'time':
      return comeDue(rules, mail, box)
  }
}
