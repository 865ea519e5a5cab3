/** The fields of a message as its author gives them (contract §5): the same for sending, answering and drafts. */

import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { badField } from '../errors.ts'
import { headerText, moment, optional } from './fields.ts'

const MARKDOWN_LIMIT = 262_144

/** The text of a message. */
export const markdown = z
  .string()
  .min(1, 'must not be empty')
  .max(MARKDOWN_LIMIT, `is longer than ${MARKDOWN_LIMIT} characters`)

export const subject = headerText(998)

const base64 = z.string().transform((text, check) => {
  const compact = text.replace(/[\r\n\t ]+/g, '')
  const isBase64 = compact.length % 4 !== 1 && /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)
  if (isBase64) return Buffer.from(compact, 'base64')
  check.addIssue({ code: 'custom', message: 'is not base64' })
  return z.NEVER
})

const attachment = z
  .object({
    name: headerText(255).min(1, 'must not be empty'),
    content_base64: base64,
    content_type: optional(
      z
        .string()
        .regex(/^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(; ?[\w.-]+=[\w.-]+)*$/, 'is not a media type'),
    ),
  })
  .transform(({ name, content_base64, content_type }) => ({
    name,
    content: content_base64,
    contentType: content_type ?? 'application/octet-stream',
  }))
  .openapi({
    type: 'object',
    required: ['name', 'content_base64'],
    properties: {
      name: { type: 'string' },
      content_base64: { type: 'string', format: 'byte' },
      content_type: { type: 'string' },
    },
  })

/** `[{name, content_base64, content_type?}]`, decoded. */
export const attachmentList = z.array(attachment).max(100, 'at most 100 attachments')
/** The name of a tag. */
export const tagKey = headerText(100).min(1)

/** Tags by name; numbers and truth values become text. */
export const tagMap = z
  .record(
    tagKey,
    z.preprocess(
      (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
      z.string().max(1_000),
    ),
  )
  .refine((tags) => Object.keys(tags).length <= 50, 'at most 50 tags')

/** The same key within 24 h is the same mail. */
export const idempotencyKey = optional(z.string().max(255))

/** When a message is to go, and whether it is decided before or then. */
export const scheduleFields = {
  send_at: optional(moment),
  gate_timing: optional(z.enum(['gate_first', 'schedule_first'])),
}

/** The moment a message is to be sent at, epoch ms; null for now. Throws AppError `bad_request` for the past. */
export function futureMoment(context: Context, sendAt: number | undefined): number | null {
  if (sendAt === undefined) return null
  if (sendAt <= context.clock.now()) throw badField('send_at', 'must be in the future')
  return sendAt
}
