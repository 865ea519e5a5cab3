/** Keeps claims of deliveries whose conversations are still going on. */

import type { Context } from '../context.ts'
import { renewLeases } from '../store/deliveries.ts'

/** Renews the leases of these deliveries by the time of the settings. */
export async function keepLeases(context: Context, deliveryIds: readonly string[]): Promise<void> {
  await context.database.write((writer) =>
    renewLeases(writer, deliveryIds, writer.now + context.config.lease * 1000),
  )
}
