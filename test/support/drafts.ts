/** A server and short ways to write, change and send drafts in a mailbox that is fresh for each test. */

import type { Mode } from '../../src/core/oversight.ts'
import type { Scope } from '../../src/core/scopes.ts'
import { OPERATOR } from '../../src/store/events.ts'
import { addKey } from '../../src/store/keys.ts'
import { insertMailbox, newMailbox, updateMailbox } from '../../src/store/mailboxes.ts'
import { startTestServer } from './server.ts'

/** Everything a draft can have. */
export const FULL = {
  to: ['Ada Lovelace <ada@example.com>', 'bob@example.org'],
  cc: 'carol@example.com',
  bcc: ['"Doe, Dan" <dan@example.com>'],
  reply_to: 'desk@example.com',
  subject: 'Plans',
  markdown: 'Hello **all**',
  attachments: [{ name: 'a.txt', content_base64: 'aGVsbG8=', content_type: 'text/plain' }],
}

/** Enough to be sent. */
export const READY = { to: ['ada@example.com'], subject: 'Plans', markdown: 'Hello' }

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** Starts a server; calls are made with the agent's live key, in the mailbox of the last `freshMailbox`. */
export async function openDesk() {
  const app = await startTestServer()
  const { agent, reviewer } = app.made.keys
  const { database } = app.context
  let box = app.made.mailbox.id
  let count = 0
  const path = (rest: unknown = '') => `/v1/mailboxes/${box}/drafts${rest}`
  const one = (id: unknown) => path(`/${id}`)
  return {
    app,
    agent,
    box: () => box,
    /** Makes a `gated_send` mailbox and goes on in it; returns its id. */
    async freshMailbox(): Promise<string> {
      box = await database.write(async (writer) => {
        const given = { accountId: app.made.account.id, displayName: null, approvalTtl: 3600 }
        const mailbox = newMailbox(writer, { ...given, address: `box${count++}@multimail.localhost` })
        await insertMailbox(writer, mailbox)
        return mailbox.id
      })
      return box
    },
    setMode: (mode: Mode) => database.write((writer) => updateMailbox(writer, box, { mode })),
    makeKey: (scopes: Scope[], mailboxIds: string[] | null = null) =>
      database.write(async (writer) => {
        const maker = { accountId: app.made.account.id, actor: OPERATOR }
        const name = `key ${count++}`
        return (await addKey(writer, maker, { name, scopes, test: false, mailboxIds })).raw
      }),
    create: (body?: object, key = agent) => app.call(key, 'POST', path(), body),
    list: (query = '', key = agent) => app.call(key, 'GET', path(query)),
    get: (id: unknown, key = agent) => app.call(key, 'GET', one(id)),
    patch: (id: unknown, body: object, key = agent) => app.call(key, 'PATCH', one(id), body),
    remove: (id: unknown, key = agent) => app.call(key, 'DELETE', one(id)),
    send: (id: unknown, body?: object, key = agent) => app.call(key, 'POST', `${one(id)}/send`, body),
    email: (id: unknown, key = agent) => app.call(key, 'GET', `/v1/emails/${id}`),
    async emails(): Promise<unknown[]> {
      const { body } = await app.call(agent, 'GET', `/v1/mailboxes/${box}/emails`)
      return body.emails as unknown as unknown[]
    },
    /** Ids of what waits for a person in this mailbox. */
    async pending(): Promise<string[]> {
      const { body } = await app.call(reviewer, 'GET', '/v1/oversight/pending?limit=100')
      const pending = body.pending as unknown as { id: string; mailbox_id: string }[]
      return pending.filter(({ mailbox_id }) => mailbox_id === box).map(({ id }) => id)
    },
  }
}
