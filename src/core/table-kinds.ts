/** The finite types that the rules of oversight are about, with the names that Coq has for their values. */

import type { DeliveryEvent, DeliveryState, DeliveryTransport } from './delivery.ts'
import type {
  Basis,
  Direction,
  GateTiming,
  Mode,
  mayDecide,
  OversightEvent,
  OversightState,
  Policy,
} from './oversight.ts'
import { type Kind, kind } from './table-text.ts'

export const MODE = kind<Mode>('Mode', {
  read_only: 'ReadOnly',
  gated_all: 'GatedAll',
  gated_send: 'GatedSend',
  monitored: 'Monitored',
  autonomous: 'Autonomous',
})
export const DIRECTION = kind<Direction>('Direction', { inbound: 'Inbound', outbound: 'Outbound' })
export const POLICY = kind<Policy>('Policy', {
  deny: 'PolicyDeny',
  hold: 'PolicyHold',
  release: 'PolicyRelease',
})
export const STATE = kind<OversightState>('State', {
  scanning: 'Scanning',
  held: 'Held',
  parked: 'Parked',
  scheduled: 'Scheduled',
  released: 'Released',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
})
export const EVENT = kind<OversightEvent>('Event', {
  block: 'Block',
  hold: 'Hold',
  park: 'Park',
  schedule: 'Schedule',
  release: 'Release',
  approve: 'Approve',
  reject: 'Reject',
  expire: 'Expire',
  cancel: 'Cancel',
  edit: 'Edit',
  amend: 'Amend',
  withdraw: 'Withdraw',
})
export const TIMING = kind<GateTiming>('GateTiming', {
  gate_first: 'GateFirst',
  schedule_first: 'ScheduleFirst',
})
export const DECISION = kind<'approve' | 'reject'>('Decision', { approve: 'ToApprove', reject: 'ToReject' })
export const VERDICT = kind<ReturnType<typeof mayDecide>>('Verdict', {
  yes: 'Yes',
  own_mail: 'NoOwnMail',
  read_only: 'NoReadOnly',
  paused: 'NoPaused',
})
export const BASIS = kind<Basis>('Basis', {
  mode: 'ByMode',
  allowlist: 'ByAllowlist',
  approval: 'ByApproval',
})
export const CONFIGURED = kind<'smtp' | 'capture'>('Configured', { smtp: 'UseSmtp', capture: 'UseCapture' })
export const TRANSPORT = kind<DeliveryTransport>('Transport', {
  smtp: 'OverSmtp',
  capture: 'IntoCapture',
  simulated: 'Simulated',
})
export const DELIVERY_STATE = kind<DeliveryState>('DeliveryState', {
  queued: 'DeliveryQueued',
  sending: 'DeliverySending',
  sent: 'DeliverySent',
  bounced: 'DeliveryBounced',
  failed: 'DeliveryFailed',
})
export const DELIVERY_EVENT = kind<DeliveryEvent>('DeliveryEvent', {
  claim: 'Claim',
  accept: 'Accept',
  defer: 'Defer',
  lose: 'Lose',
  refuse: 'Refuse',
  give_up: 'GiveUp',
  come_back: 'ComeBack',
})

/** All of them, in the order of the file. */
export const KINDS: readonly Kind<unknown>[] = [
  MODE,
  DIRECTION,
  POLICY,
  STATE,
  EVENT,
  TIMING,
  DECISION,
  VERDICT,
  BASIS,
  CONFIGURED,
  TRANSPORT,
  DELIVERY_STATE,
  DELIVERY_EVENT,
]
