/** Links that open one attachment for an hour without a key: signed, so that nobody can make one (contract §6). */

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import { isOfEndedAccount } from '../store/account-end.ts'
import { addSetting, findSetting } from '../store/settings.ts'

/** Seconds that a link works. */
export const LINK_SECONDS = 3_600

interface Target {
  readonly emailId: string
  readonly position: number
}

async function secretOf(context: Context): Promise<string> {
  const known = await findSetting(context.database.reader, 'link_secret')
  if (known !== null) return known
  const fresh = randomBytes(32).toString('base64url')
  await context.database.write((writer) => addSetting(writer, 'link_secret', fresh))
  return (await findSetting(context.database.reader, 'link_secret')) ?? fresh
}

const signatureOf = (secret: string, payload: string) =>
  createHmac('sha256', secret).update(payload).digest('base64url')

/** A token that opens `target` for an hour. */
export async function signLink(context: Context, target: Target): Promise<string> {
  const expires = context.clock.now() + LINK_SECONDS * 1000
  const payload = `${target.emailId}.${target.position}.${expires}`
  return `${payload}.${signatureOf(await secretOf(context), payload)}`
}

/** What a token opens, or null when it is not ours, was changed, or its hour is over. */
export async function openLink(context: Context, token: string): Promise<Target | null> {
  const [emailId, position, expires, signature, ...rest] = token.split('.')
  if (!emailId || !position || !expires || !signature || rest.length > 0) return null
  const expected = Buffer.from(signatureOf(await secretOf(context), `${emailId}.${position}.${expires}`))
  const given = Buffer.from(signature)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
  if (Number(expires) <= context.clock.now()) return null
  return (await isOfEndedAccount(context.database.reader, emailId))
    ? null
    : { emailId, position: Number(position) }
}
