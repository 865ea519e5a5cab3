/** What becomes of test mail: the local part of the recipient steers the simulated delivery (contract §2). */

import { splitAddress } from './address.ts'
import type { AttemptOutcome } from './delivery.ts'

export interface SimulatedOutcome {
  readonly outcome: AttemptOutcome
  /** What the simulated server said, in the form of an SMTP reply. */
  readonly reply: string
  /** Whether the recipient then reported the mail as spam. */
  readonly complained: boolean
  /** Whether we give up after this attempt. */
  readonly final: boolean
}

/** The outcome of attempt number `attempt` (1, 2, …) at `recipient`. */
export function simulate(recipient: string, attempt: number): SimulatedOutcome {
  const local = splitAddress(recipient)?.local.split('+')[0]?.toLowerCase() ?? ''
  const refused = { outcome: 'refused', complained: false, final: true } as const
  if (local === 'bounce') return { ...refused, reply: '550 5.1.1 Simulated: no such user' }
  if (local === 'softbounce' && attempt > 1) return { ...refused, reply: '552 5.2.2 Simulated: mailbox full' }
  if (local === 'softbounce') {
    return {
      outcome: 'deferred',
      reply: '452 4.2.2 Simulated: mailbox full',
      complained: false,
      final: false,
    }
  }
  if (local === 'fail') {
    return {
      outcome: 'deferred',
      reply: '451 4.4.1 Simulated: no answer from host',
      complained: false,
      final: true,
    }
  }
  return { outcome: 'accepted', reply: '250 2.0.0 Simulated', complained: local === 'complain', final: true }
}
