/** Labels on messages: tags, and a person's or agent's word on what is spam (contract §6). */

import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import { bucketsOf } from '../core/learned-words.ts'
import type { ReadingEvent } from '../core/status.ts'
import { AppError } from '../errors.ts'
import { storedText, teachFilter } from '../filtering.ts'
import type { Principal } from '../store/access.ts'
import type { Reader, Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { deleteTag, findTags, setTags } from '../store/labels.ts'
import { findVisible, type Message, moveReading, statusOfMessage } from '../store/messages.ts'
import { countTaught } from '../store/taught-words.ts'
import { bringForward } from '../store/threads.ts'

interface Target {
  readonly mailboxId: string | null
  readonly emailId: string
}

async function findTarget(reader: Reader, principal: Principal, target: Target): Promise<Message> {
  const message = await findVisible(reader, principal, target.emailId)
  const isThere = target.mailboxId === null || message?.mailbox_id === target.mailboxId
  if (message === undefined || !isThere) throw new AppError('not_found')
  return message
}

async function record(
  writer: Writer,
  principal: Principal,
  message: Message,
  action: EventAction,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action,
    resourceType: 'email',
    resourceId: message.id,
    actor: principal.actor,
    metadata,
  })
}

/** Adds tags to those a message has. Returns all of them. Throws AppError `not_found`. */
export async function tagMessage(
  context: Context,
  principal: Principal,
  target: Target,
  tags: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  return context.database.write(async (writer) => {
    const message = await findTarget(writer.db, principal, target)
    await setTags(writer, message, tags)
    await record(writer, principal, message, 'email.tagged', { keys: Object.keys(tags) })
    return findTags(writer.db, message.id)
  })
}

/** Takes a tag off a message. Throws AppError `not_found` when the message or the tag is not there. */
export async function untagMessage(
  context: Context,
  principal: Principal,
  target: Target,
  key: string,
): Promise<void> {
  await context.database.write(async (writer) => {
    const message = await findTarget(writer.db, principal, target)
    if (!(await deleteTag(writer, message.id, key))) {
      throw new AppError('not_found', { message: 'This email has no such tag.' })
    }
    await record(writer, principal, message, 'email.untagged', { keys: [key] })
  })
}

/**
 * Takes somebody's word on whether a message is spam, and learns from it: the account's words at once, the filter of
 * the settings after the answer. Returns the message as it is then. Throws AppError `not_found`, or `conflict` when
 * it is not received mail.
 */
export async function labelSpam(
  context: Context,
  principal: Principal,
  target: Target,
  event: Extract<ReadingEvent, 'report_spam' | 'not_spam'>,
): Promise<Message> {
  const seen = await findTarget(context.database.reader, principal, target)
  const text = await storedText(context, seen)
  const buckets = bucketsOf(text, seen.account_id)
  const label = event === 'report_spam' ? 'spam' : 'not_spam'
  const verdict = event === 'report_spam' ? 'quarantined' : 'clean'
  const moved = await context.database.write(async (writer) => {
    const message = await findTarget(writer.db, principal, target)
    const after = await moveReading(writer, message, event, { user_label: label, spam_verdict: verdict })
    await record(writer, principal, message, 'email.labelled', { user_label: label })
    if (message.stage === 'spam_quarantined' && message.user_label === null && event === 'not_spam') {
      await announceLate(writer, principal, after)
    }
    await learn(writer, message, label, buckets)
    return after
  })
  if (seen.user_label !== label) void teachFilter(context, moved, label === 'spam' ? 'spam' : 'ham')
  return moved
}

/** Nobody was told of mail that was quarantined when it came: now it may be read. */
async function announceLate(writer: Writer, principal: Principal, message: Message): Promise<void> {
  await bringForward(writer, message.thread_id, message.id)
  await record(writer, principal, message, 'message.received', { status: statusOfMessage(message) })
}

/** Counts the words of a message for what it was called, and no more for what it was called before. */
async function learn(
  writer: Writer,
  message: Message,
  label: 'spam' | 'not_spam',
  buckets: readonly number[],
): Promise<void> {
  if (message.user_label === label || buckets.length === 0) return
  const sign = label === 'spam' ? 1 : -1
  const isFirst = message.user_label === null
  const scope = { accountId: message.account_id, test: message.test }
  const change = isFirst
    ? { spam: label === 'spam' ? 1 : 0, ham: label === 'spam' ? 0 : 1 }
    : { spam: sign, ham: -sign }
  await countTaught(writer, scope, buckets, change)
}
