/** `/llms.txt`, by hand with parts that are made from the tables, and `/llms-full.txt`, which is made whole. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Status } from '../src/core/status.ts'
import { ERRORS } from '../src/errors.ts'
import { type OpenApi, operationsOf } from '../src/http/reference/openapi-types.ts'
import { code } from './markdown.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')

/** What each status means to an agent, and what it does then. */
const STATES: Readonly<Record<Status, string>> = {
  pending_scan: 'being checked; over in a moment.',
  pending_send_approval: 'a person decides. Wait, look again later, not in a tight loop.',
  pending_inbound_approval: 'came in; a person decides whether you may read it. You do not see it before.',
  scheduled: 'waits for `send_at`.',
  queued: 'let go; on its way.',
  sending: 'on its way. It may be tried for five days.',
  sent: 'the next server took it. `delivered_at` is set when delivery is known, `bounced_at` when a recipient was refused.',
  send_failed: 'no recipient’s server took it; `deliveries` says why.',
  rejected: 'it will never go; `decision` and `rejected_reason` say why.',
  cancelled: 'it was taken back.',
  unread: 'came in; nobody read it yet.',
  read: 'came in and was read.',
  archived: 'came in and was put away.',
  deleted: 'came in and was deleted.',
  spam_flagged: 'came in and looks like spam. Be careful.',
  spam_quarantined: 'came in and is most likely spam or forged. Leave it alone unless a person asks.',
}

const statesPart = () =>
  Object.entries(STATES)
    .map(([status, meaning]) => `- ${code(status)}: ${meaning}`)
    .join('\n')

function codesPart(): string {
  const entries: readonly (readonly [string, { http: number; message: string; fix: string | null }])[] =
    Object.entries(ERRORS)
  return [...entries]
    .sort(([, left], [, right]) => left.http - right.http)
    .map(([name, { http, message, fix }]) => `- ${code(name)} (${http}): ${message} ${fix ?? ''}`.trimEnd())
    .join('\n')
}

/** Routes as lines; `mayUse` decides by the scopes that open one. */
function routesPart(document: OpenApi, mayUse: (scopes: readonly string[] | undefined) => boolean): string {
  return operationsOf(document)
    .filter(({ operation }) => mayUse(operation['x-scopes']) && operation.tags[0] !== 'Short routes')
    .map(({ method, path, operation }) => `- ${method.toUpperCase()} ${path}: ${operation.summary}`)
    .join('\n')
}

/** The text with each part between `<!-- generated: name -->` and `<!-- end -->` made anew. */
function filled(text: string, parts: Readonly<Record<string, string>>): string {
  return text.replace(/(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`llms.txt asks for "${name}", which nobody makes`)
    return `${begin}${part}\n${end}`
  })
}

/** `llms.txt` as it should be: what is written by hand stays. */
export function llmsText(document: OpenApi): string {
  const isForAgents = (scopes: readonly string[] | undefined) =>
    scopes?.some((scope) => scope === 'read' || scope === 'send') ?? false
  return filled(read('llms.txt'), {
    states: statesPart(),
    routes: routesPart(document, isForAgents),
    codes: codesPart(),
  })
}

/** Pages that an agent, or whoever wires one, may need, in the order they are read. */
const PAGES = [
  'docs/agents.md',
  'docs/prompts.md',
  'docs/mcp.md',
  'docs/modes.md',
  'docs/sending.md',
  'docs/drafts.md',
  'docs/receiving.md',
  'docs/feed.md',
  'docs/webhooks.md',
  'docs/oversight.md',
  'docs/operators.md',
  'docs/testing.md',
  'docs/python.md',
  'sdk/README.md',
  'docs/states.md',
]

/** A page in place: its headings one deeper, its links as plain text, for they lead nowhere here. */
function included(text: string): string {
  const lines = text
    .replace(/^<!--.*?-->\n+/s, '')
    .replace(/(?<!!)\[([^\]]+)\]\((?![a-z]+:)[^)]*\)/g, '$1')
    .split('\n')
  let isCode = false
  return lines
    .map((line) => {
      if (line.startsWith('```')) isCode = !isCode
      return !isCode && /^#{1,5} /.test(line) ? `#${line}` : line
    })
    .join('\n')
    .trim()
}

/** `llms-full.txt`: everything an agent may need in one text. `fresh`: pages that are generated, by their path. */
export function llmsFullText(document: OpenApi, fresh: ReadonlyMap<string, string>): string {
  const short = llmsText(document).replace(/^<!-- (?:generated: \w+|end) -->\n/gm, '')
  const others = routesPart(
    document,
    (scopes) => !scopes?.some((scope) => scope === 'read' || scope === 'send'),
  )
  return [
    short.trim(),
    `## Other routes\n\nFor reviewers, operators and everybody; every field is in /openapi.json.\n\n${others}`,
    ...PAGES.map((path) => included(fresh.get(path) ?? read(path))),
    '',
  ].join('\n\n')
}
