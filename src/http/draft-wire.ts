/** Drafts as clients give and see them (contract §5). */

import { z } from '@hono/zod-openapi'
import type { Address } from '../core/address.ts'
import type { Draft, DraftAttachment } from '../store/drafts.ts'
import { addressList, idField, oneAddress } from './fields.ts'
import { attachmentList, idempotencyKey, markdown, scheduleFields, subject } from './send-fields.ts'
import { iso } from './wire.ts'
import { AttachmentSchema } from './wire-schemas.ts'

/** A field that stays as it is when it is left out, and is emptied by null or an empty value. */
function clearable<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? null : value), schema.nullable().optional())
}

const addresses = clearable(addressList).openapi({
  type: ['array', 'null'],
  items: { type: 'string' },
  example: ['ada@example.com'],
})

/** What an author gives of a draft. */
export const DraftInputSchema = z
  .object({
    to: addresses,
    cc: addresses,
    bcc: addresses,
    reply_to: clearable(oneAddress).openapi({ type: ['string', 'null'], example: 'ada@example.com' }),
    subject: clearable(subject),
    markdown: clearable(markdown),
    in_reply_to: clearable(idField),
    attachments: clearable(attachmentList),
  })
  .openapi('DraftInput')

/** What is said only when a draft is sent. */
export const DraftSendSchema = z
  .object({ idempotency_key: idempotencyKey, ...scheduleFields })
  .openapi('DraftSend')

const time = z.string().openapi({ format: 'date-time' })

export const DraftSchema = z
  .object({
    id: z.string(),
    mailbox_id: z.string(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    reply_to: z.string().nullable(),
    subject: z.string(),
    markdown: z.string(),
    in_reply_to: z.string().nullable(),
    attachments: z.array(AttachmentSchema),
    status: z.enum(['draft', 'sent']),
    email_id: z.string().nullable(),
    created_at: time,
    updated_at: time,
    test: z.boolean(),
  })
  .openapi('Draft')

/** A column of addresses as a list. */
export const addressesOf = (json: string) => JSON.parse(json) as Address[]

/** The attachments of a draft, without their bytes. */
export const attachmentsOf = (draft: Draft) => JSON.parse(draft.attachments_json) as DraftAttachment[]

/** An address with its name, as it may be given again: what is read can be sent back unchanged. */
function written({ address, name }: Address): string {
  if (name === '') return address
  const isPlain = /^[\p{L}\p{N}](?:[\p{L}\p{N} .'-]*[\p{L}\p{N}.])?$/u.test(name)
  return `${isPlain ? name : JSON.stringify(name)} <${address}>`
}

/** A draft as clients see it: every key every time. */
export function draftOf(draft: Draft) {
  return {
    id: draft.id,
    mailbox_id: draft.mailbox_id,
    to: addressesOf(draft.to_json).map(written),
    cc: addressesOf(draft.cc_json).map(written),
    bcc: addressesOf(draft.bcc_json).map(written),
    reply_to: addressesOf(draft.reply_to_json).map(written)[0] ?? null,
    subject: draft.subject,
    markdown: draft.markdown,
    in_reply_to: draft.answers_id,
    attachments: attachmentsOf(draft).map(({ name, size, content_type }) => ({ name, size, content_type })),
    status: draft.email_id === null ? 'draft' : 'sent',
    email_id: draft.email_id,
    created_at: iso(draft.created_at),
    updated_at: iso(draft.updated_at),
    test: draft.test === 1,
  }
}
