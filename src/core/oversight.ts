/**
 * The oversight machine: may this message go? One pure table of policies, one of transitions; nothing else in
 * the code decides either (contract §4 "Modes", §5 "States").
 */

/** Oversight modes, from least to most autonomy. */
export const MODES = ['read_only', 'gated_all', 'gated_send', 'monitored', 'autonomous'] as const
export type Mode = (typeof MODES)[number]

export type Direction = 'inbound' | 'outbound'

/** What a mode does with a message: refuse to take it, hold it for a person, or let it go. */
export type Policy = 'deny' | 'hold' | 'release'

export const POLICY: Readonly<Record<Mode, Readonly<Record<Direction, Policy>>>> = {
  read_only: { inbound: 'release', outbound: 'deny' },
  gated_all: { inbound: 'hold', outbound: 'hold' },
  gated_send: { inbound: 'release', outbound: 'hold' },
  monitored: { inbound: 'release', outbound: 'release' },
  autonomous: { inbound: 'release', outbound: 'release' },
}

/** Modes under which mail goes out by itself when every recipient is on the allowlist (contract §4). */
export const HONOURS_ALLOWLIST: Readonly<Record<Mode, boolean>> = {
  read_only: false,
  gated_all: false,
  gated_send: true,
  monitored: false,
  autonomous: false,
}

/** Modes under which the operator gets a copy of every outbound message (contract §4). */
export const COPIES_OPERATOR: Readonly<Record<Mode, boolean>> = {
  read_only: false,
  gated_all: false,
  gated_send: false,
  monitored: true,
  autonomous: false,
}

export const OVERSIGHT_STATES = [
  'scanning',
  'held',
  'parked',
  'scheduled',
  'released',
  'rejected',
  'expired',
  'cancelled',
] as const
export type OversightState = (typeof OVERSIGHT_STATES)[number]

export const OVERSIGHT_EVENTS = [
  'block',
  'hold',
  'park',
  'schedule',
  'release',
  'approve',
  'reject',
  'expire',
  'cancel',
  'edit',
  'amend',
  'withdraw',
] as const
/**
 * `block`: the scan refused it · `hold`: a person must decide · `park`: to be gated when its time comes ·
 * `schedule`: cleared, waits for its time · `release`: it may go · `approve`: one approval of several, not yet
 * enough · `reject`, `expire`, `cancel`: it will never go · `edit`: its author changed content or recipients ·
 * `amend`: a reviewer did. After either, approvals given before do not count · `withdraw`: a reviewer took their approval
 * back before it went; it does not count any more, and the message waits for a decision (again).
 */
export type OversightEvent = (typeof OVERSIGHT_EVENTS)[number]

/** What may follow what. A pair that is absent is impossible. */
export const TRANSITIONS: Readonly<
  Record<OversightState, Readonly<Partial<Record<OversightEvent, OversightState>>>>
> = {
  scanning: {
    block: 'rejected',
    hold: 'held',
    park: 'parked',
    schedule: 'scheduled',
    release: 'released',
    cancel: 'cancelled',
  },
  held: {
    approve: 'held',
    schedule: 'scheduled',
    release: 'released',
    reject: 'rejected',
    expire: 'expired',
    cancel: 'cancelled',
    amend: 'held',
    withdraw: 'held',
  },
  parked: { hold: 'held', release: 'released', cancel: 'cancelled', edit: 'scanning' },
  scheduled: { hold: 'held', release: 'released', cancel: 'cancelled', edit: 'scanning', withdraw: 'held' },
  released: {},
  rejected: {},
  expired: {},
  cancelled: { cancel: 'cancelled' },
}

/** Whether the author may still change content and recipients; a reviewer of a held message must not be outrun. */
export const AUTHOR_MAY_EDIT: Readonly<Record<OversightState, boolean>> = {
  scanning: false,
  held: false,
  parked: true,
  scheduled: true,
  released: false,
  rejected: false,
  expired: false,
  cancelled: false,
}

/** The state after `event`, or null when the event cannot happen in `state`. */
export function transition(state: OversightState, event: OversightEvent): OversightState | null {
  return TRANSITIONS[state][event] ?? null
}

/** The mode with less autonomy of the two. */
export function stricterMode(a: Mode, b: Mode): Mode {
  return MODES.indexOf(a) <= MODES.indexOf(b) ? a : b
}

/** What a mode does with a message; `allowlisted`: every recipient of the whole envelope is on the allowlist. */
export function policyOf(mode: Mode, direction: Direction, allowlisted: boolean): Policy {
  const policy = POLICY[mode][direction]
  const isLetThrough = direction === 'outbound' && allowlisted && HONOURS_ALLOWLIST[mode]
  return policy === 'hold' && isLetThrough ? 'release' : policy
}

/** Under what a message came, and under what it is decided. */
export interface GateFacts {
  /** Mode of the mailbox when the message was submitted or arrived, and now. */
  readonly modeAtSubmission: Mode
  readonly modeNow: Mode
  readonly direction: Direction
  /** Whether every recipient, copies that the mailbox adds included, is on the allowlist now. */
  readonly allowlisted: boolean
}

/**
 * What applies to a message that came under one mode and is decided under another: the stricter of what the two
 * say. Inbound mail needs this: `read_only` has less autonomy than `gated_all`, but does not hold it.
 */
function strictestPolicy({ modeAtSubmission, modeNow, direction, allowlisted }: GateFacts): Policy {
  const policies = [modeAtSubmission, modeNow].map((mode) => policyOf(mode, direction, allowlisted))
  if (policies.includes('deny')) return 'deny'
  return policies.includes('hold') ? 'hold' : 'release'
}

/** Whether a mailbox in this mode takes mail from its agent at all. */
export function maySubmit(mode: Mode): boolean {
  return POLICY[mode].outbound !== 'deny'
}

/** Whether changing from one mode to the other gives the agent more autonomy, which only an operator may do. */
export function isUpgrade(from: Mode, to: Mode): boolean {
  return MODES.indexOf(to) > MODES.indexOf(from)
}

/** `gate_first`: decided when submitted, then waits for its time; `schedule_first`: waits, then is decided. */
export type GateTiming = 'gate_first' | 'schedule_first'

export interface ScanFacts extends GateFacts {
  readonly gateTiming: GateTiming
  /** Whether the time it is scheduled for is still to come. */
  readonly isFuture: boolean
  /** Whether the scan found something that must not go. */
  readonly blocked: boolean
  /** Whether the mailbox or its account is paused: then nothing leaves by itself. */
  readonly paused: boolean
}

/** What happens to a message that was scanned. */
export function afterScan(facts: ScanFacts): 'block' | 'hold' | 'park' | 'schedule' | 'release' {
  if (facts.blocked) return 'block'
  const isStopped = facts.paused && facts.direction === 'outbound'
  const policy = isStopped ? 'hold' : strictestPolicy(facts)
  if (policy === 'release') return facts.isFuture ? 'schedule' : 'release'
  return facts.isFuture && facts.gateTiming === 'schedule_first' ? 'park' : 'hold'
}

/** Whether so many different reviewers are enough. */
export function isEnough(given: number, required: number): boolean {
  return given >= required
}

/** How many different reviewers are among those who approved. */
export function countReviewers(actors: readonly string[]): number {
  return new Set(actors).size
}

/** What happens to a held message that got one more approval; `given` counts different reviewers, this one too. */
export function afterApproval(facts: {
  readonly given: number
  readonly required: number
  readonly isFuture: boolean
}): 'approve' | 'schedule' | 'release' {
  if (!isEnough(facts.given, facts.required)) return 'approve'
  return facts.isFuture ? 'schedule' : 'release'
}

/**
 * What happens to a parked or scheduled message whose time has come. The stricter of the mode at submission and
 * the mode now applies; approval by enough people satisfies a gate, but nothing leaves a mailbox that may not
 * send, and outbound mail of a paused one waits until it is resumed.
 */
export function whenDue(
  facts: GateFacts & { readonly approved: boolean; readonly paused: boolean },
): 'wait' | 'hold' | 'release' {
  if (facts.paused && facts.direction === 'outbound') return 'wait'
  const policy = strictestPolicy(facts)
  if (policy === 'release') return 'release'
  return policy === 'hold' && facts.approved ? 'release' : 'hold'
}

/**
 * Whether a reviewer may decide, or why not: nobody decides on what they wrote themselves; to approve, the
 * mailbox must be one that may send at all and that is not paused. Rejecting is possible always.
 */
export function mayDecide(facts: {
  readonly action: 'approve' | 'reject'
  readonly modeNow: Mode
  readonly direction: Direction
  readonly paused: boolean
  readonly isAuthor: boolean
}): 'yes' | 'own_mail' | 'read_only' | 'paused' {
  if (facts.isAuthor) return 'own_mail'
  if (facts.action === 'reject') return 'yes'
  if (POLICY[facts.modeNow][facts.direction] === 'deny') return 'read_only'
  return facts.paused && facts.direction === 'outbound' ? 'paused' : 'yes'
}

/** What a permit rests on: the mode alone, the allowlist, or people who approved. */
export type Basis = 'mode' | 'allowlist' | 'approval'

/** What the permit of a message that is released now rests on. */
export function basisOf(facts: GateFacts & { readonly approved: boolean }): Basis {
  if (facts.approved) return 'approval'
  return strictestPolicy({ ...facts, allowlisted: false }) === 'release' ? 'mode' : 'allowlist'
}
