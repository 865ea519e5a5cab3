/** Hands a message over and says what became of it (contract §5); whom an answer to a message goes to. */

import { type Submission, type Submitted, submitMessage } from '../actions/submit-message.ts'
import type { Context } from '../context.ts'
import type { Address } from '../core/address.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Message } from '../store/messages.ts'

/** Submits a message: 202 when it was taken, 200 when it had been before. Throws what `submitMessage` throws. */
export async function submit(context: Context, principal: Principal, submission: Submission) {
  const submitted = await submitMessage(context, principal, submission)
  if (submitted.repeated) {
    const what = submission.draftId === undefined ? 'An' : 'This draft, or an'
    const message = `${what} email with this idempotency key was submitted before; nothing was sent again.`
    return alreadySent(principal, submitted, message)
  }
  const test = principal.test === 1
  const body = {
    id: submitted.id,
    status: 'pending_scan',
    thread_id: submitted.threadId,
    message: submittedMessage(context, test),
    idempotent: false,
    test,
  }
  return { status: 202, body } as const
}

/** The answer when nothing was sent because it was sent before. */
export function alreadySent(
  principal: Principal,
  earlier: Pick<Submitted, 'id' | 'threadId'>,
  message: string,
) {
  const body = {
    id: earlier.id,
    status: 'already_sent',
    idempotent: true,
    thread_id: earlier.threadId,
    message,
    test: principal.test === 1,
  }
  return { status: 200, body } as const
}

/** What to expect now, said plainly. */
function submittedMessage(context: Context, test: boolean): string {
  const next =
    'Accepted. It is checked and then held, scheduled or sent as the oversight mode of the mailbox says.'
  if (test) return `${next} This is test mail: its delivery is simulated and nothing leaves the server.`
  if (context.config.delivery !== 'capture') return next
  return `${next} No relay is set up: mail is captured here and nothing leaves the server.`
}

/** Reply-To, else From; for a mail of our own, those it went to (RFC 5322 §3.6.2). Throws AppError `bad_request`, `erased`. */
export function answerRecipients(original: Message): Address[] {
  if (original.erased_at !== null) {
    throw new AppError('erased', { fix: 'Nobody knows any more whom to answer: send a new email instead.' })
  }
  const list = (json: string) => JSON.parse(json) as Address[]
  if (original.direction === 'outbound') return list(original.to_json)
  const replyTo = list(original.reply_to_json)
  const recipients =
    replyTo.length > 0 ? replyTo : [{ address: original.from_address, name: original.from_name }]
  if (recipients.every(({ address }) => address === '')) {
    throw new AppError('bad_request', {
      message: 'This email names nobody to answer.',
      fix: 'Send a new email instead.',
    })
  }
  return recipients
}

/** The subject of an answer: one `Re:` before that of the mail (RFC 5322 §3.6.5). */
export function answerSubject(original: Message): string {
  return /^re:/i.test(original.subject) ? original.subject : `Re: ${original.subject}`
}
