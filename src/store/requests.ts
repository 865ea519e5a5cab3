/** What makes repeated requests harmless: keys of submissions and answers to earlier requests (contract §1, §5). */

import type { Selectable } from 'kysely'
import type { Reader, Writer } from './db.ts'
import type { IdempotencyTable } from './schema.ts'

/** Answers and keys are remembered this long: 24 h, in ms. */
export const REMEMBERED_MS = 24 * 3_600_000

interface SubmissionScope {
  readonly mailboxId: string
  readonly test: number
}

/** The message that was submitted with this key in the last 24 h. */
export async function findSubmission(
  reader: Reader,
  scope: SubmissionScope,
  key: string,
  now: number,
): Promise<{ readonly id: string; readonly thread_id: string } | undefined> {
  return reader
    .selectFrom('submission_keys')
    .innerJoin('messages', 'messages.id', 'submission_keys.message_id')
    .select(['messages.id', 'messages.thread_id'])
    .where('submission_keys.mailbox_id', '=', scope.mailboxId)
    .where('submission_keys.test', '=', scope.test)
    .where('submission_keys.idempotency_key', '=', key)
    .where('submission_keys.created_at', '>', now - REMEMBERED_MS)
    .executeTakeFirst()
}

export async function rememberSubmission(
  writer: Writer,
  scope: SubmissionScope,
  key: string,
  messageId: string,
): Promise<void> {
  await writer.db
    .insertInto('submission_keys')
    .values({
      mailbox_id: scope.mailboxId,
      test: scope.test,
      idempotency_key: key,
      message_id: messageId,
      created_at: writer.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['mailbox_id', 'test', 'idempotency_key'])
        .doUpdateSet({ message_id: messageId, created_at: writer.now }),
    )
    .execute()
}

export type RememberedRequest = Selectable<IdempotencyTable>

/** A request of this key id that was made with this Idempotency-Key in the last 24 h. */
export async function findRequest(
  reader: Reader,
  keyId: string,
  idempotencyKey: string,
  now: number,
): Promise<RememberedRequest | undefined> {
  return reader
    .selectFrom('idempotency')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', idempotencyKey)
    .where('created_at', '>', now - REMEMBERED_MS)
    .executeTakeFirst()
}

/** Notes that a request has begun, in place of any older one with the same key. */
export async function beginRequest(
  writer: Writer,
  request: Pick<RememberedRequest, 'key_id' | 'idempotency_key' | 'request_hash'>,
): Promise<void> {
  const fresh = {
    request_hash: request.request_hash,
    response_status: null,
    response_body: null,
    created_at: writer.now,
  }
  await writer.db
    .insertInto('idempotency')
    .values({ ...request, ...fresh })
    .onConflict((conflict) => conflict.columns(['key_id', 'idempotency_key']).doUpdateSet(fresh))
    .execute()
}

export async function finishRequest(
  writer: Writer,
  keyId: string,
  idempotencyKey: string,
  status: number,
  body: string,
): Promise<void> {
  await writer.db
    .updateTable('idempotency')
    .set({ response_status: status, response_body: body })
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', idempotencyKey)
    .execute()
}

/** Forgets a request that failed, so that it may be tried again. */
export async function forgetRequest(writer: Writer, keyId: string, idempotencyKey: string): Promise<void> {
  await writer.db
    .deleteFrom('idempotency')
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', idempotencyKey)
    .execute()
}

/** Removes what is older than 24 h. */
export async function forgetOldRequests(writer: Writer): Promise<void> {
  const before = writer.now - REMEMBERED_MS
  await writer.db.deleteFrom('idempotency').where('created_at', '<', before).execute()
  await writer.db.deleteFrom('submission_keys').where('created_at', '<', before).execute()
}
