/** Anybody may ask a running server what is proved of it. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { tablesHash } from '../../scripts/proof-tables.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer

beforeAll(async () => {
  app = await startTestServer()
})

afterAll(() => app.stop())

it('tells without a key what is proved, with which tool, and that it is of the rules that run', async () => {
  const { status, body } = await app.call(null, 'GET', '/v1/proof-status')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'proved',
    tables_sha256: tablesHash(),
    running_tables_sha256: tablesHash(),
    fix: null,
    docs: 'docs/proof.md',
  })
  expect(Object.keys(body)).toHaveLength(8)
})

it('tells the same when it is asked again', async () => {
  const [first, second] = await Promise.all([
    app.call(null, 'GET', '/v1/proof-status'),
    app.call(null, 'GET', '/v1/proof-status'),
  ])
  expect(first.body).toEqual(second.body)
})
