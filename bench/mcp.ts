/** Tools against the REST calls that they stand for, on the same server, in turns. */

import { post, type Target } from './http-load.ts'
import { comparison, progress, takeTurns } from './measure.ts'
import type { Benchmark } from './plan.ts'
import { setupOf, startOurs } from './server.ts'
import { bodies } from './texts.ts'

const CONNECTIONS = 16

/** The revisions of the protocol that clients speak; each says its own in its own way. */
const REVISIONS = ['2025-11-25', '2026-07-28'] as const
type Revision = (typeof REVISIONS)[number]

const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** The same call as a tool. */
function asTool(rest: Target, revision: Revision, name: string, args: () => object): Target {
  const isNew = revision === '2026-07-28'
  const headers = {
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': revision,
    ...(isNew ? { 'mcp-method': 'tools/call', 'mcp-name': name } : {}),
  }
  const meta = isNew ? { _meta: ENVELOPE } : {}
  let id = 0
  const body = () =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: ++id,
      method: 'tools/call',
      params: { name, arguments: args(), ...meta },
    })
  return { url: rest.url, path: '/mcp', key: rest.key, body, headers, status: 200 }
}

export const mcp: Benchmark = {
  name: 'mcp',
  about: 'calls of tools (send_email, search_emails) against the same calls by REST, one server, in turns',
  perDatabase: true,
  async run(plan, database) {
    const place = await database.place(plan.folder)
    const server = await startOurs(plan, place, `mcp-${database.name}`)
    const { mailbox, keys } = setupOf(server)
    const common = { url: server.url, key: keys.agent }
    const base = `/v1/mailboxes/${mailbox.id}`
    const texts = bodies()
    const args = { mailbox_id: mailbox.id }
    const calls = [
      {
        kind: 'send',
        rest: { ...common, path: `${base}/send`, body: texts, status: 202 },
        tool: 'send_email',
        args: () => ({ ...args, ...(JSON.parse(texts()) as object) }),
      },
      // What was sent just now is listed.
      {
        kind: 'search',
        rest: {
          ...common,
          method: 'GET',
          path: `${base}/emails?limit=20`,
          body: () => null,
          status: 200,
        },
        tool: 'search_emails',
        args: () => ({ ...args, limit: 20 }),
      },
    ] as const
    for (const { kind, rest, tool, args: given } of calls) {
      for (const revision of REVISIONS) {
        progress(`mcp: ${kind}, revision ${revision}, on ${database.name}`)
        const ours = asTool(rest, revision, tool, given)
        const extent = { durationMs: plan.sizes.sendMs }
        const turns = await takeTurns(
          plan.sizes.rounds,
          () => post(ours, CONNECTIONS, extent),
          () => post(rest, CONNECTIONS, extent),
        )
        const { ratio, value, floor, p50, p99 } = comparison(turns.ours, turns.theirs)
        const name = `mcp.${kind}.${revision.slice(0, 4)}`
        const times = { p50_ms: p50, p99_ms: p99 }
        plan.report(
          { name, database: database.name, ratio, value, floor, unit: 'calls/s', ...times },
          '>=0.7',
        )
      }
    }
    await server.child.stop()
    await place.dispose()
  },
}
