/** `multimail doctor DOMAIN`: every DNS record that a domain needs, what is there, and what to publish. */

import { canonicalDomain } from '../core/address.ts'
import { lookUpRecords, wantedOf } from '../domain-records.ts'
import { findOwnDomain } from '../store/domains.ts'
import { CommandError, type Invocation, print } from './command.ts'
import { isReady, recordLines, verdictOn } from './domain-lines.ts'
import { accountOfTerminal, withContext } from './with-context.ts'

/**
 * Looks at a domain: the server's own, or one that was claimed. Changes nothing but that keys are made for the
 * server's own domain, if it has none. Exit code. Throws {@link CommandError}.
 */
export async function examineDomain(invocation: Invocation, given: string): Promise<number> {
  const domain = canonicalDomain(given)
  if (domain === null) throw new CommandError(`"${given}" is not a domain name.`)
  return withContext(async (context, config) => {
    const account = await accountOfTerminal(context)
    const claim =
      account === undefined || domain === config.domain
        ? undefined
        : await findOwnDomain(context.database.reader, account.id, domain)
    if (claim === undefined && domain !== config.domain) {
      const way = `Claim it first: \`multimail domains add ${domain}\`.`
      throw new CommandError(`${domain} is not a domain of this server (${config.domain} is). ${way}`)
    }
    const wanted = await wantedOf(context, { domain, domainId: claim?.id ?? '' })
    const records = await lookUpRecords(context, wanted)
    const ok = isReady(records)
    print(
      invocation,
      { ok, domain, dns_records: records },
      `${recordLines(records)}\n\n${verdictOn(records)}`,
    )
    return ok ? 0 : 1
  })
}
