/** Ending and noting sessions of people who are signed in. */

import type { Context } from '../context.ts'
import { SESSION_NOTED_EVERY_MS } from '../core/people.ts'
import { AppError } from '../errors.ts'
import type { Principal, SignedIn } from '../store/access.ts'
import { appendEvent } from '../store/events.ts'
import { endSessions, type Session, updateSession } from '../store/sessions.ts'

/** Notes that a session is used, every five minutes at most. */
export async function noteSessionUse(context: Context, session: Session): Promise<void> {
  const now = context.clock.now()
  if (now - session.last_used_at < SESSION_NOTED_EVERY_MS) return
  await context.database.write((writer) => updateSession(writer, session.id, { last_used_at: writer.now }))
}

/** Ends a session of the person themselves: this one or another. Throws AppError `not_found`. */
export async function endSession(
  context: Context,
  principal: Principal,
  person: SignedIn,
  id: string,
): Promise<void> {
  await context.database.write(async (writer) => {
    if ((await endSessions(writer, person.personId, id)) === 0) throw new AppError('not_found')
    await appendEvent(writer, {
      accountId: principal.accountId,
      mailboxId: null,
      test: 0,
      action: 'session.ended',
      resourceType: 'session',
      resourceId: id,
      actor: principal.actor,
      metadata: { own: id === person.id },
    })
  })
}
