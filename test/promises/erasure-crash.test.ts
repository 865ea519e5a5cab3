/** An account that was deleted is erased to the end, however often the server is killed meanwhile. */

import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deleteAccount } from '../../src/actions/delete-account.ts'
import { receiveMessage } from '../../src/actions/receive-message.ts'
import { loadConfig } from '../../src/config.ts'
import { type Context, openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { operatorOf } from '../../src/store/access.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { createWorker } from '../../src/worker/loop.ts'
import { openTerminal, type Setup, type Terminal } from '../cli/terminal.ts'

const MAILS = 600
const KILLS = 6

let terminal: Terminal
beforeEach(async () => {
  terminal = await openTerminal()
})
afterEach(() => terminal.dispose())

/** Works on the data folder while no server does. */
async function inside<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const context = await openContext(loadConfig({ ...terminal.env }), createLog('silent'))
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}

const count = async ({ database }: Context, table: string) => {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(table)}`.execute(
    database.reader,
  )
  return Number(rows[0]?.count)
}

it('by whoever comes next', async () => {
  const { account, mailbox } = await terminal.json<Setup>('init')
  await inside(async (context) => {
    const recipients = [mailbox.address]
    for (let start = 0; start < MAILS; start += 100) {
      const arrivals = Array.from({ length: 100 }, (_, at) => {
        // Some share their bytes, so that what is counted twice, or not at all, shows.
        const raw = Buffer.from(`Subject: Mail\r\n\r\nText ${Math.floor((start + at) / 3)}\r\n`)
        const stream = Readable.from([raw])
        return receiveMessage(context, { envelopeFrom: 'a@b.example', recipients, stream, test: 0 })
      })
      await Promise.all(arrivals)
    }
    await deleteAccount(context, operatorOf(account.id, 0), { by: 'terminal' })
  })
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await terminal.serve()
    await new Promise((resolve) => setTimeout(resolve, 15 * kill))
    await server.stop('SIGKILL')
  }
  await inside(async (context) => {
    await createWorker(context, null).drain()
    for (const table of ['messages', 'contents', 'recipients', 'threads', 'keys', 'event_details'])
      expect(await count(context, table), table).toBe(0)
    const { reader } = context.database
    const used = await reader.selectFrom('blobs').select('uses').where('uses', '>', 0).execute()
    // The last mail alone is captured.
    expect(used).toHaveLength(1)
    const end = await reader.selectFrom('account_ends').select('emails').executeTakeFirstOrThrow()
    expect(end.emails).toBe(MAILS)
    const done = await reader
      .selectFrom('events')
      .select('id')
      .where('action', '=', 'account.deleted')
      .execute()
    expect(done).toHaveLength(1)
    expect((await verifyChains(reader, account.id, null)).flatMap(({ faults }) => faults)).toEqual([])
  })
})
