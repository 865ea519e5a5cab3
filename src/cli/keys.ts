/** `multimail keys`, `keys add`, `keys revoke`. */

import { endKey, issueKey } from '../actions/manage-key.ts'
import { giveStandingApproval } from '../actions/manage-standing-approval.ts'
import { recordReading } from '../actions/read-message.ts'
import { STANDING_ACTIONS } from '../core/operator-actions.ts'
import { SCOPES, type Scope } from '../core/scopes.ts'
import { keyOf, standingApprovalOf } from '../http/wire.ts'
import { type Key, listKeys, mailboxIdsOf, scopesOf } from '../store/keys.ts'
import { lineOption, listOption, orMissing, takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { moment, table } from './table.ts'
import { requireMailbox, withOperator } from './with-context.ts'

export const keysCommand: Command = {
  usage: '',
  help: `Raw keys are stored hashed and cannot be shown again; their first characters tell them apart.
\`multimail keys add\` makes one, \`multimail keys revoke\` ends one.

  multimail keys
  multimail keys --json`,
  async run(invocation) {
    takeArguments('keys', invocation, [])
    return withOperator(false, async (context, operator) => {
      const keys = await listKeys(context.database.reader, operator.accountId)
      await recordReading(context, operator, {
        action: 'key.listed',
        resourceType: 'account',
        resourceId: operator.accountId,
        mailboxId: null,
        metadata: { count: keys.length },
      })
      const text = table(
        ['ID', 'NAME', 'BEGINS WITH', 'SCOPES', 'MAILBOXES', 'MADE', 'REVOKED'],
        keys.map(rowOf),
      )
      print(invocation, { keys: keys.map(keyOf) }, text)
      return 0
    })
  },
}

function rowOf(key: Key): string[] {
  return [
    key.id,
    key.name,
    `${key.prefix}…`,
    scopesOf(key).join(','),
    mailboxIdsOf(key)?.join(',') ?? 'all',
    moment(key.created_at),
    key.revoked_at === null ? '' : moment(key.revoked_at),
  ]
}

export const keysAddCommand: Command = {
  usage: '--name NAME --scopes SCOPES [--test] [--mailbox MAILBOX ...]',
  help: `  --name NAME         what the key is for; the audit log shows it
  --scopes SCOPES     read, send, oversight, admin, separated by commas; never send and oversight together
  --test              a test key: it has a set of mail of its own, and nothing it sends leaves the server
  --mailbox MAILBOX   limit the key to this mailbox (id or address); may be repeated

  multimail keys add --name crm --scopes read,send
  multimail keys add --name 'Ada, reviewer' --scopes read,oversight --mailbox agent@example.com`,
  options: {
    name: { type: 'string' },
    scopes: { type: 'string', multiple: true },
    test: { type: 'boolean' },
    mailbox: { type: 'string', multiple: true },
  },
  async run(invocation) {
    takeArguments('keys add', invocation, [])
    const name = lineOption(invocation, 'name', 100)
    if (name === null) throw new CommandError('--name is missing. See `multimail keys add --help`.')
    const scopes = (listOption(invocation, 'scopes') ?? []).map(readScope)
    if (scopes.length === 0)
      throw new CommandError(`--scopes is missing: one or more of ${SCOPES.join(', ')}.`)
    const mailboxes = listOption(invocation, 'mailbox')
    const test = invocation.options.test === true
    return withOperator(test, async (context, operator) => {
      const mailboxIds: string[] = []
      for (const mailbox of mailboxes ?? [])
        mailboxIds.push((await requireMailbox(context, operator, mailbox)).id)
      const { key, raw } = await issueKey(
        context,
        operator,
        {
          name,
          scopes: SCOPES.filter((scope) => scopes.includes(scope)),
          test,
          mailboxIds: mailboxes === null ? null : [...new Set(mailboxIds)],
        },
        { by: 'terminal' },
      )
      const text = `${raw}\n\nThe key "${name}" (${scopesOf(key).join(', ')}; id ${key.id}) is shown this once.`
      print(invocation, { ...keyOf(key), api_key: raw }, text)
      return 0
    })
  },
}

function readScope(text: string): Scope {
  const scope = SCOPES.find((candidate) => candidate === text)
  if (scope === undefined) throw new CommandError(`"${text}" is not a scope: there are ${SCOPES.join(', ')}.`)
  return scope
}

export const keysRevokeCommand: Command = {
  usage: 'KEY_ID',
  help: `KEY_ID is the id that \`multimail keys\` shows.

  multimail keys revoke 01KAQ3T9M8ZK6W0R4Y2F7VHX5B`,
  async run(invocation) {
    const { KEY_ID: id } = takeArguments('keys revoke', invocation, ['KEY_ID'])
    return withOperator(false, async (context, operator) => {
      const missing = `There is no key "${id}". See \`multimail keys\`.`
      const key = await orMissing(missing, () => endKey(context, operator, id, { by: 'terminal' }))
      print(invocation, keyOf(key), `The key "${key.name}" (${key.prefix}…) was revoked.`)
      return 0
    })
  },
}

export const keysAllowCommand: Command = {
  usage: 'KEY_ID ACTION [--host HOST]',
  help: `ACTION is one of ${STANDING_ACTIONS.join(', ')}.

  --host HOST   the domain it is limited to, *.example.com for everything below one; allowlist.add needs it

  multimail keys allow 01KAQ3T9M8ZK6W0R4Y2F7VHX5B allowlist.add --host example.org`,
  options: { host: { type: 'string' } },
  async run(invocation) {
    const given = takeArguments('keys allow', invocation, ['KEY_ID', 'ACTION'])
    const action = STANDING_ACTIONS.find((candidate) => candidate === given.ACTION)
    if (action === undefined)
      throw new CommandError(`"${given.ACTION}" is not one of ${STANDING_ACTIONS.join(', ')}.`)
    return withOperator(false, async (context, operator) => {
      const wanted = { keyId: given.KEY_ID, action, host: lineOption(invocation, 'host', 255) }
      const missing = `There is no key "${given.KEY_ID}". See \`multimail keys\`.`
      const approval = await orMissing(missing, () =>
        giveStandingApproval(context, operator, wanted, { by: 'terminal' }),
      )
      const where = approval.host === null ? '' : ` for ${approval.host}`
      const text = `The key may do ${approval.action}${where} without asking (id ${approval.id}).`
      print(invocation, standingApprovalOf(approval), text)
      return 0
    })
  },
}
