/** What an account was taught about spam: how many mails, and how often each bucket of words stood in them. */

import { sql } from 'kysely'
import type { Counts } from '../core/learned-words.ts'
import type { Reader, Writer } from './db.ts'
import { statement } from './statement.ts'

export interface LearnerScope {
  readonly accountId: string
  readonly test: number
}

/** How many mails of each kind an account was shown. */
export async function findTaughtMails(reader: Reader, scope: LearnerScope): Promise<Counts> {
  const [row] = await selectTaughtMails(reader, scope)
  return row ?? { spam: 0, ham: 0 }
}

const selectTaughtMails = statement<LearnerScope, Counts>((db, { accountId, test }) =>
  db
    .selectFrom('taught_mails')
    .select(['spam', 'ham'])
    .where('account_id', '=', accountId)
    .where('test', '=', test),
)

/** The counts of those of the buckets that were seen. */
export async function findTaughtWords(
  reader: Reader,
  { accountId, test }: LearnerScope,
  buckets: readonly number[],
): Promise<ReadonlyMap<number, Counts>> {
  if (buckets.length === 0) return new Map()
  const rows = await reader
    .selectFrom('taught_words')
    .select(['bucket', 'spam', 'ham'])
    .where('account_id', '=', accountId)
    .where('test', '=', test)
    .where('bucket', 'in', buckets)
    .execute()
  return new Map(rows.map(({ bucket, spam, ham }) => [bucket, { spam, ham }]))
}

/** Counts a mail with these buckets, or with negative numbers takes it back. */
export async function countTaught(
  writer: Writer,
  { accountId, test }: LearnerScope,
  buckets: readonly number[],
  change: Counts,
): Promise<void> {
  const { db } = writer
  const row = { account_id: accountId, test, ...change }
  await db
    .insertInto('taught_mails')
    .values(row)
    .onConflict((conflict) => conflict.columns(['account_id', 'test']).doUpdateSet(added('taught_mails')))
    .execute()
  // One order for everybody, so that two units never wait for each other.
  const sorted = [...buckets].sort((a, b) => a - b)
  for (let start = 0; start < sorted.length; start += 100) {
    await db
      .insertInto('taught_words')
      .values(sorted.slice(start, start + 100).map((bucket) => ({ ...row, bucket })))
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'test', 'bucket']).doUpdateSet(added('taught_words')),
      )
      .execute()
  }
}

function added(table: 'taught_mails' | 'taught_words') {
  return {
    spam: sql<number>`${sql.ref(`${table}.spam`)} + excluded.spam`,
    ham: sql<number>`${sql.ref(`${table}.ham`)} + excluded.ham`,
  }
}
