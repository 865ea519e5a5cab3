/** How many people one message goes to and how large it may be (contract §5). */

import { AppError, badField } from '../errors.ts'

/** Recipients in to, cc and bcc, all counted. */
export const MAX_RECIPIENTS = 50
/** Content of one message, decoded, in bytes: its text and its attachments. */
export const MAX_CONTENT_BYTES = 25 * 1024 * 1024

/** Throws AppError `bad_request` when a message has more than {@link MAX_RECIPIENTS}. */
export function checkRecipientCount(lists: {
  readonly to: readonly unknown[]
  readonly cc: readonly unknown[]
  readonly bcc: readonly unknown[]
}): void {
  const count = lists.to.length + lists.cc.length + lists.bcc.length
  if (count > MAX_RECIPIENTS) {
    throw badField('to', `there are ${count} recipients in to, cc and bcc: at most ${MAX_RECIPIENTS} in all`)
  }
}

/** Throws AppError `too_large` when the text and the attachments (their sizes in bytes) are too much together. */
export function checkContentSize(markdown: string, attachmentSizes: readonly number[]): void {
  const bytes = attachmentSizes.reduce((sum, size) => sum + size, Buffer.byteLength(markdown))
  if (bytes <= MAX_CONTENT_BYTES) return
  throw new AppError('too_large', {
    message: `attachments: the content has ${bytes} bytes, more than ${MAX_CONTENT_BYTES}.`,
    details: [{ path: 'attachments', message: `${bytes} bytes in all, at most ${MAX_CONTENT_BYTES}` }],
  })
}
