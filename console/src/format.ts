/** How times, sizes and durations are said, in the viewer's zone and language. */

const DAY_MS = 86_400_000
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })

/** `14:05` today, `3 Nov` before. */
export function shortTime(iso: string): string {
  const at = new Date(iso)
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday ? time.format(at) : date.format(at)
}

export const fullTime = (iso: string) => full.format(new Date(iso))

/** `5 min. ago`, `in 3 days`. */
export function fromNow(iso: string): string {
  const ms = new Date(iso).getTime() - Date.now()
  const size = Math.abs(ms)
  if (size < 60_000) return relative.format(Math.round(ms / 1_000), 'second')
  if (size < 3_600_000) return relative.format(Math.round(ms / 60_000), 'minute')
  if (size < DAY_MS) return relative.format(Math.round(ms / 3_600_000), 'hour')
  return relative.format(Math.round(ms / DAY_MS), 'day')
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${(seconds / 3_600).toFixed(1)} h`
  return `${Math.round(seconds / 86_400)} d`
}

export function bytes(size: number): string {
  if (size < 1_024) return `${size} B`
  if (size < 1_048_576) return `${Math.round(size / 1_024)} KB`
  return `${(size / 1_048_576).toFixed(1)} MB`
}

/** Words between spaces, commas or semicolons. */
export const wordsOf = (list: string) => list.split(/[\s,;]+/).filter((word) => word !== '')

/** `pending_send_approval` → `pending send approval`. */
export const spoken = (name: string) => name.replaceAll('_', ' ').replaceAll('.', ' ')
