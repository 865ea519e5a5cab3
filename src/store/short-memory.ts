/**
 * What is remembered for minutes or hours and then forgotten: proofs of work that were used, requests that were
 * answered, tries that count against a limit. Names in it are hashed with a secret of this server: nobody reads out of
 * the database who tried what.
 */

import { createHmac, randomBytes } from 'node:crypto'
import { ONBOARDING_LIMITS, type OnboardingLimit, secondsToWait, stillCounted } from '../core/sign-up.ts'
import type { Database, Reader, Writer } from './db.ts'
import { addSetting, findSetting } from './settings.ts'

const SECRET = 'onboarding_key'

/** The secret of this server for what is signed and hashed in sign-up; made at first need. */
export async function onboardingSecret(database: Database): Promise<string> {
  const present = await findSetting(database.reader, SECRET)
  if (present !== null) return present
  return database.write(async (writer) => {
    await addSetting(writer, SECRET, randomBytes(32).toString('hex'))
    return (await findSetting(writer.db, SECRET)) ?? ''
  })
}

/** The name under which something is remembered: HMAC-SHA256, hex. */
export function memoryName(secret: string, kind: string, text: string): string {
  return createHmac('sha256', secret).update(`${kind} ${text}`).digest('hex')
}

async function find(reader: Reader, kind: string, name: string, now: number): Promise<string | null> {
  const row = await reader
    .selectFrom('short_memory')
    .select('value')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.value ?? null
}

/** What is remembered under a name; null when nothing is, or no more. */
export async function recall(
  reader: Reader,
  kind: string,
  name: string,
  now: number,
): Promise<string | null> {
  return find(reader, kind, name, now)
}

/** Remembers a value until `expiresAt` (epoch ms), in place of an earlier one. */
export async function remember(
  writer: Writer,
  kind: string,
  name: string,
  value: string,
  expiresAt: number,
): Promise<void> {
  await writer.db
    .insertInto('short_memory')
    .values({ kind, name, value, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'name']).doUpdateSet({ value, expires_at: expiresAt }),
    )
    .execute()
}

/** Notes that something was used; false when it was before. Holds its lock to the end of the transaction. */
export async function useOnce(
  writer: Writer,
  kind: string,
  name: string,
  expiresAt: number,
): Promise<boolean> {
  await writer.backend.lockChain(writer.db, `${kind} ${name}`)
  if ((await find(writer.db, kind, name, writer.now)) !== null) return false
  await remember(writer, kind, name, '', expiresAt)
  return true
}

/** How often something was tried of late (epoch ms of each time), its lock held to the end of the transaction. */
async function triesOf(writer: Writer, limit: OnboardingLimit, name: string): Promise<number[]> {
  await writer.backend.lockChain(writer.db, `${limit} ${name}`)
  const value = await find(writer.db, limit, name, writer.now)
  const moments = value === null ? [] : (JSON.parse(value) as number[])
  return stillCounted(moments, ONBOARDING_LIMITS[limit], writer.now)
}

/** Seconds until one more try is allowed; 0: now. Nothing is counted. */
export async function waitFor(writer: Writer, limit: OnboardingLimit, name: string): Promise<number> {
  return secondsToWait(await triesOf(writer, limit, name), ONBOARDING_LIMITS[limit], writer.now)
}

/** Counts a try if one is allowed. Returns the seconds to wait when it is not, else 0. */
export async function countTry(writer: Writer, limit: OnboardingLimit, name: string): Promise<number> {
  const moments = await triesOf(writer, limit, name)
  const wait = secondsToWait(moments, ONBOARDING_LIMITS[limit], writer.now)
  if (wait > 0) return wait
  const value = JSON.stringify([...moments, writer.now])
  await remember(writer, limit, name, value, writer.now + ONBOARDING_LIMITS[limit].within)
  return 0
}

/** Counts a try of `whom` in a transaction of its own, so that what follows cannot undo it; as {@link countTry}. */
export async function countApart(database: Database, limit: OnboardingLimit, whom: string): Promise<number> {
  const name = memoryName(await onboardingSecret(database), limit, whom)
  return database.write((writer) => countTry(writer, limit, name))
}

/** Removes what is past its time. */
export async function forgetShortMemory(writer: Writer): Promise<void> {
  await writer.db.deleteFrom('short_memory').where('expires_at', '<=', writer.now).execute()
}
