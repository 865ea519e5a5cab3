/**
 * Whose rows may be seen. Every finder of something that belongs to somebody takes an {@link Access}: what is
 * another account's, another mailbox's or of the other environment is not found, as if it did not exist.
 */

import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import { OVERSIGHT_STATES } from '../core/oversight.ts'
import type { Role } from '../core/people.ts'
import { mayRead, SCOPES, type Scope } from '../core/scopes.ts'
import { type Actor, OPERATOR } from './events.ts'
import type { Schema } from './schema.ts'

export interface Access {
  readonly accountId: string
  /** 1: the set of test mail, 0: live mail. */
  readonly test: number
  /** The mailboxes it is limited to, or null for all of the account. */
  readonly mailboxIds: readonly string[] | null
  /** Whether inbound mail that waits for approval may be seen. */
  readonly seesHeld: boolean
}

/** Whether a mailbox is within reach. */
export function reaches(access: Access, mailboxId: string): boolean {
  return access.mailboxIds === null || access.mailboxIds.includes(mailboxId)
}

type MessageExpressions = ExpressionBuilder<Schema, 'messages'>

/** Messages of this account and environment, in mailboxes within reach. */
export function ownMessages(access: Access) {
  return (eb: MessageExpressions): ExpressionWrapper<Schema, 'messages', SqlBool> => {
    const conditions = [
      eb('messages.account_id', '=', access.accountId),
      eb('messages.test', '=', access.test),
    ]
    if (access.mailboxIds !== null) {
      // An empty IN list is not SQL; no mailbox has an empty id.
      conditions.push(eb('messages.mailbox_id', 'in', ['', ...access.mailboxIds]))
    }
    return eb.and(conditions)
  }
}

/** States in which inbound mail may be read by those who may not see held mail. */
const READABLE = OVERSIGHT_STATES.filter((state) => mayRead('inbound', state, false))

/** Own messages, less inbound mail that was not released unless held mail may be seen. */
export function visibleMessages(access: Access) {
  return (eb: MessageExpressions): ExpressionWrapper<Schema, 'messages', SqlBool> => {
    const own = ownMessages(access)(eb)
    if (access.seesHeld) return own
    return eb.and([
      own,
      eb.or([eb('messages.direction', '=', 'outbound'), eb('messages.state', 'in', READABLE)]),
    ])
  }
}

/** Somebody who acts: what they may see, what they may do, and the name the audit log gives them. */
export interface Principal extends Access {
  readonly scopes: readonly Scope[]
  readonly actor: Actor
  /** The session of a person who is signed in; absent for everybody else. */
  readonly session?: SignedIn
}

/** A person who is signed in. */
export interface SignedIn {
  readonly id: string
  readonly personId: string
  /** Canonical. */
  readonly email: string
  readonly role: Role
  /** When they last proved who they are, epoch ms. */
  readonly confirmedAt: number
}

/** The operator at the terminal of the server: everything of one account, in one environment. */
export function operatorOf(accountId: string, test: number): Principal {
  return { accountId, test, mailboxIds: null, seesHeld: true, scopes: SCOPES, actor: OPERATOR }
}

/** A reviewer who came by the link in an oversight mail: sees and decides what the link is about. */
export function reviewerOf(
  link: { readonly account_id: string; readonly reviewer: string },
  message: { readonly mailbox_id: string; readonly test: number },
): Principal {
  return {
    accountId: link.account_id,
    test: message.test,
    mailboxIds: [message.mailbox_id],
    seesHeld: true,
    scopes: ['oversight'],
    actor: linkActor(link.reviewer),
  }
}

/** Who came by a link: a person, or whoever reads a subscription, `webhook:` and its id. */
export function linkActor(reviewer: string): Actor {
  const name = `link:${reviewer}`
  return reviewer.startsWith('webhook:') ? { keyId: null, name } : { keyId: null, name, person: reviewer }
}
