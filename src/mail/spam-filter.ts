/** The spam filter of the settings, whichever it is. A filter in trouble never stops mail. */

import type { SpamFilterSetting } from '../core/filter-settings.ts'
import type { FilterAnswer } from '../core/spam-score.ts'
import { askRspamd, type RspamdEnvelope, teachRspamd } from './rspamd.ts'
import { askSpamd, teachSpamd } from './spamd.ts'

/** Larger messages are not given to the filter: spam is small. */
export const FILTER_LIMIT = 512 * 1024
/** How long it may take, ms. */
export const FILTER_TIMEOUT_MS = 8_000

/** What the filter says; `unavailable` when it is down, slow or cannot be understood. Does not throw. */
export async function askSpamFilter(
  filter: SpamFilterSetting,
  content: AsyncIterable<Buffer>,
  envelope: RspamdEnvelope,
  timeoutMs = FILTER_TIMEOUT_MS,
): Promise<FilterAnswer> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of content) chunks.push(chunk)
    const raw = Buffer.concat(chunks)
    if (filter.kind === 'rspamd') return await askRspamd(filter, raw, envelope, timeoutMs)
    return await askSpamd(filter.address, raw, timeoutMs)
  } catch {
    return { result: 'unavailable', score: null, symbols: [] }
  }
}

/** Teaches the filter; rejects when it did not learn. */
export async function teachSpamFilter(
  filter: SpamFilterSetting,
  raw: Buffer,
  as: 'spam' | 'ham',
  timeoutMs = FILTER_TIMEOUT_MS,
): Promise<void> {
  if (filter.kind === 'rspamd') await teachRspamd(filter, raw, as, timeoutMs)
  else await teachSpamd(filter.address, raw, as, timeoutMs)
}
