/** What the hosted page shows of a mail, read for the holder of a link. */

import { digestMessage } from '../actions/digest-message.ts'
import type { Context } from '../context.ts'
import type { Address } from '../core/address.ts'
import type { Signal } from '../core/risk.ts'
import { renderBodies } from '../mail/compose.ts'
import type { Footer } from '../mail/footer.ts'
import { reviewerOf } from '../store/access.ts'
import { findReviewCase, type ReviewCase } from '../store/review-case.ts'
import type { ReviewLink } from '../store/review-links.ts'
import { listThreadMessages } from '../store/threads.ts'
import type { ReviewView } from './pages/review-page.ts'

/** So much of the header is shown, in bytes. */
const HEADER_BYTES = 64 * 1024
/** So many messages of the thread. */
const THREAD_SHOWN = 10

/** The case that a link is about, its body decoded; undefined when there is no such message. */
export async function findCase(context: Context, link: ReviewLink): Promise<ReviewCase | undefined> {
  const { reader } = context.database
  const found = await findReviewCase(reader, link.message_id)
  if (found === undefined || found.message.digested_at !== null) return found
  await digestMessage(context, found.message)
  return findReviewCase(reader, link.message_id)
}

const addresses = (json: string) => (JSON.parse(json) as Address[]).map(({ address }) => address)

/** Everything the page shows. */
export async function reviewView(
  context: Context,
  token: string,
  link: ReviewLink,
  found: ReviewCase,
): Promise<ReviewView> {
  const { message, mailbox, account } = found
  const principal = reviewerOf(link, message)
  const { reader } = context.database
  const thread = await listThreadMessages(reader, principal, message.mailbox_id, message.thread_id)
  const markdown = found.contents.markdown ?? ''
  return {
    token,
    now: context.clock.now(),
    direction: message.direction,
    test: message.test === 1,
    mailbox: mailbox.address,
    mode: mailbox.mode,
    from: message.from_address,
    fromName: message.from_name,
    to: addresses(message.to_json),
    cc: addresses(message.cc_json),
    bcc: addresses(message.bcc_json),
    subject: message.subject,
    markdown,
    text: message.direction === 'outbound' ? renderBodies(markdown, footerOfCase(found)).text : markdown,
    header: await headerOf(context, message.raw_sha256, message.raw_size),
    attachments: found.attachments.map(({ name, content_type, size }) => ({
      name,
      type: content_type,
      size: size ?? 0,
    })),
    signals: JSON.parse(message.signals_json) as Signal[],
    thread: thread
      .filter(({ id }) => id < message.id)
      .slice(-THREAD_SHOWN)
      .map((one) => ({
        from: one.from_address,
        subject: one.subject,
        at: one.created_at,
        preview: one.preview,
      })),
    askedBy: found.askedBy,
    since: message.created_at,
    sendAt: message.send_at,
    expiresAt: message.expires_at,
    approvalsGiven: found.approvalsGiven,
    approvalsRequired: mailbox.approvals_required,
    contentHash: message.content_hash,
    paused: mailbox.paused_at !== null || account.paused_at !== null,
  }
}

/** The footer of outbound mail; null where there is none. */
export function footerOfCase({ contents }: ReviewCase): Footer | null {
  return contents.footer === null ? null : (JSON.parse(contents.footer) as Footer)
}

async function headerOf(context: Context, sha256: string, size: number): Promise<string> {
  const { reader } = context.database
  const bytes = await context.blobs.readRange(reader, sha256, 0, Math.min(size, HEADER_BYTES))
  const text = Buffer.from(bytes).toString('utf8').replace(/\r\n/g, '\n')
  const end = text.indexOf('\n\n')
  if (end >= 0) return text.slice(0, end)
  return size > HEADER_BYTES ? `${text}\n[The rest of the header is too long to show here.]` : text
}
