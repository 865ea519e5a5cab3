/** Forgets what is remembered only for a time: answers and submission keys older than 24 h. */

import type { Context } from '../context.ts'
import { forgetOldRequests } from '../store/requests.ts'

/** Removes what is past its time; called every hour. */
export async function tidyUp(context: Context): Promise<void> {
  await context.database.write(forgetOldRequests)
}
