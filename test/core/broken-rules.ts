/** The rules that the server runs, each time with one thing broken on purpose. */

import type { Mode } from '../../src/core/oversight.ts'
import { RULES, type Rules } from '../../src/core/tables.ts'

/** Facts in which one mode is taken for another. */
function taking<F extends { readonly modeAtSubmission: Mode; readonly modeNow: Mode }>(
  facts: F,
  mode: Mode,
  as: Mode,
): F {
  const seen = (one: Mode) => (one === mode ? as : one)
  return { ...facts, modeAtSubmission: seen(facts.modeAtSubmission), modeNow: seen(facts.modeNow) }
}

const R = RULES

/** What somebody could break, and the letter of the promise that it breaks first. */
const CHANGES: readonly [what: string, promise: string, rules: Partial<Rules>][] = [
  [
    'gated_send releases when scanned',
    '(a)',
    { afterScan: (f) => R.afterScan(taking(f, 'gated_send', 'monitored')) },
  ],
  ['gated_all releases when due', '(a)', { whenDue: (f) => R.whenDue(taking(f, 'gated_all', 'monitored')) }],
  [
    'gated_all honours the allowlist',
    '(a)',
    { afterScan: (f) => R.afterScan(taking(f, 'gated_all', 'gated_send')) },
  ],
  ['only the mode now counts', '(a)', { whenDue: (f) => R.whenDue({ ...f, modeAtSubmission: f.modeNow }) }],
  [
    'only the mode at submission counts',
    '(a)',
    { whenDue: (f) => R.whenDue({ ...f, modeNow: f.modeAtSubmission }) },
  ],
  ['what is due counts as approved', '(a)', { whenDue: (f) => R.whenDue({ ...f, approved: true }) }],
  ['what is due counts as allowlisted', '(a)', { whenDue: (f) => R.whenDue({ ...f, allowlisted: true }) }],
  ['authors may decide', '(a)', { mayDecide: (f) => R.mayDecide({ ...f, isAuthor: false }) }],
  ['one approval is always enough', '(a)', { afterApproval: (f) => R.afterApproval({ ...f, required: 1 }) }],
  ['the permit rests on the mode', '(a)', { basisOf: () => 'mode' }],
  [
    'what expires goes',
    '(a)',
    { transition: (s, e) => (s === 'held' && e === 'expire' ? 'released' : R.transition(s, e)) },
  ],
  [
    'what is cancelled goes',
    '(a)',
    { transition: (s, e) => (s === 'held' && e === 'cancel' ? 'released' : R.transition(s, e)) },
  ],
  [
    'read_only takes mail',
    '(b)',
    { maySubmit: () => true, whenDue: (f) => R.whenDue(taking(f, 'read_only', 'monitored')) },
  ],
  [
    'read_only lets what is approved go',
    '(b)',
    { mayDecide: (f) => R.mayDecide({ ...f, modeNow: 'gated_all' }) },
  ],
  [
    'edited mail is not scanned',
    '(c)',
    { transition: (s, e) => (e === 'edit' ? R.transition(s, e) && s : R.transition(s, e)) },
  ],
  [
    'amended mail is cleared',
    '(c)',
    { transition: (s, e) => (e === 'amend' ? R.transition(s, e) && 'scheduled' : R.transition(s, e)) },
  ],
  [
    'what was taken back goes on waiting to go',
    '(c)',
    { transition: (s, e) => (e === 'withdraw' ? R.transition(s, e) && s : R.transition(s, e)) },
  ],
  [
    'what has gone is taken back',
    '(d)',
    { transition: (s, e) => (s === 'released' && e === 'withdraw' ? 'held' : R.transition(s, e)) },
  ],
  [
    'what is released is rejected',
    '(d)',
    { transition: (s, e) => (s === 'released' && e === 'reject' ? 'rejected' : R.transition(s, e)) },
  ],
  [
    'what is rejected is released',
    '(d)',
    { transition: (s, e) => (s === 'rejected' && e === 'release' ? 'released' : R.transition(s, e)) },
  ],
  [
    'what is cancelled expires',
    '(d)',
    { transition: (s, e) => (s === 'cancelled' && e === 'expire' ? 'expired' : R.transition(s, e)) },
  ],
  [
    'what bounced is sent again',
    '(d)',
    {
      deliveryTransition: (s, e) =>
        s === 'bounced' && e === 'claim' ? 'sending' : R.deliveryTransition(s, e),
    },
  ],
  [
    'what came back is sent again',
    '(d)',
    {
      deliveryTransition: (s, e) =>
        s === 'sent' && e === 'come_back' ? 'queued' : R.deliveryTransition(s, e),
    },
  ],
  ['held mail may be read', '(e)', { mayRead: (d, s, sees) => s === 'held' || R.mayRead(d, s, sees) }],
  [
    'a key with read sees held mail',
    '(e)',
    { seesHeld: (scopes) => scopes.includes('read') || R.seesHeld(scopes) },
  ],
  [
    'gated_all shows what comes in',
    '(e)',
    {
      afterScan: (f) =>
        f.direction === 'inbound' ? R.afterScan(taking(f, 'gated_all', 'gated_send')) : R.afterScan(f),
    },
  ],
  ['a key may send and approve', '(f)', { scopesConflict: () => false }],
  [
    'monitored holds what gated_send lets go',
    '(g)',
    { afterScan: (f) => (f.modeNow === 'monitored' ? 'hold' : R.afterScan(f)) },
  ],
  [
    'from autonomous to monitored is an upgrade',
    '(g)',
    { isUpgrade: (a, b) => a === 'autonomous' || R.isUpgrade(a, b) },
  ],
  ['the freer of two modes counts', '(g)', { stricterMode: (a, b) => (R.stricterMode(a, b) === a ? b : a) }],
  ['test mail leaves', '(h)', { transportFor: (_, configured) => configured }],
  ['somebody counts twice', '(i)', { countReviewers: (actors) => actors.length }],
  ['one approval too few is enough', '(i)', { isEnough: (given, required) => given + 1 >= required }],
  [
    'a paused mailbox releases when scanned',
    '(j)',
    { afterScan: (f) => R.afterScan({ ...f, paused: false }) },
  ],
  ['a paused mailbox releases when due', '(j)', { whenDue: (f) => R.whenDue({ ...f, paused: false }) }],
  [
    'a paused mailbox lets what is approved go',
    '(j)',
    { mayDecide: (f) => R.mayDecide({ ...f, paused: false }) },
  ],
]

/** Every way to break the rules that is tried: in words, the promise it breaks, and the whole of the rules then. */
export const BROKEN = CHANGES.map(([what, promise, changed]) => ({
  what,
  promise,
  rules: { ...RULES, ...changed },
}))
