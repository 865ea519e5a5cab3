/** The disk is full, or the database is gone: 503 and SMTP 4xx, nothing half-stored, and work goes on by itself. */

import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresUrl } from '../support/database.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer()
})
afterAll(() => app.stop())

/** Makes the database refuse to grow, or to be reached; returns what undoes it. */
async function breakStore(): Promise<() => Promise<void>> {
  const { backend } = app.context.database
  if (backend.name === 'sqlite') {
    const pages = await backend.onWriter(async (db) => {
      const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db)
      await sql.raw(`PRAGMA max_page_count = ${rows[0]?.page_count}`).execute(db)
      return rows[0]?.page_count ?? 0
    })
    return async () => {
      await backend.onWriter(async (db) =>
        sql.raw(`PRAGMA max_page_count = ${pages + 1_000_000}`).execute(db),
      )
    }
  }
  const name = new URL(app.context.config.databaseUrl ?? '').pathname.slice(1)
  await administer(
    `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
  )
  return () => administer(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
}

/** Speaks to the server of the databases, not to ours on it. */
async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

async function fillUp(): Promise<number> {
  for (let number = 0; number < 300; number++) {
    const answer = await send(`fill ${number}`)
    if (answer.status !== 202) return answer.status
  }
  return 202
}

const send = (subject: string) =>
  app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${app.made.mailbox.id}/send`, {
    to: 'ada@example.com',
    subject,
    markdown: 'x'.repeat(5_000),
  })

async function messageCount(): Promise<number> {
  const rows = await app.context.database.reader.selectFrom('messages').select('id').execute()
  return rows.length
}

it('says 503, keeps what it has, and recovers', { timeout: 120_000 }, async () => {
  const mailer = createTransport({ host: '127.0.0.1', port: app.smtpPort, ignoreTLS: true })
  const mend = await breakStore()
  let refused: unknown = null
  try {
    expect(await fillUp()).toBe(503)
    const mail = {
      from: 'b@example.org',
      to: app.made.mailbox.address,
      subject: 'In',
      text: 'x'.repeat(20_000),
    }
    await mailer.sendMail(mail).catch((error) => {
      refused = error
    })
    const health = await app.call(null, 'GET', '/health')
    expect([200, 503]).toContain(health.status)
  } finally {
    await mend()
  }
  expect(refused).toMatchObject({ responseCode: 451 })
  const before = await messageCount()
  const after = await send('afterwards')
  expect(after.status).toBe(202)
  await mailer.sendMail({
    from: 'b@example.org',
    to: app.made.mailbox.address,
    subject: 'In again',
    text: 'y',
  })
  expect(await messageCount()).toBe(before + 2)
  expect((await app.call(null, 'GET', '/health')).status).toBe(200)
  const verified = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log/verify')
  expect(verified.body.ok).toBe(true)
  mailer.close()
})
