/** The DNS records that a domain needs here, and how they stand. */

import type { Context } from './context.ts'
import {
  type CheckedRecord,
  checkRecords,
  expectedRecords,
  uncheckedRecords,
  type Wanted,
} from './core/dns-records.ts'
import { judgeByDns } from './mail/ask-dns.ts'
import { publicDkimKeys } from './store/dkim-keys.ts'
import type { Domain } from './store/domains.ts'

/** What a domain should have; `domainId` is '' for the server's own. Its keys are made if there are none. */
export async function wantedOf(
  context: Context,
  owner: { readonly domain: string; readonly domainId: string },
): Promise<Wanted> {
  const { config } = context
  return {
    domain: owner.domain,
    ownDomain: config.domain,
    mxHost: config.mxHost ?? config.domain,
    mechanisms: config.spf,
    keys: await publicDkimKeys(context.database, owner),
    reportsTo: config.operatorEmail,
  }
}

/** Looks every record up. */
export async function lookUpRecords(context: Context, wanted: Wanted): Promise<CheckedRecord[]> {
  return judgeByDns(context.resolve, (facts) => checkRecords(wanted, facts))
}

/** The records of a domain as the last check found them; one that is to be otherwise now counts as unchecked. */
export async function recordsOf(context: Context, domain: Domain): Promise<CheckedRecord[]> {
  const wanted = await wantedOf(context, { domain: domain.domain, domainId: domain.id })
  const last = JSON.parse(domain.records_json ?? '[]') as CheckedRecord[]
  const unchecked = uncheckedRecords(wanted)
  return expectedRecords(wanted).flatMap(({ purpose, name, value }) => {
    const known = last.find((one) => one.purpose === purpose && one.name === name && one.value === value)
    const record = known ?? unchecked.find((one) => one.purpose === purpose)
    return record === undefined ? [] : [record]
  })
}
