/** What is proved of oversight, and whether it was proved of the very rules that this server runs (contract §9). */

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { tablesText } from '../../core/tables.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'

const TheoremSchema = z.object({
  name: z.string(),
  /** One sentence in plain English. */
  statement: z.string(),
  /** The letter of the promise it belongs to. */
  label: z.string(),
})

/** `proof/status.json`, which `npm run proof` writes. */
const RecordSchema = z.object({
  theorems: z.array(TheoremSchema).readonly(),
  tool: z.string(),
  tables_sha256: z.string(),
  checked_at: z.string(),
})
type ProofRecord = z.infer<typeof RecordSchema>

const RECORD = new URL('../../../proof/status.json', import.meta.url)

/** Adds the route. What it tells cannot change while the server runs: it is computed when first asked for. */
export function addProofRoute(app: App, context: Context): void {
  let told: Promise<object> | null = null
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/proof-status',
    scopes: null,
    tag: 'Server',
    summary: 'What is proved of oversight, with which tool, and whether of the rules that this server runs',
    answer: z.object({
      status: z.enum(['proved', 'stale']),
      theorems: z.array(TheoremSchema),
      tool: z.string().nullable(),
      tables_sha256: z.string().nullable(),
      running_tables_sha256: z.string(),
      checked_at: z.string().nullable(),
      fix: z.string().nullable(),
      docs: z.string(),
    }),
    async handle() {
      told ??= readRecord().then((record) => proofStatus(record, hash('sha256', tablesText(), 'hex')))
      return { body: await told }
    },
  })
}

/** The record of the proof; null when there is none or it cannot be read. */
async function readRecord(): Promise<ProofRecord | null> {
  try {
    return RecordSchema.parse(JSON.parse(await readFile(RECORD, 'utf8')))
  } catch {
    return null
  }
}

/** The answer: `stale` unless the proof is of tables with the SHA-256 (hex) of those that run. */
export function proofStatus(record: ProofRecord | null, running: string): object {
  const isProved = record?.tables_sha256 === running
  const missing =
    'The record of the proof (proof/status.json) is not there: install the whole package, or run `npm run proof`.'
  const other =
    'This server runs other rules than those that were proved: run `npm run proof`, or install a release.'
  return {
    status: isProved ? 'proved' : 'stale',
    theorems: record?.theorems ?? [],
    tool: record?.tool ?? null,
    tables_sha256: record?.tables_sha256 ?? null,
    running_tables_sha256: running,
    checked_at: record?.checked_at ?? null,
    fix: isProved ? null : record === null ? missing : other,
    docs: 'docs/proof.md',
  }
}
