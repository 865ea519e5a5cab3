/** What an endpoint answered, as an object. */

import type { Reply } from '../http/endpoint.ts'
import type { Outcome } from './tool.ts'

/** The fields of an answer. */
export async function outcomeOf(reply: Reply): Promise<Outcome> {
  if (!(reply instanceof Response)) return { body: reply.body }
  return { body: (await reply.json()) as object }
}
