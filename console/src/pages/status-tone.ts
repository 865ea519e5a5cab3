import type { Tone } from '../ui/parts.tsx'

/** How a status looks: good, bad, or still open. */
export function toneOf(status: string): Tone {
  if (['sent', 'read', 'unread'].includes(status)) return status === 'unread' ? 'accent' : 'go'
  if (['rejected', 'send_failed', 'spam_quarantined', 'cancelled'].includes(status)) return 'stop'
  if (status.startsWith('pending') || status === 'scheduled' || status === 'spam_flagged') return 'warn'
  return 'plain'
}
