/**
 * The HTML of a mail for a frame: what is in it is hostile, so it is made inert here, and the headers of the answer
 * forbid whatever was overlooked.
 */

import { Parser } from 'htmlparser2'

/** Elements that are left out with everything in them. */
const DROPPED = new Set([
  'script',
  'style',
  'iframe',
  'frame',
  'frameset',
  'object',
  'embed',
  'applet',
  'template',
  'noscript',
  'svg',
  'math',
  'title',
  'select',
  'video',
  'audio',
])
/** Elements that are left out while what is in them stays. */
const UNWRAPPED = new Set([
  'html',
  'head',
  'body',
  'meta',
  'link',
  'base',
  'form',
  'input',
  'button',
  'textarea',
])
const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr', 'area'])
/** Attributes that only say how something looks. */
const KEPT = new Set([
  'align',
  'alt',
  'bgcolor',
  'border',
  'cellpadding',
  'cellspacing',
  'color',
  'colspan',
  'dir',
  'face',
  'height',
  'lang',
  'rowspan',
  'size',
  'start',
  'title',
  'valign',
  'width',
])
/** Declarations that could load, cover or leave the frame. */
const HARMFUL_STYLE = /url|image|src\s*\(|expression|@import|position\s*:|behavior|-moz-binding|\\/i
/** So many characters of a body are shown. */
const LONGEST = 2_000_000

export interface FrameOptions {
  /** Whether pictures from elsewhere are loaded; whoever sent them then learns that the mail was opened. */
  readonly loadsPictures: boolean
}

/** A document with the body of a mail: no scripts, forms or styles for others; links tell where they lead. */
export function frameOfHtml(html: string, options: FrameOptions): string {
  const out: string[] = []
  let dropping = 0
  const open: string[] = []
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (dropping > 0 || DROPPED.has(name)) {
          if (DROPPED.has(name)) dropping++
          return
        }
        if (UNWRAPPED.has(name) || !/^[a-z][a-z0-9]*$/.test(name)) return
        out.push(`<${name}${attributesOf(name, attributes, options)}>`)
        if (!VOID.has(name)) open.push(name)
      },
      ontext(text) {
        if (dropping === 0) out.push(escaped(text))
      },
      onclosetag(name) {
        if (DROPPED.has(name)) {
          if (dropping > 0) dropping--
          return
        }
        if (dropping > 0 || VOID.has(name)) return
        const at = open.lastIndexOf(name)
        if (at < 0) return
        for (const one of open.splice(at).reverse()) out.push(`</${one}>`)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.write(html.slice(0, LONGEST))
  parser.end()
  for (const name of open.reverse()) out.push(`</${name}>`)
  return documentOf(out.join(''))
}

/** The same for plain text. */
export function frameOfText(text: string): string {
  return documentOf(`<pre>${escaped(text.slice(0, LONGEST))}</pre>`)
}

function attributesOf(
  name: string,
  attributes: Readonly<Record<string, string>>,
  { loadsPictures }: FrameOptions,
): string {
  const kept: string[] = []
  for (const [key, value] of Object.entries(attributes)) {
    if (KEPT.has(key)) kept.push(`${key}="${escaped(value)}"`)
    if (key === 'style' && !HARMFUL_STYLE.test(value)) kept.push(`style="${escaped(value)}"`)
  }
  const href = attributes.href?.trim() ?? ''
  if (name === 'a' && href !== '') kept.push(`title="${escaped(href)}"`)
  const source = attributes.src?.trim() ?? ''
  const isLoaded = loadsPictures ? /^(https?:|data:image\/)/i : /^data:image\/(png|jpeg|gif|webp);/i
  if (name === 'img' && isLoaded.test(source)) kept.push(`src="${escaped(source)}"`)
  return kept.map((one) => ` ${one}`).join('')
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
}

function documentOf(body: string): string {
  return `<!doctype html><html lang=""><head><meta charset="utf-8"><title>Mail</title><style>
html{color-scheme:light;background:#fff}body{margin:16px;font:15px/1.5 system-ui,sans-serif;color:#1a1d21;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap;font:14px/1.5 ui-monospace,monospace;margin:0}
a{color:#0b5fcc;text-decoration:underline}blockquote{margin:0 0 0 8px;padding-left:12px;border-left:3px solid #dfe3e8;color:#5b6470}
</style></head><body>${body}</body></html>`
}
