/** Somebody who uses the Make app: connections for agent, reviewer and operator, and mail to work with. */

import type { TestServer } from '../support/server.ts'
import { type Connection, Make } from './make-runtime/make.ts'
import { loadApp, type Values } from './make-runtime/package.ts'

/** A mail with a file, as it comes in. */
const INBOUND = [
  'From: Ada <ada@example.com>',
  'To: agent@multimail.localhost',
  'Subject: The plan',
  'Message-ID: <plan@example.com>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Here is the zebra plan.',
  '--b',
  'Content-Type: text/csv; name="a b%.csv"',
  'Content-Disposition: attachment; filename="a b%.csv"',
  '',
  'one,two',
  '--b--',
  '',
].join('\r\n')

export interface MakeUser {
  readonly make: Make
  readonly agent: Connection
  readonly reviewer: Connection
  readonly operator: Connection
  readonly mailboxId: string
  /** Runs a module that gives one bundle. */
  one(connection: Connection, id: string, given?: Values): Promise<Values>
  /** Hands in a mail to Ada; gives its id, when it waits. */
  write(given?: Values): Promise<string>
  /** A mail with a file comes in; gives its id. */
  arrive(): Promise<string>
}

/** @param server on which the three connections are made, with test keys. */
export async function createUser(server: TestServer): Promise<MakeUser> {
  const make = new Make(await loadApp())
  const { keys, mailbox } = server.made
  const connect = (apiKey: string) => make.connect({ baseUrl: server.url, apiKey })
  const made = await server.call(keys.admin, 'POST', '/v1/keys', {
    name: 'Make',
    scopes: ['read', 'admin'],
    test: true,
  })
  const user: MakeUser = {
    make,
    agent: await connect(keys.test_agent),
    reviewer: await connect(keys.test_reviewer),
    operator: await connect(String(made.body.key)),
    mailboxId: mailbox.id,
    async one(...given) {
      const items = await make.run(...given)
      if (items.length !== 1) throw new Error(`${given[1]} gave ${items.length} bundles`)
      return items[0] as Values
    },
    async write(given = {}) {
      const mail = { mailboxId: mailbox.id, to: ['ada@example.com'], subject: 'A plan', markdown: 'The text' }
      const { id } = await user.one(user.agent, 'sendEmail', { ...mail, ...given })
      await server.drain()
      return String(id)
    },
    async arrive() {
      const raw = Buffer.from(INBOUND).toString('base64')
      const body = { mailbox_id: mailbox.id, raw_base64: raw }
      const answer = await server.call(keys.test_agent, 'POST', '/v1/test/inbound', body)
      await server.drain()
      return String(answer.body.id)
    },
  }
  return user
}
