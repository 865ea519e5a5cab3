/** Reading the documentation: its code blocks, its links, the routes it names. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The text of a file, by its path from the root. */
export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Every page, by its path from the root. */
export function allPages(): string[] {
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  const atRoot = readdirSync(ROOT)
  return [...atRoot, ...inDocs.map((path) => `docs/${path}`)].filter(
    (path) => path.endsWith('.md') || path === 'llms.txt',
  )
}

/** A block of commands and the answer that the page shows for it, as text. */
export interface Example {
  /** Line of the page it begins at. */
  readonly line: number
  readonly script: string
  readonly answer: string | null
}

interface Block {
  readonly language: string
  readonly text: string
  readonly from: number
  readonly to: number
}

/** The fenced blocks of a page; `from` and `to` are the lines of its fences. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: { readonly language: string; readonly from: number; readonly lines: string[] } | null = null
  text.split('\n').forEach((line, index) => {
    const fence = /^```(\w*)$/.exec(line)
    if (fence === null) open?.lines.push(line)
    else if (open === null) open = { language: fence[1] ?? '', from: index + 1, lines: [] }
    else {
      blocks.push({ language: open.language, from: open.from, to: index + 1, text: open.lines.join('\n') })
      open = null
    }
  })
  return blocks
}

/** The `bash` blocks of a page; a `json` block with nothing but empty lines before it is the answer. */
export function examplesOf(text: string): Example[] {
  const lines = text.split('\n')
  const blocks = blocksOf(text)
  return blocks.flatMap((block, index) => {
    if (block.language !== 'bash') return []
    const next = blocks[index + 1]
    const between = next === undefined ? [] : lines.slice(block.to, next.from - 1)
    const isAnswer = next?.language === 'json' && between.every((line) => line === '')
    return [{ line: block.from, script: block.text, answer: isAnswer ? next.text : null }]
  })
}

/** The targets of a page's links that are inside the repository. */
export function linksOf(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** The headings of a page as the part of a link after `#`. */
export function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** The routes that a page names, like `GET /v1/emails/{id}`, without queries. */
export function routesOf(text: string): string[] {
  return [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/[\w/{}.-]*[\w}])/g)].map(
    ([, method, path]) => `${method} ${path}`,
  )
}

/**
 * An answer with everything that differs from run to run replaced by its kind: ids, times, hashes, ports. Two
 * answers that are equal then have the same keys and say the same.
 */
export function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settled(inner)]))
  }
  if (typeof value === 'number') return value > 1_000_000_000_000 ? 'EPOCH MS' : value
  if (typeof value !== 'string') return value
  return value
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\b[0-9a-f]{64}\b/g, 'HASH')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, 'ULID')
    .replace(/\/v1\/download\/\S+/, '/v1/download/TOKEN')
    .replace(/(127\.0\.0\.1|localhost):\d+/, 'HOST')
}

/** The key that stands for everything an excerpt leaves out. */
export const MORE = '…'

/** An answer without what an excerpt leaves out: only the keys shown, wherever {@link MORE} stands among them. */
export function asShown(answer: unknown, shown: unknown): unknown {
  if (Array.isArray(answer) && Array.isArray(shown)) {
    return answer.map((inner, index) => asShown(inner, shown[index]))
  }
  if (!isObject(answer) || !isObject(shown)) return answer
  const isExcerpt = MORE in shown
  const kept = Object.entries(answer).filter(([key]) => !isExcerpt || key in shown)
  const rest = isExcerpt && kept.length < Object.keys(answer).length ? { [MORE]: shown[MORE] } : {}
  return { ...Object.fromEntries(kept.map(([key, inner]) => [key, asShown(inner, shown[key])])), ...rest }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
