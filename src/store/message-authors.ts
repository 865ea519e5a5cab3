/** Who wrote a mail: its submitter, and every person who wrote it or changed it before it was decided on. */

import type { Reader, Writer } from './db.ts'
import { type Actor, authorOf } from './events.ts'
import type { Message } from './messages.ts'

/** Notes that a person wrote or changed a mail. What keys write is noted in `submitted_by` alone. */
export async function noteAuthor(writer: Writer, messageId: string, { person }: Actor): Promise<void> {
  if (person === undefined) return
  await writer.db
    .insertInto('message_authors')
    .values({ message_id: messageId, author: `person:${person}` })
    .onConflict((conflict) => conflict.columns(['message_id', 'author']).doNothing())
    .execute()
}

/** Notes that a person began the draft that became a mail, whoever sent it. */
export async function noteDraftAuthor(writer: Writer, messageId: string, draftId: string): Promise<void> {
  const draft = await writer.db
    .selectFrom('drafts')
    .select('created_by')
    .where('id', '=', draftId)
    .executeTakeFirst()
  const person = /^person:(.+)$/.exec(draft?.created_by ?? '')?.[1]
  if (person !== undefined) await noteAuthor(writer, messageId, { keyId: null, name: '', person })
}

/** Whether somebody wrote or changed a mail: then they do not decide on it. */
export async function isAuthorOf(reader: Reader, message: Message, actor: Actor): Promise<boolean> {
  const author = authorOf(actor)
  if (author === null) return false
  if (message.submitted_by === author) return true
  if (actor.person === undefined) return false
  const row = await reader
    .selectFrom('message_authors')
    .select('author')
    .where('message_id', '=', message.id)
    .where('author', '=', author)
    .executeTakeFirst()
  return row !== undefined
}
