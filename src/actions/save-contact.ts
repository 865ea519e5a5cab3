/** The address book that the agents of an account share (contract §6). */

import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { appendEvent } from '../store/events.ts'
import { type Contact, deleteContact, insertContact } from '../store/labels.ts'

/** Adds a contact. */
export async function addContact(
  context: Context,
  principal: Principal,
  input: { readonly name: string; readonly email: string; readonly tags: readonly string[] },
): Promise<Contact> {
  return context.database.write(async (writer) => {
    const contact: Contact = {
      id: writer.newId(),
      account_id: principal.accountId,
      test: principal.test,
      name: input.name,
      email: input.email,
      tags_json: JSON.stringify(input.tags),
      created_at: writer.now,
    }
    await insertContact(writer, contact)
    await appendEvent(writer, eventOf(principal, 'contact.created', contact.id))
    return contact
  })
}

/** Removes a contact. Throws AppError `not_found`. */
export async function removeContact(context: Context, principal: Principal, id: string): Promise<void> {
  await context.database.write(async (writer) => {
    if (!(await deleteContact(writer, principal, id))) throw new AppError('not_found')
    await appendEvent(writer, eventOf(principal, 'contact.deleted', id))
  })
}

function eventOf(principal: Principal, action: EventAction, id: string) {
  return {
    accountId: principal.accountId,
    mailboxId: null,
    test: principal.test,
    action,
    resourceType: 'contact',
    resourceId: id,
    actor: principal.actor,
  }
}
