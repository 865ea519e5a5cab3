/**
 * What anybody may know of an account's sending by its reputation hash (contract §9): bands instead of numbers, so that
 * it tells neither how much an account sends nor when a certain mail bounced.
 */

import type { SendingCounts, SendingTier } from './sending-standing.ts'

/** Upper ends of bands (included) as parts of one, with their names; above the last one is `above`. */
interface Bands {
  readonly steps: readonly (readonly [upTo: number, name: string])[]
  readonly above: string
}

export const VOLUME_BANDS: Bands = {
  steps: [
    [9, 'under 10'],
    [99, '10 to 99'],
    [999, '100 to 999'],
    [9_999, '1,000 to 9,999'],
  ],
  above: '10,000 or more',
}

export const BOUNCE_BANDS: Bands = {
  steps: [
    [0.005, 'up to 0.5 %'],
    [0.02, 'up to 2 %'],
    [0.05, 'up to 5 %'],
  ],
  above: 'over 5 %',
}

export const COMPLAINT_BANDS: Bands = {
  steps: [
    [0.0005, 'up to 0.05 %'],
    [0.001, 'up to 0.1 %'],
    [0.003, 'up to 0.3 %'],
  ],
  above: 'over 0.3 %',
}

/** The band that a number lies in. */
export function bandOf({ steps, above }: Bands, value: number): string {
  return steps.find(([upTo]) => value <= upTo)?.[1] ?? above
}

/** Under so many deliveries there is no rate to tell. */
export const LEAST_FOR_RATES = 10

/** What is published of an account. */
export interface Reputation {
  /** Mails that reached their end in the last 30 days. */
  readonly volume: string
  /** Null under 10 mails. */
  readonly bounce_rate: string | null
  readonly complaint_rate: string | null
  readonly standing: SendingTier
}

/** The bands of counts. */
export function reputationOf(counts: SendingCounts, standing: SendingTier): Reputation {
  const rate = (bands: Bands, part: number) =>
    counts.finished < LEAST_FOR_RATES ? null : bandOf(bands, part / counts.finished)
  return {
    volume: bandOf(VOLUME_BANDS, counts.finished),
    bounce_rate: rate(BOUNCE_BANDS, counts.bounced),
    complaint_rate: rate(COMPLAINT_BANDS, counts.complained),
    standing,
  }
}
