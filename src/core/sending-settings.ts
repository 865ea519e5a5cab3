/** The settings about when sending is warned of and stopped, and what is asked of servers that deliver here: rows of the one table in `config.ts`. */

import { STS_MODES, type StsMode } from './mta-sts-policy.ts'
import type { SendingLimits } from './sending-standing.ts'

/** Percent, `off` for never, as a part of one. Throws an Error that says what is wrong. */
function share(value: string): number {
  if (value === 'off') return 1
  const number = Number(value)
  if (!/^\d{1,3}(?:\.\d{1,4})?$/.test(value) || number > 100)
    throw new Error(`must be a percentage from 0 to 100 like 2.5, or "off", not "${value}"`)
  return number / 100
}

function count(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`must be a whole number, not "${value}"`)
  return Number(value)
}

function stsMode(value: string): StsMode {
  const found = STS_MODES.find((mode) => mode === value)
  if (found === undefined) throw new Error(`must be one of ${STS_MODES.join(', ')}, not "${value}"`)
  return found
}

export const SENDING_SETTINGS = {
  bounceWarning: {
    env: 'MULTIMAIL_BOUNCE_WARNING',
    parse: share,
    default: '2',
    about: 'Percent of an account’s mail of 30 days that may bounce before its operator is warned; or `off`.',
  },
  bounceStop: {
    env: 'MULTIMAIL_BOUNCE_STOP',
    parse: share,
    default: '5',
    about: 'Percent that may bounce before its sending is stopped until an operator allows it; or `off`.',
  },
  complaintStop: {
    env: 'MULTIMAIL_COMPLAINT_STOP',
    parse: share,
    default: '0.3',
    about: 'Percent that recipients may report as spam before sending is stopped; or `off`.',
  },
  ratesAfter: {
    env: 'MULTIMAIL_RATES_AFTER',
    parse: count,
    default: '10',
    about: 'How many mails must have been delivered or bounced before these rates count.',
  },
  mtaSts: {
    env: 'MULTIMAIL_MTA_STS',
    parse: stsMode,
    default: 'none',
    about:
      'The MTA-STS policy of the domains whose mail comes in here: `enforce` has other servers deliver by TLS with a valid certificate only, `testing` has them report what would fail, `none` asks for nothing. Needs the HTTP door under https://mta-sts.<domain>.',
  },
} as const

/** The limits of the settings. */
export function sendingLimitsOf(config: {
  readonly bounceWarning: number
  readonly bounceStop: number
  readonly complaintStop: number
  readonly ratesAfter: number
}): SendingLimits {
  const { bounceWarning, bounceStop, complaintStop, ratesAfter } = config
  return { bounceWarning, bounceStop, complaintStop, after: ratesAfter }
}
