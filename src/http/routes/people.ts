/** The people of an account: who may sign in at the console, and as what. */

import { z } from '@hono/zod-openapi'
import {
  changePerson,
  changesPowers,
  inviteAgain,
  invitePerson,
  type PersonChanges,
  removePerson,
} from '../../actions/manage-person.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { canonicalAddress, isAddress } from '../../core/address.ts'
import { ROLES } from '../../core/people.ts'
import { AppError } from '../../errors.ts'
import { findAccount } from '../../store/accounts.ts'
import { isOperatorOf, type ListedPerson, listPeople } from '../../store/people.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint, type Reply } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { flag, headerText, idField, optional } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { iso } from '../wire.ts'

const TAG = 'People'

const MemberSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    status: z.enum(['invited', 'active']),
    is_oversight_address: z.boolean(),
    invited_by: z.string(),
    created_at: z.string().openapi({ format: 'date-time' }),
    last_seen_at: z.string().nullable().openapi({ format: 'date-time' }),
    has_passkey: z.boolean(),
    has_totp: z.boolean(),
  })
  .openapi('Member')

const params = z.object({ id: idField })
const name = headerText(100)

function memberOf(person: ListedPerson, oversightEmail: string) {
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    role: person.role,
    status: person.joined_at === null ? 'invited' : 'active',
    is_oversight_address: isOperatorOf({ oversight_email: oversightEmail }, person),
    invited_by: person.invited_by,
    created_at: iso(person.created_at),
    last_seen_at: person.last_seen_at === null ? null : iso(person.last_seen_at),
    has_passkey: person.passkeys > 0,
    has_totp: person.totp_confirmed_at !== null,
  } as const
}

/** The people of an account as clients see them. */
export async function membersOf(context: Context, accountId: string) {
  const { reader } = context.database
  const account = await findAccount(reader, accountId)
  const people = await listPeople(reader, accountId)
  return people.map((person) => memberOf(person, account?.oversight_email ?? ''))
}

async function memberAnswer(context: Context, accountId: string, id: string) {
  const member = (await membersOf(context, accountId)).find((one) => one.id === id)
  if (member === undefined) throw new AppError('not_found')
  return member
}

/** Adds the routes. */
export function addPeopleRoutes(app: App, context: Context): void {
  addListRoute(app, context)
  addInviteRoutes(app, context)
  addChangeRoute(app, context)
  addRemoveRoute(app, context)
}

function addListRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/people',
    scopes: ['admin'],
    tag: TAG,
    summary: 'Who may sign in at the console',
    answer: z.object({ people: z.array(MemberSchema), cursor: z.null() }),
    async handle({ principal }) {
      requireWholeAccount(principal)
      const people = await membersOf(context, principal.accountId)
      await recordReading(context, principal, {
        action: 'person.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
      })
      return { body: { people, cursor: null } }
    },
  })
}

function addInviteRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/people',
    scopes: ['admin'],
    tag: TAG,
    summary: 'Invite a person, who gets a mail',
    description: 'Needs the operator. `owner`: everything; `reviewer`: reads and decides; `viewer`: reads.',
    body: z.object({
      email: z.string().max(254).refine(isAddress, 'is not a mail address'),
      name: optional(name),
      role: z.enum(ROLES),
      approval_code: approvalCode,
    }),
    status: 201,
    asksOperator: true,
    answer: MemberSchema,
    errors: ['sign_in_again', 'conflict'],
    async handle({ principal, body, from }) {
      requireWholeAccount(principal)
      const email = canonicalAddress(body.email)
      const invitation = { email, name: body.name ?? '', role: body.role }
      const question = {
        action: 'person.invite',
        resourceId: principal.accountId,
        mailboxId: null,
        request: invitation,
        text: `Let ${email} sign in at the console of this account as ${body.role}.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, async (leave) => {
        const { person, isNew } = await invitePerson(context, principal, invitation, leave)
        const member = await memberAnswer(context, principal.accountId, person.id)
        return { status: isNew ? 201 : 200, body: member }
      })
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/people/{id}/invite',
    scopes: ['admin'],
    tag: TAG,
    summary: 'Mail the invitation again',
    params,
    body: z.object({}),
    answer: MemberSchema.extend({ status: z.enum(['invited', 'active']) }),
    async handle({ principal, params: { id } }) {
      requireWholeAccount(principal)
      if (principal.test === 1) throw new AppError('live_key_only')
      await inviteAgain(context, principal, id)
      return { body: await memberAnswer(context, principal.accountId, id) }
    },
  })
}

function addChangeRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'patch',
    path: '/v1/people/{id}',
    scopes: ['admin'],
    tag: TAG,
    summary: 'Change a person',
    description:
      'Another `role`, and `reset_sign_in` (password, authenticator app and passkeys are taken away), need the operator and sign the person out everywhere.',
    params,
    body: z.object({
      name: optional(name),
      role: optional(z.enum(ROLES)),
      reset_sign_in: optional(flag),
      approval_code: approvalCode,
    }),
    asksOperator: true,
    answer: MemberSchema,
    errors: ['sign_in_again', 'conflict'],
    async handle({ principal, params: { id }, body, from }) {
      requireWholeAccount(principal)
      if (principal.test === 1) throw new AppError('live_key_only')
      const changes: PersonChanges = {
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(body.role === undefined ? {} : { role: body.role }),
        ...(body.reset_sign_in === undefined ? {} : { resetSignIn: body.reset_sign_in }),
      }
      const { email, role } = await memberAnswer(context, principal.accountId, id)
      const act = async (leave: Parameters<typeof changePerson>[4]): Promise<Reply> => {
        await changePerson(context, principal, id, changes, leave)
        return { body: await memberAnswer(context, principal.accountId, id) }
      }
      if (!changesPowers(changes)) return act(null)
      const reset = changes.resetSignIn === true ? ' What they sign in with would be taken away.' : ''
      const question = {
        action: 'person.change',
        resourceId: id,
        mailboxId: null,
        request: changes,
        text: `Change ${email}, who is ${role}${changes.role === undefined ? '' : `, to ${changes.role}`}.${reset}`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, act)
    },
  })
}

function addRemoveRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/people/{id}',
    scopes: ['admin'],
    tag: TAG,
    summary: 'Remove a person, who is signed out everywhere at once',
    params,
    answer: z.object({ status: z.literal('deleted'), id: z.string(), email: z.string() }),
    errors: ['conflict', 'live_key_only'],
    async handle({ principal, params: { id } }) {
      requireWholeAccount(principal)
      if (principal.test === 1) throw new AppError('live_key_only')
      const { email } = await removePerson(context, principal, id)
      return { body: { status: 'deleted', id, email } }
    },
  })
}
