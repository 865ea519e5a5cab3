/**
 * New keys for DKIM (RFC 6376 §3.1): their records are listed first; the old keys sign until the new records are seen
 * in the DNS, and stay listed for a week after that, for mail that is on its way.
 */

import type { Context } from '../context.ts'
import { lookUpRecords, wantedOf } from '../domain-records.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { firstAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import {
  deleteRetiredKeys,
  forgetKeys,
  type KeyOwner,
  makeNextKeys,
  takeOver,
  waitingSince,
} from '../store/dkim-keys.ts'
import { type Domain, findDomain, updateDomain } from '../store/domains.ts'
import { type Actor, appendEvent, SYSTEM } from '../store/events.ts'

/**
 * Begins to give a domain of an account new keys; where that was begun, nothing changes. Throws AppError `not_found`,
 * and `conflict` for a domain that is not proved yet: its keys have signed nothing.
 */
export async function rotateDomainKeys(context: Context, principal: Principal, id: string): Promise<Domain> {
  const { database } = context
  const domain = await findDomain(database.reader, principal.accountId, id)
  if (domain === undefined) throw new AppError('not_found')
  if (domain.state === 'pending') {
    throw new AppError('conflict', {
      message: `${domain.domain} is not verified yet: its keys have signed nothing.`,
      fix: 'Publish the records of its present keys first (GET /v1/domains/{id}).',
    })
  }
  const owner = { domain: domain.domain, domainId: domain.id }
  await makeNextKeys(database, owner, async (writer) => {
    await tell(writer, principal.accountId, principal.actor, domain.id, 'domain.rotation_begun', {
      domain: domain.domain,
    })
    const read = await findDomain(writer.db, principal.accountId, id)
    if (read !== undefined) await updateDomain(writer, read, { check_at: writer.now })
  })
  context.wake()
  return (await findDomain(database.reader, principal.accountId, id)) ?? domain
}

/** The same for the domain of the server. */
export async function rotateOwnKeys(context: Context, operator: Principal): Promise<void> {
  const { domain } = context.config
  await makeNextKeys(context.database, { domain, domainId: '' }, (writer) =>
    tell(writer, operator.accountId, operator.actor, operator.accountId, 'domain.rotation_begun', { domain }),
  )
}

/** Lets new keys of the server's own domain sign whose records are there by now. Returns how many. */
export async function finishOwnRotation(context: Context): Promise<number> {
  const { database, config } = context
  await database.write((writer) => deleteRetiredKeys(writer))
  const owner: KeyOwner = { domain: config.domain, domainId: '' }
  if ((await waitingSince(database.reader, owner)) === null) return 0
  const records = await lookUpRecords(context, await wantedOf(context, owner))
  const seen = records.filter(({ purpose, status }) => purpose.endsWith('_next') && status === 'verified')
  const account = await firstAccount(database.reader)
  if (seen.length === 0 || account === undefined) return 0
  await database.write(async (writer) => {
    for (const { name } of seen) {
      const selector = name.split('.')[0] ?? ''
      const taken = await takeOver(writer, owner, selector)
      if (taken === null) continue
      const metadata = { domain: config.domain, selector, ...taken }
      await tell(writer, account.id, SYSTEM, account.id, 'domain.key_rotated', metadata)
    }
  })
  forgetKeys(database, owner)
  return seen.length
}

async function tell(
  writer: Writer,
  accountId: string,
  actor: Actor,
  resourceId: string,
  action: 'domain.rotation_begun' | 'domain.key_rotated',
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: resourceId === accountId ? 'account' : 'domain',
    resourceId,
    actor,
    metadata,
  })
}
