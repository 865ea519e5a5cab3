/** The DNS records that a domain needs here, and how they stand. */

import { hash } from 'node:crypto'
import type { Context } from './context.ts'
import { canonicalDomain } from './core/address.ts'
import {
  type CheckedRecord,
  checkRecords,
  type StsWanted,
  uncheckedRecords,
  type Wanted,
} from './core/dns-records.ts'
import { stsPolicyId, stsPolicyText } from './core/mta-sts-policy.ts'
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
    mxHost: mxHostOf(context),
    mechanisms: config.spf,
    keys: await publicDkimKeys(context.database, owner),
    reportsTo: config.operatorEmail,
    sts: stsWanted(context),
  }
}

/** The name of the host that mail comes in at. */
export const mxHostOf = ({ config }: Context): string => config.mxHost ?? config.domain

function stsWanted(context: Context): StsWanted | null {
  const { config, publicUrl } = context
  if (config.mtaSts === 'none') return null
  const text = stsPolicyText(config.mtaSts, mxHostOf(context))
  const { hostname } = new URL(publicUrl)
  const isName = canonicalDomain(hostname) !== null && hostname.includes('.')
  return {
    id: stsPolicyId(text, (one) => hash('sha256', one, 'hex')),
    webHost: isName ? hostname : null,
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
  return unchecked.map((record) => {
    const { type, name, value } = record
    const known = last.find((one) => one.type === type && one.name === name && one.value === value)
    if (known === undefined) return record
    // What it is for may have changed since, as when a key takes over.
    const { status, found, problem } = known
    return { ...record, status, found, problem }
  })
}
