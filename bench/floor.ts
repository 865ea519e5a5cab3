/**
 * The floor of the send benchmark, run as a process of its own: a bare node:http handler that makes the same two
 * durable inserts, a message with its raw bytes and an event, with group commit. Arguments:
 * `sqlite` or `postgres`, then the file or URL. Writes its port when it is ready.
 */

import { hash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { createIds, systemClock } from '../src/context.ts'
import { Database } from '../src/store/db.ts'
import { openBackend } from '../src/store/dialect.ts'
import { inserter } from './inserter.ts'

const [kind, where = ''] = process.argv.slice(2)
const backend = await openBackend(kind === 'postgres' ? { url: where, file: '' } : { url: null, file: where })

const TABLES = [
  `CREATE TABLE IF NOT EXISTS floor_messages (position ${backend.types.position}, id text NOT NULL UNIQUE,
    mailbox_id text NOT NULL, subject text NOT NULL, raw ${backend.types.bytes} NOT NULL,
    sha256 text NOT NULL, created_at bigint NOT NULL)`,
  'CREATE INDEX IF NOT EXISTS floor_newest ON floor_messages (mailbox_id, id)',
  `CREATE TABLE IF NOT EXISTS floor_events (id text PRIMARY KEY, message_id text NOT NULL, action text NOT NULL,
    created_at bigint NOT NULL)`,
]
const insertMessage = inserter(backend, 'floor_messages', [
  'id',
  'mailbox_id',
  'subject',
  'raw',
  'sha256',
  'created_at',
])
const insertEvent = inserter(backend, 'floor_events', ['id', 'message_id', 'action', 'created_at'])

const database = new Database(backend, systemClock, createIds())
await database.write(async (writer) => {
  for (const table of TABLES) await sql.raw(table).execute(writer.db)
})

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function store(raw: Buffer): Promise<string> {
  const { subject } = JSON.parse(raw.toString()) as { subject: string }
  const sha256 = hash('sha256', raw, 'hex')
  return database.write(async (writer) => {
    const id = writer.newId()
    await insertMessage(writer, [[id, 'mailbox', subject, raw, sha256, writer.now]])
    await insertEvent(writer, [[writer.newId(), id, 'message.submitted', writer.now]])
    return id
  })
}

const server = createServer((request, response) => {
  read(request)
    .then(store)
    .then((id) => {
      const body = JSON.stringify({ id, status: 'pending_send_approval' })
      response.writeHead(202, { 'content-type': 'application/json', 'content-length': body.length })
      response.end(body)
    })
    .catch((error) => {
      response.writeHead(500)
      response.end(String(error))
    })
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void database.close()
})
