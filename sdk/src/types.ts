/** Short names for what goes in and comes out. */

import type { components } from './schema.ts'

type Schemas = components['schemas']

export type Email = Schemas['Email']
export type EmailSummary = Schemas['EmailSummary']
export type Mailbox = Schemas['Mailbox']
export type PendingEmail = Schemas['PendingEmail']
export type Submitted = Schemas['Submitted']
export type Decision = Schemas['Decision']
export type SendInput = Schemas['Send']
export type ReplyInput = Schemas['Reply']
export type DecideInput = Schemas['Decide']
/** The first answer of what needs the operator: nothing was done yet. */
export type PendingApproval = Schemas['PendingApproval']

/** Whether nothing was done yet: make the same request again with the `approval_code` from the operator's mail. */
export function isPendingApproval(answer: unknown): answer is PendingApproval {
  return (answer as { readonly status?: unknown } | null)?.status === 'pending_approval'
}
