/** The promises of `proof/Oversight.v` as questions: which one does a step, or a table, break? */

import { DELIVERY_EVENTS } from '../../src/core/delivery.ts'
import { MODES, type Mode } from '../../src/core/oversight.ts'
import { SCOPES } from '../../src/core/scopes.ts'
import type { Rules } from '../../src/core/tables.ts'
import { combinations } from './matrix.ts'
import { type Act, approversOf, type Mail, type Mailbox, perform } from './oversight-world.ts'

/** One thing that was done: to which message, in which mailbox, and what came of it. */
export interface Step {
  readonly before: Mail
  readonly box: Mailbox
  readonly act: Act
  readonly after: Mail
}

const GATED: readonly Mode[] = ['gated_all', 'gated_send']
const TERMINAL: readonly string[] = ['released', 'rejected', 'expired', 'cancelled']

const rank = (mode: Mode) => MODES.indexOf(mode)
const stricterOf = (a: Mode, b: Mode) => (rank(a) <= rank(b) ? a : b)

/** Enough different people, none of them the author, approved the content that the message has. */
function isByPeople({ box, after }: Step): boolean {
  const people = new Set(approversOf(after))
  const isOthers = after.direction === 'inbound' || !people.has('author')
  return after.permit === 'approval' && people.size >= box.required && isOthers
}

function isByAllowlist({ before, box, after }: Step): boolean {
  const stricter = stricterOf(before.submittedUnder, box.modeNow)
  return after.permit === 'allowlist' && box.allowlisted && stricter === 'gated_send'
}

/** The first promise that a step breaks, with what happened; null when it breaks none. */
export function brokenByStep(rules: Rules, step: Step): string | null {
  const { before, act, after } = step
  if (TERMINAL.includes(before.state) && JSON.stringify(before) !== JSON.stringify(after))
    return `(d) ${before.state} was left`
  if (act.do === 'edit' && approversOf(before).length > 0) return '(c) an author edited what was approved'
  if (act.do === 'edit' && after.state !== 'scanning') return '(c) what was edited is not scanned again'
  if (act.do === 'amend' && after.state !== 'held') return '(c) what was amended is not held'
  if (act.do === 'withdraw' && after.state !== 'held') return '(c) what was taken back is not held'
  if (before.state === 'released' || after.state !== 'released') return null
  return after.direction === 'outbound' ? brokenByGoing(rules, step) : brokenByReading(step)
}

function brokenByGoing(rules: Rules, step: Step): string | null {
  const { before, box, act, after } = step
  const modes = [before.submittedUnder, box.modeNow]
  if (after.permit === null) return '(a) it went without a permit'
  const isGated = modes.some((mode) => GATED.includes(mode))
  if (isGated && !isByPeople(step) && !isByAllowlist(step)) return '(a) a gate let it go'
  if (modes.includes('read_only')) return '(b) read_only let it go'
  if (box.paused) return '(j) it went while paused'
  for (const modeNow of MODES.slice(rank(box.modeNow) + 1)) {
    const freer = perform(rules, before, { ...box, modeNow }, act)
    if (freer?.state !== 'released') return `(g) ${box.modeNow} let go what ${modeNow} does not`
  }
  return null
}

function brokenByReading(step: Step): string | null {
  const isHeldBack = step.before.submittedUnder === 'gated_all'
  return isHeldBack && !isByPeople(step) ? '(e) gated inbound mail may be read' : null
}

/** The first promise that a table breaks by itself, with no history; null when none does. */
export function brokenByTables(rules: Rules): string | null {
  return brokenByScopes(rules) ?? brokenByModes(rules) ?? brokenByNumbers(rules) ?? brokenByDelivery(rules)
}

function brokenByScopes(rules: Rules): string | null {
  const [no, yes] = [false, true]
  const keys = combinations({ read: [no, yes], send: [no, yes], oversight: [no, yes], admin: [no, yes] })
  const subsets = keys.map((key) => SCOPES.filter((scope) => key[scope]))
  for (const scopes of subsets) {
    const isBoth = scopes.includes('send') && scopes.includes('oversight')
    if (isBoth && !rules.scopesConflict(scopes)) return `(f) ${scopes} is allowed`
    const mayKnow = scopes.includes('oversight') || scopes.includes('admin')
    const sees = rules.seesHeld(scopes)
    if (sees && !mayKnow) return `(e) ${scopes} sees held mail`
    for (const state of [
      'scanning',
      'held',
      'parked',
      'scheduled',
      'rejected',
      'expired',
      'cancelled',
    ] as const)
      if (!mayKnow && rules.mayRead('inbound', state, sees))
        return `(e) ${scopes} reads ${state} inbound mail`
  }
  return null
}

function brokenByModes(rules: Rules): string | null {
  for (const a of MODES) {
    for (const b of MODES) {
      if (rules.isUpgrade(a, b) !== rank(b) > rank(a)) return `(g) ${a} to ${b} is told wrong`
      if (rules.stricterMode(a, b) !== stricterOf(a, b)) return `(g) of ${a} and ${b} the freer counts`
    }
  }
  return null
}

function brokenByNumbers(rules: Rules): string | null {
  if (rules.countReviewers(['ada', 'bob', 'ada']) !== 2) return '(i) somebody counts twice'
  for (let given = 0; given <= 20; given++) {
    for (let required = 1; required <= 20; required++) {
      if (rules.isEnough(given, required) !== given >= required) return `(i) ${given} of ${required}`
    }
  }
  return null
}

function brokenByDelivery(rules: Rules): string | null {
  for (const configured of ['smtp', 'capture'] as const)
    if (rules.transportFor(true, configured) !== 'simulated') return `(h) test mail goes by ${configured}`
  for (const state of ['sent', 'bounced', 'failed'] as const)
    for (const event of DELIVERY_EVENTS) {
      // What was taken may be reported back: that is the one thing that still happens to it.
      const expected = state === 'sent' && event === 'come_back' ? 'bounced' : null
      if (rules.deliveryTransition(state, event) !== expected)
        return `(d) a delivery that was ${state} goes on`
    }
  return null
}
