/** Inviting somebody to sign up, where sign-up is by invitation. */

import { randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { canonicalAddress, isAddress } from '../core/address.ts'
import { INVITATION_MS, signUpCodeOf } from '../core/sign-up.ts'
import { AppError, badField } from '../errors.ts'
import { appendEvent, OPERATOR } from '../store/events.ts'
import { hashOfCode, hostAccount, type Invitation, insertInvitation } from '../store/sign-ups.ts'

/** Makes an invitation for one address. Its code cannot be had again. Throws `bad_request`, `signup_closed`. */
export async function invite(
  context: Context,
  address: string,
): Promise<{ readonly invitation: Invitation; readonly code: string }> {
  if (!isAddress(address)) throw badField('EMAIL', 'is not a mail address')
  const code = signUpCodeOf(randomBytes(10))
  const invitation = await context.database.write(async (writer) => {
    const host = await hostAccount(writer.db)
    if (host === undefined) throw new AppError('signup_closed')
    const made: Invitation = {
      id: writer.newId(),
      email: canonicalAddress(address),
      code_hash: hashOfCode(code),
      created_at: writer.now,
      expires_at: writer.now + INVITATION_MS,
      used_at: null,
    }
    await insertInvitation(writer, made)
    await appendEvent(writer, {
      accountId: host.id,
      mailboxId: null,
      test: 0,
      action: 'sign_up.invited',
      resourceType: 'invitation',
      resourceId: made.id,
      actor: OPERATOR,
    })
    return made
  })
  return { invitation, code }
}
