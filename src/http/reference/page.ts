/**
 * The reference as one page, rendered from the OpenAPI document: works offline and without JavaScript, and loads nothing
 * from anywhere. Searching is what the browser does; every operation, field, object and error can be linked to.
 */

import { hash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Markup } from '../pages/layout.ts'
import { type Answer, type OpenApi, type Operation, operationsOf } from './openapi-types.ts'
import { block, exampleOf, fieldsOf, inline, typeOf } from './page-schema.ts'
import { STYLE } from './page-style.ts'

/** Headers of the page: nothing is loaded, run, sent, framed. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

interface Entry {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** The page as text. */
export async function referencePage(document: OpenApi): Promise<string> {
  const entries = operationsOf(document)
  const groups = (document.tags ?? []).map(({ name, description }) => ({
    name,
    description,
    entries: entries.filter(({ operation }) => operation.tags[0] === name),
  }))
  const { title, version, description } = document.info as Readonly<Record<string, string>>
  const page = await html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} ${version}: API reference</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<nav aria-label="Contents">
<p class="brand">${title} ${version}</p>
<ul><li><a href="#authentication">Authentication</a></li><li><a href="#errors">Errors</a></li>
<li><a href="#events">Events</a></li><li><a href="#objects">Objects</a></li>
<li><a href="/openapi.json">openapi.json</a></li><li><a href="/llms.txt">For agents: llms.txt</a></li></ul>
${groups.map(({ name, entries: list }) => menuOf(name, list))}
</nav>
<main id="content">
<h1>${title} API</h1>
${block(description ?? '')}
${authenticationPart(document)}
${groups.map(
  (group) => html`<h2 id="${slug(group.name)}">${group.name}</h2><p>${inline(group.description)}</p>
${group.entries.map((entry) => operationPart(document, entry))}`,
)}
${errorsPart(document)}
${eventsPart(document)}
${objectsPart(document)}
</main>
</body>
</html>`
  return String(page)
}

function menuOf(name: string, entries: readonly Entry[]): Markup {
  const links = entries.map(
    ({ method, path, operation }) =>
      html`<li><a href="#${operation.operationId}"><span class="m ${method}">${method}</span>${path}</a></li>`,
  )
  return html`<details><summary>${name}</summary><ul>${links}</ul></details>`
}

function authenticationPart({ components }: OpenApi): Markup {
  const schemes = Object.entries(components.securitySchemes ?? {}) as [string, { description?: string }][]
  return html`<h2 id="authentication">Authentication</h2>
${schemes.map(([name, { description }]) => html`<div class="card"><h3>${name}</h3><p>${inline(description ?? '')}</p></div>`)}`
}

function operationPart(document: OpenApi, { method, path, operation }: Entry): Markup {
  const scopes = operation['x-scopes']
  const key =
    scopes === undefined
      ? 'No key needed.'
      : `Key with ${scopes.map((scope) => `\`${scope}\``).join(' or ')}.`
  const operator =
    operation['x-operator-approval'] === true ? ' May need the [operator](#schema-PendingApproval).' : ''
  return html`<section class="card" id="${operation.operationId}">
<h3><span class="m ${method}">${method}</span><code>${path}</code></h3>
<p><strong>${operation.summary}</strong></p>
${block(operation.description ?? '')}
<p class="soft">${inline(key + operator)}</p>
${parametersPart(operation)}
${bodyPart(operation)}
${answersPart(document, operation)}
${exampleOf('As a command', commandOf(method, path, operation))}
</section>`
}

function parametersPart(operation: Operation): Markup | '' {
  const given = (operation.parameters ?? []).filter(({ name }) => name !== undefined)
  if (given.length === 0) return ''
  const rows = given.map(
    ({ name, in: place, required, description, schema }) =>
      html`<dt><code>${name}</code><span class="type">${place}, ${typeOf(schema ?? {})}</span>${
        required ? html`<span class="need">needed</span>` : ''
      }</dt><dd>${inline(description ?? '')}</dd>`,
  )
  return html`<h4>Parameters</h4><dl>${rows}</dl>`
}

function bodyPart({ requestBody }: Operation): Markup | '' {
  const [first] = Object.entries(requestBody?.content ?? {})
  if (first === undefined) return ''
  const [, { schema = {}, example }] = first
  const types = Object.keys(requestBody?.content ?? {}).join(', ')
  return html`<h4>Body</h4><p class="soft">${types}${schema.$ref ? html`: ${typeOf(schema)}` : ''}</p>
${fieldsOf(schema, true)}${exampleOf('Example of a body', example)}`
}

function answersPart(document: OpenApi, operation: Operation): Markup {
  const all = Object.entries(operation.responses)
  const good = all.filter(([, { $ref }]) => $ref === undefined)
  const bad = all.filter(([, { $ref }]) => $ref !== undefined)
  return html`<h4>Answers</h4>${good.map(([status, answer]) => answerPart(status, answer))}
${bad.length === 0 ? '' : html`<h4>Errors</h4><ul class="codes">${bad.map(([status, answer]) => errorLine(document, status, answer))}</ul>`}`
}

function answerPart(status: string, answer: Answer): Markup {
  const [first] = Object.entries(answer.content ?? {})
  const [type, { schema = {}, example }] = first ?? ['', {}]
  const kind = type === 'application/json' ? typeOf(schema) : type
  return html`<p><strong>${status}</strong> ${inline(answer.description ?? '')} <span class="type">${kind}</span></p>
${type === 'application/json' ? fieldsOf(schema, false) : ''}${exampleOf(`Example of ${status}`, example)}`
}

function errorLine({ components }: OpenApi, status: string, { $ref }: Answer): Markup {
  const answer = components.responses?.[$ref?.split('/').at(-1) ?? '']
  const codes = Object.keys(answer?.content?.['application/json']?.examples ?? {})
  const links = codes.map(
    (code, index) => html`${index === 0 ? '' : ', '}<a href="#error-${code}"><code>${code}</code></a>`,
  )
  return html`<li>${status}: ${links}</li>`
}

function errorsPart({ components }: OpenApi): Markup {
  const rows = Object.entries(components.examples ?? {}).map(([code, { summary, value }]) => {
    const fix = (value as { readonly fix: string | null }).fix
    return html`<dt id="error-${code}"><code>${code}</code></dt><dd>${summary} ${fix === null ? '' : html`<span class="soft">${inline(fix)}</span>`}</dd>`
  })
  return html`<h2 id="errors">Errors</h2><p>Every error is one object: <a href="#schema-Error">Error</a>. Write programs
against <code>code</code>.</p><section class="card"><dl>${rows}</dl></section>`
}

function eventsPart({ webhooks = {} }: OpenApi): Markup {
  const rows = Object.entries(webhooks).map(
    ([name, { post }]) =>
      html`<dt id="event-${name}"><code>${name}</code></dt><dd>${inline(post.description ?? '')}${exampleOf(
        'Example',
        post.requestBody?.content['application/json']?.example,
      )}</dd>`,
  )
  return html`<h2 id="events">Events</h2><p>Posted to <a href="#webhooks">subscriptions</a> and listed by the
<a href="#get_events">feed</a>; each has the body <a href="#schema-Event">Event</a>.</p>
<section class="card"><dl>${rows}</dl></section>`
}

function objectsPart({ components }: OpenApi): Markup {
  const parts = Object.entries(components.schemas ?? {}).map(
    ([name, schema]) =>
      html`<section class="card" id="schema-${name}"><h3>${name}</h3><p>${inline(schema.description ?? '')}</p>${
        schema.allOf === undefined ? '' : html`<p>${typeOf(schema)}</p>`
      }${fieldsOf(schema, false)}</section>`,
  )
  return html`<h2 id="objects">Objects</h2>${parts}`
}

/** The request as a command of the shell. */
function commandOf(method: string, path: string, operation: Operation): string {
  const given = (operation.parameters ?? []).filter(({ name }) => name !== undefined)
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const example = given.find((one) => one.name === name)?.example
    return example === undefined ? `{${name}}` : encodeURIComponent(String(example))
  })
  const query = given.filter((one) => one.in === 'query' && one.example !== undefined)
  const search = new URLSearchParams(
    query.map(({ name, example }): [string, string] => [name, String(example)]),
  )
  const url = `"$URL${place}${search.size === 0 ? '' : `?${search}`}"`
  const lines = [`curl -fsS${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${url}`]
  if (operation['x-scopes'] !== undefined) lines.push('-H "Authorization: Bearer $KEY"')
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  if (type !== undefined) lines.push(`-H 'Content-Type: ${type}'`)
  if (type === 'application/json')
    lines.push(`-d '${JSON.stringify(media?.example ?? {}).replaceAll("'", "'\\''")}'`)
  else if (type !== undefined) lines.push('--data-binary @FILE')
  return lines.join(' \\\n  ')
}
