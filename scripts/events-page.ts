/** `docs/events.md`: what subscribers are told, with a sample of each event, and every entry of the audit trail. */

import { EVENT_ACTIONS } from '../src/core/events.ts'
import { PUBLISHED, type PublishedEvent } from '../src/core/published.ts'
import { bodyOf, sampleEvent } from '../src/core/webhook-body.ts'
import { code, note, table } from './markdown.ts'

/** The moment of every sample. */
const SAMPLE_TIME = '2026-11-30T09:01:49.160Z'

export function eventsPage(): string {
  return `${note('src/core/events.ts, src/core/published.ts and src/core/webhook-body.ts')}
# Events

Everything that happens is one entry of the audit trail, written in the same transaction that did it. Some entries
are also told to [webhooks](webhooks.md) and in the [live feed](feed.md).

- [Told to subscribers](#told-to-subscribers): the twelve events, with a sample of each
- [In the audit trail](#in-the-audit-trail): every entry that there is

## Told to subscribers

${table(['Event', 'Also', 'When'], Object.entries(PUBLISHED).map(rowOf))}

A subscriber gets the spelling it subscribed with. Every event has the same keys, in the same order, each always of
one type. What does not apply is \`""\`, \`[]\`, \`{}\` or \`false\`; \`null\` stands only for \`email_id\`, \`thread_id\` and
\`mailbox_id\` of what is about no email or no mailbox.

The samples below are what \`POST /v1/webhooks/{id}/test\` posts: every key has a value, so that a tool which learns
from them knows all of them. A real event has only those that apply. What each key means:
[the body](webhooks.md#the-body).

${Object.keys(PUBLISHED)
  .map((name) => section(name as PublishedEvent))
  .join('\n')}
## In the audit trail

\`GET /v1/audit-log\` lists the entries, newest first; \`action\` filters them. See [the audit trail](audit.md).

${trailSections().join('\n')}`
}

function rowOf([name, { aliases, about }]: [string, (typeof PUBLISHED)[PublishedEvent]]): string[] {
  return [code(name), aliases.map(code).join(', '), about]
}

function section(name: PublishedEvent): string {
  return `### ${name}\n\n\`\`\`json\n${shown(bodyOf(sampleEvent(name, name, SAMPLE_TIME)))}\n\`\`\`\n`
}

/** JSON with a line for each key of the body, and of \`data\`. */
function shown(body: object): string {
  const lines = Object.entries(body).map(([key, value]) =>
    key === 'data' ? `  "data": ${nested(value)}` : `  ${JSON.stringify(key)}: ${inline(value)}`,
  )
  return `{\n${lines.join(',\n')}\n}`
}

function nested(value: object): string {
  const lines = Object.entries(value).map(([key, inner]) => `    ${JSON.stringify(key)}: ${inline(inner)}`)
  return `{\n${lines.join(',\n')}\n  }`
}

/** JSON on one line, with a space after each colon and comma. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${inline(inner)}`)
  return `{ ${entries.join(', ')} }`
}

function trailSections(): string[] {
  const groups = Map.groupBy(Object.entries(EVENT_ACTIONS), ([action]) => action.split('.')[0] ?? '')
  return [...groups].map(([group, entries]) => {
    const rows = entries.map(([action, about]) => [code(action), about])
    return `### ${group}\n\n${table(['Action', 'When'], rows)}\n`
  })
}
