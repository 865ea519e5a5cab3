/** Labels on messages: tags, and a person's or agent's word on what is spam (contract §6). */

import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import type { ReadingEvent } from '../core/status.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { deleteTag, findTags, setTags } from '../store/labels.ts'
import { findVisible, type Message, moveReading } from '../store/messages.ts'

interface Target {
  readonly mailboxId: string | null
  readonly emailId: string
}

async function findTarget(writer: Writer, principal: Principal, target: Target): Promise<Message> {
  const message = await findVisible(writer.db, principal, target.emailId)
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
    const message = await findTarget(writer, principal, target)
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
    const message = await findTarget(writer, principal, target)
    if (!(await deleteTag(writer, message.id, key))) {
      throw new AppError('not_found', { message: 'This email has no such tag.' })
    }
    await record(writer, principal, message, 'email.untagged', { keys: [key] })
  })
}

/**
 * Takes somebody's word on whether a message is spam. Returns it as it is then. Throws AppError `not_found`, or
 * `conflict` when it is not received mail.
 */
export async function labelSpam(
  context: Context,
  principal: Principal,
  target: Target,
  event: Extract<ReadingEvent, 'report_spam' | 'not_spam'>,
): Promise<Message> {
  return context.database.write(async (writer) => {
    const message = await findTarget(writer, principal, target)
    const label = event === 'report_spam' ? 'spam' : 'not_spam'
    const verdict = event === 'report_spam' ? 'quarantined' : 'clean'
    const moved = await moveReading(writer, message, event, { user_label: label, spam_verdict: verdict })
    await record(writer, principal, message, 'email.labelled', { user_label: label })
    return moved
  })
}
