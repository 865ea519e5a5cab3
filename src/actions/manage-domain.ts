/** Claiming a domain, proving it by its DNS records, looking again, giving it up (contract §9). */

import type { Context } from '../context.ts'
import { canonicalDomain } from '../core/address.ts'
import type { CheckedRecord, RecordPurpose } from '../core/dns-records.ts'
import { DOMAIN_TRANSITIONS, type DomainNews, findingOf, nextCheckWait } from '../core/domain-state.ts'
import type { EventAction } from '../core/events.ts'
import { lookUpRecords, wantedOf } from '../domain-records.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { deleteRetiredKeys, forgetKeys, publicDkimKeys, takeOver } from '../store/dkim-keys.ts'
import {
  countMailboxesAt,
  type Domain,
  deleteDomain,
  findDomain,
  findHolder,
  findOwnDomain,
  insertDomain,
  listDomains,
  listDueDomains,
  updateDomain,
} from '../store/domains.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import { queueNotice } from '../store/notices.ts'

/** An account claims at most so many. */
const MAX_DOMAINS = 100
/** While new keys wait for their records, they are looked for at least this often, in ms. */
const KEYS_LOOKED_FOR_MS = 15 * 60_000
/** Looked at in one round. */
const BATCH = 5

/**
 * Claims a domain; one that the account claims already is returned. Throws AppError `bad_request`, `domain_in_use`,
 * `conflict`.
 */
export async function addDomain(
  context: Context,
  principal: Principal,
  given: string,
): Promise<{ readonly domain: Domain; readonly isNew: boolean }> {
  const name = canonicalDomain(given.trim())
  if (name === null || !name.includes('.')) throw badField('domain', `is not a domain name: "${given}"`)
  if (name === context.config.domain) throw badField('domain', 'is the domain of this server itself')
  const { accountId } = principal
  const added = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'domains')
    const present = await findOwnDomain(writer.db, accountId, name)
    if (present !== undefined) return { domain: present, isNew: false }
    if ((await findHolder(writer.db, name)) !== undefined) throw new AppError('domain_in_use')
    if ((await listDomains(writer.db, accountId)).length >= MAX_DOMAINS)
      throw new AppError('conflict', { message: `The account has ${MAX_DOMAINS} domains already.` })
    const domain = claimOf(writer, accountId, name)
    await insertDomain(writer, domain)
    await record(writer, domain, 'domain.created', principal.actor)
    return { domain, isNew: true }
  })
  await publicDkimKeys(context.database, { domain: name, domainId: added.domain.id })
  context.wake()
  return added
}

function claimOf(writer: Writer, accountId: string, domain: string): Domain {
  return {
    id: writer.newId(),
    account_id: accountId,
    domain,
    state: 'pending',
    dkim_verified: 0,
    ed25519_verified: 0,
    spf_verified: 0,
    mx_verified: 0,
    return_path_verified: 0,
    records_json: null,
    checks: 0,
    check_at: writer.now,
    checked_at: null,
    failing_since: null,
    created_at: writer.now,
    verified_at: null,
  }
}

/** Looks at the records of a domain now. Throws AppError `not_found`, `domain_in_use`. */
export async function verifyDomain(context: Context, principal: Principal, id: string): Promise<Domain> {
  const domain = await findDomain(context.database.reader, principal.accountId, id)
  if (domain === undefined) throw new AppError('not_found')
  const { isHeldElsewhere } = await check(context, domain)
  if (isHeldElsewhere) throw new AppError('domain_in_use')
  const now = await findDomain(context.database.reader, principal.accountId, id)
  if (now === undefined) throw new AppError('not_found')
  await context.database.write((writer) => record(writer, now, 'domain.checked', principal.actor))
  return now
}

/** Looks at the domains that are due. Returns how many. */
export async function recheckDomains(context: Context): Promise<number> {
  const due = await listDueDomains(context.database.reader, context.clock.now(), BATCH)
  await Promise.all(due.map((domain) => check(context, domain)))
  return due.length
}

/** Gives a domain up. Throws AppError `not_found`, and `conflict` while there are mailboxes at it. */
export async function removeDomain(context: Context, principal: Principal, id: string): Promise<Domain> {
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'domains')
    const domain = await findDomain(writer.db, principal.accountId, id)
    if (domain === undefined) throw new AppError('not_found')
    const mailboxes = await countMailboxesAt(writer.db, principal.accountId, domain.domain)
    if (mailboxes > 0) {
      throw new AppError('conflict', {
        message: `There are mailboxes at ${domain.domain}: ${mailboxes}.`,
        fix: 'End them first (DELETE /v1/mailboxes/{id}); their addresses are never given out again.',
      })
    }
    await deleteDomain(writer, domain)
    await record(writer, domain, 'domain.deleted', principal.actor)
    return domain
  })
}

/** One look at the DNS, and what follows from it. */
async function check(context: Context, domain: Domain): Promise<{ readonly isHeldElsewhere: boolean }> {
  const wanted = await wantedOf(context, { domain: domain.domain, domainId: domain.id })
  const records = await lookUpRecords(context, wanted)
  const owner = { domain: domain.domain, domainId: domain.id }
  const checked = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'domains')
    // A key that takes over at this look stands for the one before.
    const takesOver = records.some((one) => one.purpose === 'dkim_rsa_next' && one.status === 'verified')
    const required = records
      .filter((one) => one.required && !(takesOver && one.purpose === 'dkim_rsa'))
      .map(({ status }) => status)
    const finding = findingOf(required, domain.failing_since, writer.now)
    const [state, news] = DOMAIN_TRANSITIONS[domain.state][finding]
    const holder = state === 'pending' ? undefined : await findHolder(writer.db, domain.domain)
    const isHeldElsewhere = holder !== undefined && holder.id !== domain.id
    const next = isHeldElsewhere ? domain.state : state
    const checks = next === domain.state ? domain.checks + 1 : 1
    const switched = await switchKeys(writer, domain, records)
    const isWaiting = records.some((one) => one.purpose.endsWith('_next') && one.status !== 'verified')
    const wait = nextCheckWait(next, checks, context.random())
    const changes = {
      ...flagsOf(domain, records),
      ...switched,
      state: next,
      records_json: JSON.stringify(records),
      checks,
      checked_at: writer.now,
      check_at: writer.now + (isWaiting ? Math.min(wait, KEYS_LOOKED_FOR_MS) : wait),
      failing_since: next === 'failing' ? (domain.failing_since ?? writer.now) : null,
      verified_at: next === 'active' && domain.state !== 'active' ? writer.now : domain.verified_at,
    }
    const isOurs = await updateDomain(writer, domain, changes)
    if (isOurs && !isHeldElsewhere) await tell(context, writer, { ...domain, ...changes }, news, records)
    return { isHeldElsewhere }
  })
  forgetKeys(context.database, owner)
  return checked
}

/** Lets new keys sign whose records are there, and tells of it. Returns what is proved by that. */
async function switchKeys(
  writer: Writer,
  domain: Domain,
  records: readonly CheckedRecord[],
): Promise<Partial<Pick<Domain, 'dkim_verified' | 'ed25519_verified'>>> {
  await deleteRetiredKeys(writer)
  const owner = { domain: domain.domain, domainId: domain.id }
  const proved: Partial<Record<'dkim_verified' | 'ed25519_verified', number>> = {}
  for (const { purpose, status, name } of records) {
    if (!purpose.endsWith('_next') || status !== 'verified') continue
    const selector = name.split('.')[0] ?? ''
    const taken = await takeOver(writer, owner, selector)
    if (taken === null) continue
    proved[taken.algorithm === 'rsa' ? 'dkim_verified' : 'ed25519_verified'] = 1
    await record(writer, domain, 'domain.key_rotated', SYSTEM, { selector, ...taken })
  }
  return proved
}

const FLAGS: Readonly<Record<string, RecordPurpose>> = {
  dkim_verified: 'dkim_rsa',
  ed25519_verified: 'dkim_ed25519',
  spf_verified: 'spf',
  mx_verified: 'mx',
  return_path_verified: 'return_path',
}

type Flags = Pick<
  Domain,
  'dkim_verified' | 'ed25519_verified' | 'spf_verified' | 'mx_verified' | 'return_path_verified'
>

/** What is proved now; where the DNS does not answer, what was proved before still counts. */
function flagsOf(domain: Domain, records: readonly CheckedRecord[]): Flags {
  const flag = (name: keyof Flags) => {
    const status = records.find(({ purpose }) => purpose === FLAGS[name])?.status
    return status === 'unknown' ? domain[name] : status === 'verified' ? 1 : 0
  }
  return {
    dkim_verified: flag('dkim_verified'),
    ed25519_verified: flag('ed25519_verified'),
    spf_verified: flag('spf_verified'),
    mx_verified: flag('mx_verified'),
    return_path_verified: flag('return_path_verified'),
  }
}

const NEWS: Readonly<Record<Exclude<DomainNews, null>, EventAction>> = {
  verified: 'domain.verified',
  recovered: 'domain.verified',
  failing: 'domain.failing',
  lapsed: 'domain.lapsed',
}

async function tell(
  context: Context,
  writer: Writer,
  domain: Domain,
  news: DomainNews,
  records: readonly CheckedRecord[],
): Promise<void> {
  if (news === null) return
  const wrong = records.filter(({ required, status }) => required && status !== 'verified')
  const problems = wrong.map(
    ({ problem, type, name, value }) => `${problem} Publish ${type} ${name}: ${value}`,
  )
  // Subscribers learn from it which domain it is about.
  const found = problems.length === 0 ? 'Its records are as they must be.' : problems.join(' ')
  const reason = `${domain.domain}: ${found}`.slice(0, 2_000)
  await record(writer, domain, NEWS[news], SYSTEM, { reason })
  if (news !== 'failing' && news !== 'lapsed') return
  const account = await findAccount(writer.db, domain.account_id)
  if (account === undefined) return
  const what =
    news === 'failing'
      ? `The DNS records of \`${domain.domain}\` are not as they must be any more. Mail from its mailboxes goes on for 7 days, in the name of this server where the domain cannot sign. After that it waits.`
      : `\`${domain.domain}\` has not been verified for 7 days. Mail from its mailboxes is not sent until it is verified again; what waits for more than 5 days is given up.`
  await queueNotice(writer, {
    accountId: domain.account_id,
    test: 0,
    kind: 'news',
    subjectId: domain.id,
    recipient: account.oversight_email,
    text: `${what}\n\n${problems.map((problem) => `- ${problem.replaceAll('`', '')}`).join('\n')}\n\nAfter repairing it: \`multimail domains verify ${domain.domain}\`.`,
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
}

async function record(
  writer: Writer,
  domain: Domain,
  action: EventAction,
  actor: Principal['actor'],
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await appendEvent(writer, {
    accountId: domain.account_id,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'domain',
    resourceId: domain.id,
    actor,
    metadata: { domain: domain.domain, ...metadata },
  })
}
