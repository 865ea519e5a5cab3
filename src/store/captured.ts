/** Mail that stayed here because no relay is set up: what `capture` holds (contract §13). */

import { buffer } from 'node:stream/consumers'
import type { Selectable } from 'kysely'
import type { Blobs } from './blobs.ts'
import type { Reader, Writer } from './db.ts'
import type { CapturedTable } from './schema.ts'

export type Captured = Selectable<CapturedTable>

/** Captured mail as it would have gone out. Throws when its bytes are gone. */
export async function readCaptured(reader: Reader, blobs: Blobs, captured: Captured): Promise<Buffer> {
  const stored = await buffer(await blobs.read(reader, captured.raw_sha256))
  return Buffer.concat([Buffer.from(captured.added_fields), stored])
}

export async function insertCaptured(writer: Writer, captured: Captured): Promise<void> {
  await writer.db.insertInto('captured').values(captured).execute()
}

/** Captured mail of an account, newest first; `before` is an id. */
export async function listCaptured(
  reader: Reader,
  accountId: string,
  page: { readonly before: string | null; readonly offset: number; readonly limit: number },
): Promise<Captured[]> {
  return reader
    .selectFrom('captured')
    .selectAll()
    .where('account_id', '=', accountId)
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}
