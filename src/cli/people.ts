/** `multimail people`, `people invite`, `people role`, `people remove`, and `sign-in`. */

import {
  changePerson,
  invitePerson,
  makeSignInCode,
  type PersonChanges,
  removePerson,
} from '../actions/manage-person.ts'
import { recordReading } from '../actions/read-message.ts'
import type { Context } from '../context.ts'
import { canonicalAddress } from '../core/address.ts'
import { ROLES, type Role } from '../core/people.ts'
import { membersOf } from '../http/routes/people.ts'
import type { Principal } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import { lineOption, orMissing, takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { moment, table } from './table.ts'
import { withOperator } from './with-context.ts'

const ROLES_HELP = `Roles: owner (everything), reviewer (reads mail and decides), viewer (reads mail).`

export const peopleCommand: Command = {
  usage: '',
  help: `The oversight address of the account may always sign in, as an owner; it is listed once it did.

  multimail people`,
  async run(invocation) {
    takeArguments('people', invocation, [])
    return withOperator(false, async (context, operator) => {
      const people = await membersOf(context, operator.accountId)
      await recordReading(context, operator, {
        action: 'person.listed',
        resourceType: 'account',
        resourceId: operator.accountId,
        mailboxId: null,
      })
      const rows = people.map(({ email, role, status, name, last_seen_at: seen }) => [
        email,
        role,
        status,
        name,
        seen === null ? '' : moment(Date.parse(seen)),
      ])
      print(invocation, { people }, table(['ADDRESS', 'ROLE', 'STATUS', 'NAME', 'LAST SEEN'], rows))
      return 0
    })
  },
}

function roleOf(text: string): Role {
  const role = ROLES.find((one) => one === text)
  if (role === undefined) throw new CommandError(`"${text}" is no role; there are ${ROLES.join(', ')}.`)
  return role
}

export const peopleInviteCommand: Command = {
  usage: 'ADDRESS ROLE',
  help: `${ROLES_HELP}

  --name NAME   how the console calls them

  multimail people invite ada@example.com reviewer --name Ada`,
  options: { name: { type: 'string' } },
  async run(invocation) {
    const given = takeArguments('people invite', invocation, ['ADDRESS', 'ROLE'])
    const role = roleOf(given.ROLE)
    const name = lineOption(invocation, 'name', 100) ?? ''
    return withOperator(false, async (context, operator) => {
      const invitation = { email: given.ADDRESS, name, role }
      const { person, isNew } = await invitePerson(context, operator, invitation, { by: 'terminal' })
      const answer = { id: person.id, email: person.email, role: person.role, new: isNew }
      const words = isNew ? 'is invited as' : 'is there already, as'
      print(invocation, answer, `${person.email} ${words} ${person.role}.`)
      return 0
    })
  },
}

/** The person with an address. Throws {@link CommandError}. */
async function requirePerson(context: Context, operator: Principal, address: string) {
  const people = await membersOf(context, operator.accountId)
  const found = people.find(({ email }) => email === canonicalAddress(address))
  if (found === undefined)
    throw new CommandError(`${address} is nobody of this account. See \`multimail people\`.`)
  return found
}

export const peopleRoleCommand: Command = {
  usage: 'ADDRESS [ROLE]',
  help: `${ROLES_HELP}

  --reset-sign-in   take away their password, authenticator app and passkeys: they lost them

  multimail people role ada@example.com viewer
  multimail people role ada@example.com --reset-sign-in`,
  options: { 'reset-sign-in': { type: 'boolean' } },
  async run(invocation) {
    const given = takeArguments('people role', invocation, ['ADDRESS', 'ROLE'], ['ROLE'])
    const resetSignIn = invocation.options['reset-sign-in'] === true
    if (given.ROLE === '' && !resetSignIn)
      throw new CommandError('ROLE is missing. See `multimail people role --help`.')
    return withOperator(false, async (context, operator) => {
      const { id, role } = await requirePerson(context, operator, given.ADDRESS)
      const changes: PersonChanges = { role: given.ROLE === '' ? role : roleOf(given.ROLE), resetSignIn }
      const changed = await changePerson(context, operator, id, changes, { by: 'terminal' })
      const answer = { id, email: changed.email, role: changed.role }
      print(invocation, answer, `${changed.email} is ${changed.role} and signed out everywhere.`)
      return 0
    })
  },
}

export const peopleRemoveCommand: Command = {
  usage: 'ADDRESS',
  help: `  multimail people remove ada@example.com`,
  async run(invocation) {
    const { ADDRESS: address } = takeArguments('people remove', invocation, ['ADDRESS'])
    return withOperator(false, async (context, operator) => {
      const { id, email } = await requirePerson(context, operator, address)
      await removePerson(context, operator, id)
      print(invocation, { status: 'deleted', id, email }, `${email} is removed and signed out everywhere.`)
      return 0
    })
  },
}

export const signInCommand: Command = {
  usage: '[ADDRESS]',
  help: `For the oversight address of the account, or another person of it. The link is good for 10 minutes and once; it asks
for no authenticator app, so that it also helps whoever lost theirs.

  multimail sign-in
  multimail sign-in ada@example.com`,
  async run(invocation) {
    const { ADDRESS: given } = takeArguments('sign-in', invocation, ['ADDRESS'], ['ADDRESS'])
    return withOperator(false, async (context, operator) => {
      const account = await findAccount(context.database.reader, operator.accountId)
      const address = given === '' ? (account?.oversight_email ?? '') : given
      const missing = `${address} may not sign in here. See \`multimail people\`.`
      const made = await orMissing(missing, () => makeSignInCode(context, operator, address))
      const { code, email, expiresAt } = made
      const url = `${context.publicUrl}/sign-in?email=${encodeURIComponent(email)}#code=${code}`
      const answer = { email, code, url, expires_at: new Date(expiresAt).toISOString() }
      const lines = [url, '', `Signs ${email} in, once, until ${moment(expiresAt)}. Code: ${code}`]
      print(invocation, answer, lines.join('\n'))
      return 0
    })
  },
}
