/** One email that waits, with everything a person needs to decide (contract §7). */

import { digestMessage } from '../actions/digest-message.ts'
import type { Context } from '../context.ts'
import { renderMarkdown } from '../mail/markdown.ts'
import type { Principal } from '../store/access.ts'
import { listAmendments } from '../store/amendments.ts'
import { findTags } from '../store/labels.ts'
import type { Message } from '../store/messages.ts'
import { listDecisions } from '../store/permits.ts'
import { findReviewCase } from '../store/review-case.ts'
import { listThreadMessages } from '../store/threads.ts'
import { pendingOf } from './wire.ts'

/** So many messages of the thread are shown before it. */
const THREAD_SHOWN = 10

/** The email as `GET /v1/oversight/pending` answers it. */
export async function pendingAnswer(context: Context, principal: Principal, message: Message) {
  await digestMessage(context, message)
  const { reader } = context.database
  const found = await findReviewCase(reader, message.id)
  if (found === undefined) return []
  const thread = await listThreadMessages(reader, principal, message.mailbox_id, message.thread_id)
  const earlier = thread.filter(({ id }) => id < message.id).slice(-THREAD_SHOWN)
  const body = renderMarkdown(found.contents.markdown ?? '')
  return [
    pendingOf(found, {
      body,
      thread: earlier,
      approvals: await listDecisions(reader, message.id, message.content_hash),
      amendments: await listAmendments(reader, message.id),
      tags: await findTags(reader, message.id),
    }),
  ]
}
