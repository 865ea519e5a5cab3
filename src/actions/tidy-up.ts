/** Forgets what is remembered only for a time: answers, submission keys, and events that were posted. */

import type { Context } from '../context.ts'
import { forgetOauthRows } from '../store/oauth-rows.ts'
import { forgetOldRequests } from '../store/requests.ts'
import { forgetSignIns } from '../store/sessions.ts'
import { forgetShortMemory } from '../store/short-memory.ts'
import { forgetOldSignUps } from '../store/sign-ups.ts'
import { forgetPosts } from '../store/webhook-deliveries.ts'

/** Events that were posted, or given up, can be looked at and posted again for this long: 30 days, in ms. */
const POSTS_KEPT_MS = 30 * 86_400_000

/** Sessions that are over are kept for this long: 30 days, in ms. */
const SIGN_INS_KEPT_MS = 30 * 86_400_000

/** Removes what is past its time; called every hour. */
export async function tidyUp(context: Context): Promise<void> {
  await context.database.write(async (writer) => {
    await forgetOldRequests(writer)
    await forgetShortMemory(writer)
    await forgetOldSignUps(writer)
    await forgetOauthRows(writer)
    await forgetSignIns(writer, writer.now - SIGN_INS_KEPT_MS)
    await forgetPosts(writer, writer.now - POSTS_KEPT_MS)
  })
}
