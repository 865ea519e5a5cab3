/** Somebody who uses the n8n node: performs its operations with a key, and keeps what was tried. */

import type { Json } from '../support/server.ts'
import type { Item, N8nPackage, Values } from './n8n-package.ts'
import { type Caller, perform, type Sent } from './n8n-routing.ts'

/** A mail with a file, as it comes in. */
export const INBOUND = [
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

export interface Actor {
  /** Every request that was made. */
  readonly sent: Sent[]
  /** `resource.operation`, and `resource.operation.field.inner` for each parameter that was filled in. */
  readonly used: Set<string>
  callerOf(apiKey: string, baseUrl?: string): Caller
  /** Performs an operation; gives its items. */
  items(
    key: string,
    resource: string,
    operation: string,
    more?: Values,
    item?: Item,
  ): Promise<readonly Item[]>
  /** The same, only their JSON. */
  act(key: string, resource: string, operation: string, more?: Values, item?: Item): Promise<Json[]>
}

const COLLECTIONS = ['options', 'filters', 'changes']

/** @param url of the server. */
export function createActor(n8n: N8nPackage, url: string): Actor {
  const actor: Actor = {
    sent: [],
    used: new Set(),
    callerOf: (apiKey, baseUrl = `${url}/`) => ({
      credential: n8n.credential,
      credentials: { apiKey, baseUrl },
      sent: actor.sent,
    }),
    items(key, resource, operation, more = {}, item) {
      actor.used.add(`${resource}.${operation}`)
      for (const [name, value] of Object.entries(more)) {
        const inner = COLLECTIONS.includes(name) ? Object.keys(value as Values) : ['']
        for (const one of inner) actor.used.add(`${resource}.${operation}.${name}.${one}`)
      }
      return perform(n8n.node, actor.callerOf(key), { resource, operation, ...more }, item)
    },
    async act(...given) {
      return (await actor.items(...given)).map(({ json }) => json as Json)
    },
  }
  return actor
}
