/** `multimail domains`, `domains add`, `domains verify`, `domains rotate`, `domains remove`. */

import { addDomain, removeDomain, verifyDomain } from '../actions/manage-domain.ts'
import { recordReading } from '../actions/read-message.ts'
import { finishOwnRotation, rotateDomainKeys, rotateOwnKeys } from '../actions/rotate-dkim.ts'
import type { Context } from '../context.ts'
import { canonicalDomain } from '../core/address.ts'
import { lookUpRecords, recordsOf, wantedOf } from '../domain-records.ts'
import { domainOf } from '../http/domain-wire.ts'
import type { Principal } from '../store/access.ts'
import { type KeyOwner, publicDkimKeys } from '../store/dkim-keys.ts'
import { type Domain, findOwnDomain, listDomains } from '../store/domains.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'
import { isReady, recordLines, verdictOn } from './domain-lines.ts'
import { moment, table } from './table.ts'
import { withOperator } from './with-context.ts'

const mark = (flag: number) => (flag === 1 ? '✓' : '✗')

export const domainsCommand: Command = {
  usage: '',
  help: `  multimail domains`,
  async run(invocation) {
    takeArguments('domains', invocation, [])
    return withOperator(false, async (context, operator) => {
      const domains = await listDomains(context.database.reader, operator.accountId)
      await recordReading(context, operator, {
        action: 'domain.listed',
        resourceType: 'account',
        resourceId: operator.accountId,
        mailboxId: null,
      })
      const rows = domains.map((one) => [
        one.domain,
        one.state,
        mark(one.dkim_verified),
        mark(one.spf_verified),
        mark(one.mx_verified),
        mark(one.return_path_verified),
        one.checked_at === null ? '' : moment(one.checked_at),
      ])
      const answer = await Promise.all(
        domains.map(async (one) => domainOf(one, await recordsOf(context, one))),
      )
      const headings = ['DOMAIN', 'STATE', 'DKIM', 'SPF', 'MX', 'RETURN PATH', 'CHECKED']
      const text =
        rows.length === 0
          ? `No domain yet: mailboxes are at ${context.config.domain}. See \`multimail domains add\`.`
          : table(headings, rows)
      print(invocation, { domains: answer }, text)
      return 0
    })
  },
}

export const domainsAddCommand: Command = {
  usage: 'DOMAIN',
  help: `Publish the records where the DNS of the domain is kept. A server that runs looks for them by itself.

  multimail domains add example.com`,
  async run(invocation) {
    const { DOMAIN: name } = takeArguments('domains add', invocation, ['DOMAIN'])
    return withOperator(false, async (context, operator) => {
      const { domain } = await addDomain(context, operator, name)
      await show(context, invocation, domain)
      return 0
    })
  },
}

export const domainsVerifyCommand: Command = {
  usage: 'DOMAIN',
  help: `Ends with 1 while a record that is needed is not there.

  multimail domains verify example.com`,
  async run(invocation) {
    const { DOMAIN: name } = takeArguments('domains verify', invocation, ['DOMAIN'])
    return withOperator(false, async (context, operator) => {
      const { id } = await requireDomain(context, operator, name)
      return (await show(context, invocation, await verifyDomain(context, operator, id))) ? 0 : 1
    })
  },
}

export const domainsRemoveCommand: Command = {
  usage: 'DOMAIN',
  help: `  multimail domains remove example.com`,
  async run(invocation) {
    const { DOMAIN: name } = takeArguments('domains remove', invocation, ['DOMAIN'])
    return withOperator(false, async (context, operator) => {
      const { id } = await requireDomain(context, operator, name)
      const { domain } = await removeDomain(context, operator, id)
      print(invocation, { status: 'deleted', id, domain }, `${domain} is given up.`)
      return 0
    })
  },
}

export const domainsRotateCommand: Command = {
  usage: 'DOMAIN',
  help: `Publish the records named "DKIM next". The old keys sign until the new records are there, which a server that runs
looks for by itself, and so does this command when it is given again. Leave the old records published for a week more.
DOMAIN is one of the account, or that of the server.

  --again   also when new keys took over less than a week ago

  multimail domains rotate example.com`,
  options: { again: { type: 'boolean' } },
  async run(invocation) {
    const { DOMAIN: name } = takeArguments('domains rotate', invocation, ['DOMAIN'])
    return withOperator(false, async (context, operator) => {
      if (canonicalDomain(name) === context.config.domain) return rotateOwn(invocation, context, operator)
      const { id, domain } = await requireDomain(context, operator, name)
      if (await isToBegin(context, invocation, { domain, domainId: id }))
        await rotateDomainKeys(context, operator, id)
      await show(context, invocation, await verifyDomain(context, operator, id))
      return 0
    })
  },
}

/** Whether new keys are to be made: not where some took over lately, so that a look does not begin all over again. */
async function isToBegin(context: Context, invocation: Invocation, owner: KeyOwner): Promise<boolean> {
  if (invocation.options.again === true) return true
  return (await publicDkimKeys(context.database, owner)).every(({ state }) => state !== 'retired')
}

async function rotateOwn(invocation: Invocation, context: Context, operator: Principal): Promise<number> {
  const owner = { domain: context.config.domain, domainId: '' }
  if (await isToBegin(context, invocation, owner)) await rotateOwnKeys(context, operator)
  const switched = await finishOwnRotation(context)
  const { domain } = context.config
  const records = await lookUpRecords(context, await wantedOf(context, { domain, domainId: '' }))
  const text = `${recordLines(records)}\n\n${switched > 0 ? 'The new keys sign from now on.' : verdictOn(records)}`
  print(invocation, { domain, switched, dns_records: records }, text)
  return 0
}

async function requireDomain(context: Context, { accountId }: Principal, name: string): Promise<Domain> {
  const domain = canonicalDomain(name)
  const found = domain === null ? undefined : await findOwnDomain(context.database.reader, accountId, domain)
  if (found === undefined) throw new CommandError(`${name} is no domain here. See \`multimail domains\`.`)
  return found
}

/** Prints a domain with its records; whether it is ready. */
async function show(context: Context, invocation: Invocation, domain: Domain): Promise<boolean> {
  const records = await recordsOf(context, domain)
  const text = `${domain.domain} is ${domain.state}.\n\n${recordLines(records)}\n\n${verdictOn(records)}`
  print(invocation, domainOf(domain, records), text)
  return isReady(records)
}
