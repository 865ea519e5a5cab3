/** Waiting for mail, without asking again and again. */

import { encodeTime } from 'ulid'
import { badField } from '../../errors.ts'
import { outcomeOf } from '../outcome.ts'
import { type Outcome, READS_MAIL, type Tool, type Work } from '../tool.ts'

/** Seconds: the least, the most, and what is taken when nothing is said (automation tools give up after 40). */
const LEAST = 5
const MOST = 120
const USUAL = 25
/** The endpoint waits so long at once, in seconds. */
const AT_ONCE = 30

function secondsOf({ seconds }: Work['args']): number {
  if (seconds === undefined || seconds === null) return USUAL
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= LEAST && seconds <= MOST)
    return seconds
  throw badField('seconds', `must be a whole number from ${LEAST} to ${MOST}`)
}

/** Smaller than the id of any email that comes from now on, and greater than those that came before. */
function idOfNow(work: Work): string {
  return encodeTime(work.context.clock.now(), 10) + '0'.repeat(16)
}

async function wait(work: Work): Promise<Outcome> {
  const seconds = secondsOf(work.args)
  const { since_id: given } = work.args
  const since = given === undefined || given === null || given === '' ? idOfNow(work) : given
  const end = performance.now() + seconds * 1_000
  for (;;) {
    const left = Math.ceil((end - performance.now()) / 1_000)
    await work.progress(seconds - Math.max(left, 0), seconds, 'Waiting for mail')
    const query = { since_id: since, wait: Math.max(0, Math.min(left, AT_ONCE)) }
    const { body } = await outcomeOf(await work.performOwn(query))
    const { emails } = body as { readonly emails: readonly unknown[] }
    const isOver = left <= AT_ONCE || work.signal.aborted || work.stopping.aborted
    if (emails.length > 0 || isOver)
      return { body: { ...body, timed_out: emails.length === 0, since_id: since } }
  }
}

export const WAITING_TOOLS: readonly Tool[] = [
  {
    name: 'wait_for_email',
    title: 'Wait for an email',
    description:
      'Waits until mail comes in and answers with it, without texts; after so many seconds with timed_out. Give since_id, the id of the email you sent or saw last, so that what came meanwhile is not missed; without it only mail from now on counts. Call it again to wait longer. Not to look at what is there: use check_inbox.',
    endpoint: 'get /v1/mailboxes/{mailbox_id}/emails',
    effects: READS_MAIL,
    takes: ['since_id', 'sender', 'subject_contains'],
    fixed: { direction: 'inbound', wait: 0 },
    strangers: true,
    own: {
      arguments: {
        seconds: {
          type: 'integer',
          minimum: LEAST,
          maximum: MOST,
          default: USUAL,
          description: `How long to wait: ${LEAST} to ${MOST} seconds, ${USUAL} when left out. Some clients give up after 40 or 60.`,
        },
      },
      answer: { timed_out: { type: 'boolean' }, since_id: { type: 'string' } },
      extendsAnswer: true,
      run: wait,
    },
  },
  {
    name: 'list_events',
    title: 'List what happened',
    description:
      'Lists what happened to mail, oldest first: received, approved, rejected, sent, bounced and so on. Give the cursor of the last answer, and only what is new comes; without one it begins with the first event. Not to wait for mail: use wait_for_email. Not for the text of mails: use read_email.',
    endpoint: 'get /v1/events',
    effects: READS_MAIL,
    takes: ['events', 'mailbox_id', 'limit', 'cursor'],
    strangers: true,
    bodies: ['preview'],
    // What else there is of a mail in an event stands in it twice, for tools without code.
    hides: ['data', 'markdown', 'tags_list', 'to_text'],
    about: {
      events: 'Only these, separated by commas, e.g. "message.bounced,oversight.rejected".',
      mailbox_id: 'Only of this mailbox; of all when left out.',
    },
  },
]
