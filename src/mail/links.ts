/** Where the links and images of a text in markdown lead, found by the same parser that renders it. */

import { domainToUnicode } from 'node:url'
import type { Token } from 'markdown-it'
import { canonicalDomain, splitAddress } from '../core/address.ts'
import type { DomainName } from '../core/look-alike.ts'
import { RISK_LINK_LIMIT, type RiskLink } from '../core/risk-facts.ts'
import { parseMarkdown } from './markdown.ts'

export interface Link {
  /** As it stands in the HTML. */
  readonly url: string
  /** What a reader sees of it; of an image its description. At most 500 characters. */
  readonly text: string
}

const LONGEST_TEXT = 500
/** Without one of these characters nothing in a text is a link. */
const MAY_HAVE_LINKS = /[[<@/&]/

/** The links and images of a text, in their order; at most `limit`. Takes time linear in the text's length. */
export function linksOf(markdown: string, limit = RISK_LINK_LIMIT): readonly Link[] {
  if (!MAY_HAVE_LINKS.test(markdown)) return []
  const found: Link[] = []
  for (const { children } of parseMarkdown(markdown)) {
    if (found.length >= limit) break
    if (children !== null) collect(children, found)
  }
  return found.slice(0, limit)
}

function collect(tokens: readonly Token[], found: Link[]): void {
  /** The link that is open: links have no links in them. */
  let url: string | null = null
  let text = ''
  for (const token of tokens) {
    if (token.type === 'link_open') {
      url = String(token.attrGet('href') ?? '')
      text = ''
    } else if (token.type === 'link_close') {
      if (url !== null && url !== '') found.push({ url, text })
      url = null
    } else {
      const words = wordsOf(token)
      if (url !== null && text.length < LONGEST_TEXT) text = (text + words).slice(0, LONGEST_TEXT)
      if (token.type === 'image') found.push({ url: String(token.attrGet('src') ?? ''), text: words })
    }
  }
}

/** What a reader sees of a token; of an image, what stands in for it. */
function wordsOf(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
  if (token.type !== 'image') return token.content.slice(0, LONGEST_TEXT)
  let words = ''
  for (const { content } of token.children ?? []) {
    words += content
    if (words.length >= LONGEST_TEXT) break
  }
  return words.slice(0, LONGEST_TEXT)
}

/** A host in both its forms; lower case, without a dot at its end. */
export function domainNameOf(host: string): DomainName {
  const ascii = canonicalDomain(host) ?? host.toLowerCase()
  return { ascii, unicode: domainToUnicode(ascii) || ascii }
}

/** A link with the host it leads to; null when it leads to none (`tel:`) or cannot be read. */
export function riskLinkOf({ url, text }: Link): RiskLink | null {
  const isMail = /^mailto:/i.test(url)
  const host = isMail ? domainOfMail(url) : hostOf(url)
  return host === null || host === '' ? null : { text, host: domainNameOf(host), isMail }
}

function hostOf(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed === null ? null : parsed.hostname
}

/** The domain of the first address of a `mailto:` URL (RFC 6068 §2). */
function domainOfMail(url: string): string | null {
  const [address = ''] = url.slice('mailto:'.length, 1_000).split(/[?,]/, 1)
  try {
    return splitAddress(decodeURIComponent(address))?.domain ?? null
  } catch {
    return null
  }
}
