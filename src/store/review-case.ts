/** Everything a reviewer needs to know of one message, read together. */

import type { Account } from './accounts.ts'
import { findOwners } from './circumstances.ts'
import type { Reader } from './db.ts'
import type { Mailbox } from './mailboxes.ts'
import {
  type Attachment,
  type Contents,
  findContents,
  findMessage,
  listAttachments,
  type Message,
} from './messages.ts'
import { countApprovals } from './permits.ts'

export interface ReviewCase {
  readonly message: Message
  readonly mailbox: Mailbox
  readonly account: Account
  readonly contents: Contents
  readonly attachments: readonly Attachment[]
  /** Name of the key that submitted it; null for inbound mail. */
  readonly askedBy: string | null
  readonly approvalsGiven: number
}

/** The case of a message, whoever owns it; undefined when there is no such message. */
export async function findReviewCase(reader: Reader, id: string): Promise<ReviewCase | undefined> {
  const message = await findMessage(reader, id)
  const contents = message === undefined ? undefined : await findContents(reader, id)
  if (message === undefined || contents === undefined) return undefined
  const { mailbox, account } = await findOwners(reader, message)
  return {
    message,
    mailbox,
    account,
    contents,
    attachments: await listAttachments(reader, id),
    askedBy: await authorOf(reader, message),
    approvalsGiven: (await countApprovals(reader, [message])).get(id) ?? 0,
  }
}

async function authorOf(reader: Reader, message: Message): Promise<string | null> {
  if (message.submitted_by === null) return null
  const key = await reader
    .selectFrom('keys')
    .select('name')
    .where('id', '=', message.submitted_by)
    .executeTakeFirst()
  return key === undefined ? message.submitted_by : `key:${key.name}`
}
