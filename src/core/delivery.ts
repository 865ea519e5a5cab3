/**
 * The delivery machine: did the message arrive at this recipient? One row per recipient moves through this
 * table; it never touches the oversight of the message (contract §5 "States").
 */

export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'bounced', 'failed'] as const
/**
 * `queued`: waits for its (next) attempt · `sending`: claimed by a worker · `sent`: the next server took it ·
 * `bounced`: refused for good, at once or by a report later · `failed`: we gave up.
 */
export type DeliveryState = (typeof DELIVERY_STATES)[number]

export const DELIVERY_EVENTS = ['claim', 'accept', 'defer', 'lose', 'refuse', 'give_up', 'come_back'] as const
/**
 * `claim`: a worker starts an attempt · `accept`: 2xx to the final dot · `defer`: 4xx or no conversation ·
 * `lose`: the connection or the process ended after the message may have been taken · `refuse`: 5xx ·
 * `give_up`: it was deferred or lost for too long · `come_back`: whoever took it reported that it did not arrive.
 */
export type DeliveryEvent = (typeof DELIVERY_EVENTS)[number]

/** What may follow what. A pair that is absent is impossible. */
export const DELIVERY_TRANSITIONS: Readonly<
  Record<DeliveryState, Readonly<Partial<Record<DeliveryEvent, DeliveryState>>>>
> = {
  queued: { claim: 'sending' },
  sending: { accept: 'sent', defer: 'queued', lose: 'queued', refuse: 'bounced', give_up: 'failed' },
  sent: { come_back: 'bounced' },
  bounced: {},
  failed: {},
}

/** The state after `event`, or null when the event cannot happen in `state`. */
export function deliveryTransition(state: DeliveryState, event: DeliveryEvent): DeliveryState | null {
  return DELIVERY_TRANSITIONS[state][event] ?? null
}

/** What an attempt can mean for its delivery. */
export type AttemptEvent = Exclude<DeliveryEvent, 'claim' | 'come_back'>

/** What one attempt came to. `uncertain`: the message may have been taken, nobody told us. */
export type AttemptOutcome = 'accepted' | 'deferred' | 'refused' | 'uncertain'

/** Attempts end this long after the message was released: five days (RFC 5321 §4.5.4.1). In ms. */
export const DELIVERY_LIFETIME_MS = 5 * 24 * 3_600_000

/** The event that an attempt's outcome means for its delivery, `age` ms after the release. */
export function afterAttempt(outcome: AttemptOutcome, age: number): AttemptEvent {
  if (outcome === 'accepted') return 'accept'
  if (outcome === 'refused') return 'refuse'
  if (age >= DELIVERY_LIFETIME_MS) return 'give_up'
  return outcome === 'uncertain' ? 'lose' : 'defer'
}

export type DeliveryTransport = 'smtp' | 'capture' | 'simulated'

/** How a message is carried: test mail is only simulated, however the server is set up (contract §2). */
export function transportFor(isTest: boolean, configured: 'smtp' | 'capture'): DeliveryTransport {
  return isTest ? 'simulated' : configured
}
