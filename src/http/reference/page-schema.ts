/** Schemas and examples as markup of the reference page. */

import { html, raw } from 'hono/html'
import MarkdownIt from 'markdown-it'
import type { Markup } from '../pages/layout.ts'
import type { Schema } from './openapi-types.ts'

const markdown = new MarkdownIt({ html: false, linkify: false })

/** A description as markup: one line, or several paragraphs and lists. */
export const inline = (text: string): Markup => html`${raw(markdown.renderInline(text))}`
export const block = (text: string): Markup => html`${raw(markdown.render(text))}`

const nameOf = (reference: string) => reference.split('/').at(-1) ?? ''

/** What a schema takes, in a few words; names of schemas lead to them. */
export function typeOf(schema: Schema): Markup {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  if (schema.items !== undefined) return html`list of ${typeOf(schema.items)}`
  const forms = schema.anyOf ?? schema.oneOf
  if (forms !== undefined)
    return html`${forms.map((one, index) => html`${index === 0 ? '' : ' or '}${typeOf(one)}`)}`
  if (schema.allOf !== undefined) {
    return html`${schema.allOf.map((one, index) => html`${index === 0 ? '' : ' and '}${typeOf(one)}`)}`
  }
  const words = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  if (words !== undefined) {
    return html`${words.map((word, index) => html`${index === 0 ? '' : ', '}<code>${String(word)}</code>`)}`
  }
  const types = [schema.type ?? 'anything'].flat().join(' or ')
  return html`${schema.format === undefined ? types : `${types} (${schema.format})`}${limitsOf(schema)}`
}

function limitsOf({ minimum, maximum, maxLength, maxItems }: Schema): string {
  const limits = [
    minimum === undefined ? '' : `from ${minimum}`,
    maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : `to ${maximum}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
  ].filter((text) => text !== '')
  return limits.length === 0 ? '' : `, ${limits.join(' ')}`
}

/** One field with what it means, and the fields inside it. */
function field(name: string, schema: Schema, isNeeded: boolean): Markup {
  const need = isNeeded ? html`<span class="need">needed</span>` : ''
  return html`<dt><code>${name}</code><span class="type">${typeOf(schema)}</span>${need}</dt>
<dd>${inline(schema.description ?? '')}${fieldsOf(schema, false)}</dd>`
}

/**
 * The fields of a schema, those of nested objects inside; nothing for what has none. `isInput`: marks what must be
 * given; answers have everything every time.
 */
export function fieldsOf(schema: Schema, isInput: boolean): Markup | '' {
  const inside = schema.items ?? schema
  const parts = [inside, ...(inside.allOf ?? []), ...(inside.anyOf ?? [])]
  const own = parts.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, one]) => field(name, one, isInput && required.includes(name))),
  )
  return own.length === 0 ? '' : html`<dl>${own}</dl>`
}

/** An example as it is on the wire. */
export function exampleOf(title: string, example: unknown): Markup | '' {
  if (example === undefined) return ''
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return html`<details class="more"><summary>${title}</summary><pre tabindex="0">${text}</pre></details>`
}
