/**
 * The examples of the OpenAPI document are what a server really takes and gives. With RECORD_EXAMPLES=1 they are
 * recorded anew: those whose shape is still the same stay as they are.
 */

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RECORDED_FILE, type Recorded } from '../../src/http/reference/examples.ts'
import { operationsOf } from '../../src/http/reference/openapi-types.ts'
import { settled } from '../docs/pages.ts'
import { liveDocument } from '../support/conformance.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { SETTINGS, walk } from './walk.ts'

const known = JSON.parse(readFileSync(RECORDED_FILE, 'utf8')) as Record<string, Recorded>
const document = liveDocument()

let app: TestServer
let records: Record<string, Recorded> = {}

/** What an example shows, without what differs from run to run: random text, sizes, hashes. */
function shapeOf(value: unknown): unknown {
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]))
}

beforeAll(async () => {
  app = await startTestServer({ settings: SETTINGS })
  const walked = await walk(app, document)
  const ids = operationsOf(document).map(({ operation }) => operation.operationId)
  // Through JSON, as they are stored.
  records = JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        ids.flatMap((id) => {
          const record = walked.get(id)
          return record === undefined ? [] : [[id, record]]
        }),
      ),
    ),
  )
  if (process.env.RECORD_EXAMPLES === '1') record()
})
afterAll(() => app?.stop())

function record(): void {
  const kept = Object.entries(records).map(([id, now]) => {
    const before = known[id]
    const same = JSON.stringify(shapeOf(before ?? null)) === JSON.stringify(shapeOf(now))
    return [id, same && before !== undefined ? before : now] as const
  })
  for (const [id, one] of kept) known[id] = one
  const file = fileURLToPath(RECORDED_FILE)
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
  execFileSync(fileURLToPath(new URL('../../node_modules/.bin/biome', import.meta.url)), [
    'format',
    '--write',
    file,
  ])
}

describe('Examples', () => {
  it('are there for every operation that has an example in JSON', () => {
    expect(Object.keys(records).sort()).toEqual(Object.keys(known).sort())
  })

  it('have the shape of what the server gives', () => {
    for (const [id, now] of Object.entries(records)) {
      const before = known[id]
      expect({ id, shape: shapeOf(settled(before?.answers)) }).toEqual({
        id,
        shape: shapeOf(settled(now.answers)),
      })
    }
  })
})
