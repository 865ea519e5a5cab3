/**
 * Every rule of oversight as this program has it, called over its whole domain and written as Coq definitions:
 * the text of `proof/Tables.v`. The proof is of that text; a program whose text has another hash is not the one
 * that was proved.
 */

import { deliveryTransition, transportFor } from './delivery.ts'
import type { Direction, Mode, OversightState, Policy } from './oversight.ts'
import * as oversight from './oversight.ts'
import { mayRead, type Scope, scopesConflict, seesHeld } from './scopes.ts'
import {
  BASIS,
  CONFIGURED,
  DECISION,
  DELIVERY_EVENT,
  DELIVERY_STATE,
  DIRECTION,
  EVENT,
  KINDS,
  MODE,
  POLICY,
  STATE,
  TIMING,
  TRANSPORT,
  VERDICT,
} from './table-kinds.ts'
import { BOOL, kindText, maybe, one, type Table, tableText, tabulate } from './table-text.ts'

/** The rules that are proved: functions and tables as the server asks them. */
export const RULES = {
  policy: (mode: Mode, direction: Direction): Policy => oversight.POLICY[mode][direction],
  honoursAllowlist: (mode: Mode): boolean => oversight.HONOURS_ALLOWLIST[mode],
  policyOf: oversight.policyOf,
  stricterMode: oversight.stricterMode,
  isUpgrade: oversight.isUpgrade,
  maySubmit: oversight.maySubmit,
  transition: oversight.transition,
  authorMayEdit: (state: OversightState): boolean => oversight.AUTHOR_MAY_EDIT[state],
  afterScan: oversight.afterScan,
  mayDecide: oversight.mayDecide,
  isEnough: oversight.isEnough,
  countReviewers: oversight.countReviewers,
  afterApproval: oversight.afterApproval,
  whenDue: oversight.whenDue,
  basisOf: oversight.basisOf,
  scopesConflict,
  seesHeld,
  mayRead,
  transportFor,
  deliveryTransition,
}
export type Rules = typeof RULES

const SCOPES = { read: BOOL, send: BOOL, oversight: BOOL, admin: BOOL }
type Held = Readonly<Record<Scope, boolean>>

/** The scopes that are true. */
const scopesOf = (held: Held): Scope[] => (Object.keys(held) as Scope[]).filter((scope) => held[scope])

/** The tables of whole functions, in the order of the file. */
export function tablesOf(rules: Rules): readonly Table[] {
  return [...modeTables(rules), ...machineTables(rules), ...accessTables(rules)]
}

function modeTables(rules: Rules): Table[] {
  const gate = { modeAtSubmission: MODE, modeNow: MODE, allowlisted: BOOL }
  return [
    tabulate('policy', '[POLICY]', { mode: MODE, direction: DIRECTION }, one(POLICY), ({ mode, direction }) =>
      rules.policy(mode, direction),
    ),
    tabulate('honours_allowlist', '[HONOURS_ALLOWLIST]', { mode: MODE }, one(BOOL), ({ mode }) =>
      rules.honoursAllowlist(mode),
    ),
    tabulate(
      'policy_of',
      '[policyOf]',
      { mode: MODE, direction: DIRECTION, allowlisted: BOOL },
      one(POLICY),
      ({ mode, direction, allowlisted }) => rules.policyOf(mode, direction, allowlisted),
    ),
    tabulate('stricter_mode', '[stricterMode]', { a: MODE, b: MODE }, one(MODE), ({ a, b }) =>
      rules.stricterMode(a, b),
    ),
    tabulate('is_upgrade', '[isUpgrade]', { before: MODE, after: MODE }, one(BOOL), ({ before, after }) =>
      rules.isUpgrade(before, after),
    ),
    tabulate('may_submit', '[maySubmit]', { mode: MODE }, one(BOOL), ({ mode }) => rules.maySubmit(mode)),
    tabulate(
      'after_scan',
      '[afterScan]',
      { blocked: BOOL, direction: DIRECTION, paused: BOOL, ...gate, gateTiming: TIMING, isFuture: BOOL },
      one(EVENT),
      (facts) => rules.afterScan(facts),
    ),
    tabulate(
      'when_due',
      '[whenDue]; [None]: wait',
      { direction: DIRECTION, paused: BOOL, ...gate, approved: BOOL },
      maybe(EVENT, 'wait'),
      (facts) => rules.whenDue(facts),
    ),
    tabulate(
      'basis_of',
      '[basisOf]',
      { approved: BOOL, direction: DIRECTION, ...gate },
      one(BASIS),
      (facts) => rules.basisOf(facts),
    ),
  ]
}

function machineTables(rules: Rules): Table[] {
  return [
    tabulate(
      'transition',
      '[transition], that is [TRANSITIONS]; [None]: impossible',
      { state: STATE, event: EVENT },
      maybe(STATE),
      ({ state, event }) => rules.transition(state, event),
    ),
    tabulate('author_may_edit', '[AUTHOR_MAY_EDIT]', { state: STATE }, one(BOOL), ({ state }) =>
      rules.authorMayEdit(state),
    ),
    tabulate(
      'may_decide',
      '[mayDecide]',
      { isAuthor: BOOL, action: DECISION, direction: DIRECTION, modeNow: MODE, paused: BOOL },
      one(VERDICT),
      (facts) => rules.mayDecide(facts),
    ),
    tabulate(
      'after_approval',
      '[afterApproval], where [enough] is what [isEnough] says',
      { enough: BOOL, isFuture: BOOL },
      one(EVENT),
      ({ enough, isFuture }) => rules.afterApproval({ given: enough ? 1 : 0, required: 1, isFuture }),
    ),
    tabulate(
      'delivery_transition',
      '[deliveryTransition], that is [DELIVERY_TRANSITIONS]; [None]: impossible',
      { state: DELIVERY_STATE, event: DELIVERY_EVENT },
      maybe(DELIVERY_STATE),
      ({ state, event }) => rules.deliveryTransition(state, event),
    ),
  ]
}

function accessTables(rules: Rules): Table[] {
  return [
    tabulate('scopes_conflict', '[scopesConflict]', SCOPES, one(BOOL), (held: Held) =>
      rules.scopesConflict(scopesOf(held)),
    ),
    tabulate('sees_held', '[seesHeld]', SCOPES, one(BOOL), (held: Held) => rules.seesHeld(scopesOf(held))),
    tabulate(
      'may_read',
      '[mayRead]',
      { direction: DIRECTION, state: STATE, seesHeldMail: BOOL },
      one(BOOL),
      ({ direction, state, seesHeldMail }) => rules.mayRead(direction, state, seesHeldMail),
    ),
    tabulate(
      'transport_for',
      '[transportFor]',
      { isTest: BOOL, configured: CONFIGURED },
      one(TRANSPORT),
      ({ isTest, configured }) => rules.transportFor(isTest, configured),
    ),
  ]
}

/** The API takes 1 to 20 as the number of approvals that a mailbox needs. */
export const MOST_APPROVALS = 20

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

/** For each number of approvals given, for which required numbers they are enough. */
function enoughText({ isEnough }: Rules): string {
  const rows = upTo(0, MOST_APPROVALS).map((given) => {
    const satisfied = upTo(1, MOST_APPROVALS).filter((required) => isEnough(given, required))
    return `(${given}, [${satisfied.join('; ')}])`
  })
  return definition(
    'is_enough_table',
    `[isEnough]: each number given, 0 to ${MOST_APPROVALS}, with the required ones, of 1 to ${MOST_APPROVALS}, it is enough for`,
    'list (nat * list nat)',
    rows,
  )
}

/** Where `afterApproval` is not what its two-column table says of `isEnough`: nowhere, as the proof demands. */
function departuresText({ afterApproval, isEnough }: Rules): string {
  const rows = [true, false].flatMap((isFuture) =>
    upTo(0, MOST_APPROVALS).flatMap((given) =>
      upTo(1, MOST_APPROVALS)
        .filter((required) => {
          const table = afterApproval({ given: isEnough(given, required) ? 1 : 0, required: 1, isFuture })
          return afterApproval({ given, required, isFuture }) !== table
        })
        .map((required) => `(${given}, ${required}, ${isFuture})`),
    ),
  )
  const about =
    '[afterApproval]: where, in that range, it is not [after_approval] of [isEnough] (given, required, isFuture)'
  return definition('after_approval_departs', about, 'list (nat * nat * bool)', rows)
}

/** `countReviewers` of every list of at most three names out of three. */
function countsText({ countReviewers }: Rules): string {
  const names = ['1', '2', '3']
  const longer = (lists: readonly string[][]) => lists.flatMap((list) => names.map((name) => [...list, name]))
  const two = longer(longer([[]]))
  const lists = [[], ...longer([[]]), ...two, ...longer(two)]
  const rows = lists.map((list) => `([${list.join('; ')}], ${countReviewers(list)})`)
  const about = '[countReviewers] of every list of at most three out of three names'
  return definition('count_reviewers_table', about, 'list (list nat * nat)', rows)
}

function definition(name: string, about: string, type: string, rows: readonly string[]): string {
  const body = rows.length === 0 ? '[]' : `[\n  ${rows.join(';\n  ')}\n]`
  return `(** ${about} *)\nDefinition ${name} : ${type} := ${body}.`
}

const HEAD = `(** Every rule of oversight as the server runs it, called over its whole domain. Generated from
    src/core/oversight.ts, scopes.ts and delivery.ts by \`npm run proof\`: change it there. *)

From Coq Require Import List.
Import ListNotations.`

/** The whole text of \`proof/Tables.v\`, for these rules; the same every time. */
export function tablesText(rules: Rules = RULES): string {
  const parts = [HEAD, ...KINDS.map(kindText), ...tablesOf(rules).map(tableText), numbersText(rules)]
  return `${parts.join('\n\n')}\n`
}

/** The definitions of the rules about numbers, which have no whole domain. */
export function numbersText(rules: Rules): string {
  return [enoughText(rules), departuresText(rules), countsText(rules)].join('\n\n')
}
