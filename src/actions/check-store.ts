/** Whether the store can do its work right now: for `/health` and `multimail doctor`. */

import type { Context } from '../context.ts'
import { databaseNow } from '../store/facts.ts'

/** Reads and writes once. Throws what the database says when it cannot. */
export async function checkStore(context: Context): Promise<void> {
  await databaseNow(context.database.reader)
  // An empty transaction shows whether the database still takes writes.
  await context.database.write(async () => {})
}
