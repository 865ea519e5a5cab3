/** How a mail looks to who gets it: a document for a frame, which may run, load, send and lead to nothing. */

import { z } from '@hono/zod-openapi'
import { digestMessage } from '../../actions/digest-message.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { renderBodies } from '../../mail/compose.ts'
import { decodeText } from '../../mail/decode.ts'
import type { Footer } from '../../mail/footer.ts'
import { frameOfHtml, frameOfText } from '../../mail/mail-frame.ts'
import type { Leaf } from '../../mail/structure.ts'
import { findContents, findVisible, type Message } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'
import { framedMail } from '../pages/layout.ts'

/** So much of a body is shown, in bytes of its encoded form. */
const SHOWN_BYTES = 2 * 1024 * 1024

/** Adds the route. */
export function addEmailViewRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/view',
    scopes: ['read', 'oversight'],
    tag: 'Reading',
    summary: 'The email as it looks, as a document for a sandboxed frame',
    description:
      'Nothing in it runs, submits or leads anywhere. Pictures from elsewhere are left out unless `pictures=1`: whoever sent them then learns that it was opened.',
    params: z.object({ mailbox_id: idField, email_id: idField }),
    query: z.object({ pictures: z.enum(['0', '1']).optional() }),
    answer: z.string(),
    mediaType: 'text/html',
    async handle({ principal, params, query }) {
      const message = await findVisible(context.database.reader, principal, params.email_id)
      if (message === undefined || message.mailbox_id !== params.mailbox_id) throw new AppError('not_found')
      if (message.erased_at !== null) throw new AppError('erased')
      await digestMessage(context, message)
      await recordReading(context, principal, {
        action: 'email.raw_read',
        resourceType: 'email',
        resourceId: message.id,
        mailboxId: message.mailbox_id,
      })
      const loadsPictures = query.pictures === '1'
      return framedMail(await bodyOf(context, message, loadsPictures), loadsPictures)
    },
  })
}

async function bodyOf(context: Context, message: Message, loadsPictures: boolean): Promise<string> {
  const { reader } = context.database
  const contents = await findContents(reader, message.id)
  if (contents === undefined) throw new AppError('internal')
  if (message.direction === 'outbound') {
    const footer = contents.footer === null ? null : (JSON.parse(contents.footer) as Footer)
    return frameOfHtml(renderBodies(contents.markdown ?? '', footer).html, { loadsPictures })
  }
  const { text, html } = JSON.parse(contents.leaves_json) as { text: Leaf | null; html: Leaf | null }
  const leaf = html ?? text
  if (leaf === null) return frameOfText('')
  const end = leaf.offset + Math.min(leaf.length, SHOWN_BYTES)
  const bytes = await context.blobs.readRange(reader, message.raw_sha256, leaf.offset, end)
  const decoded = decodeText(Buffer.from(bytes), leaf)
  return html === null ? frameOfText(decoded) : frameOfHtml(decoded, { loadsPictures })
}
