/** What happens on the server, as it happens: each event makes the pages that show it look again. */

import type { QueryClient } from '@tanstack/react-query'
import { addressOf } from './api.ts'
import type { LiveEvent } from './types.ts'

const NAMES = [
  'message.received',
  'message.sent',
  'message.delivered',
  'message.bounced',
  'message.complained',
  'message.failed',
  'oversight.pending',
  'oversight.approved',
  'oversight.rejected',
  'oversight.undone',
  'mailbox.mode_changed',
  'domain.verified',
  'account.paused',
] as const

/** What is looked at again after an event. */
function touched(name: string): readonly string[] {
  if (name.startsWith('oversight.')) return ['pending', 'emails', 'email', 'statistics']
  if (name.startsWith('message.')) return ['emails', 'email', 'deliveries', 'pending', 'statistics']
  if (name.startsWith('domain.')) return ['domains']
  return ['mailboxes', 'session', 'pending']
}

/** Follows the feed until the returned function is called. `tell` hears of every event. */
export function follow(client: QueryClient, tell: (event: LiveEvent) => void): () => void {
  const stream = new EventSource(addressOf('/v1/events'))
  let wasOpen = false
  stream.addEventListener('open', () => {
    // What happened while the connection was lost is looked up.
    if (wasOpen) void client.invalidateQueries()
    wasOpen = true
  })
  for (const name of NAMES)
    stream.addEventListener(name, (message) => {
      for (const key of touched(name)) void client.invalidateQueries({ queryKey: [key] })
      tell(JSON.parse(message.data) as LiveEvent)
    })
  return () => stream.close()
}
