/** What a message says itself that its reviewer may have to be warned of, for `core/risk`. */

import { type Address, canonicalAddress, splitAddress } from '../core/address.ts'
import { authenticityOf } from '../core/authenticity.ts'
import {
  RISK_ATTACHMENT_LIMIT,
  RISK_LINK_LIMIT,
  RISK_PEOPLE_LIMIT,
  RISK_TEXT_LIMIT,
  type RiskAddress,
  type RiskAttachment,
  type RiskContent,
} from '../core/risk-facts.ts'
import { natureOf } from './attachment-nature.ts'
import { domainNameOf, linksOf, riskLinkOf } from './links.ts'
import { envelopeOf, type OutboundContent } from './outbound.ts'

interface Attached {
  readonly name: string
  readonly contentType: string
  /** Its bytes, or the beginning of them; without, only name and type are looked at. */
  readonly content?: Uint8Array
}

/** What an outbound message says; its recipients are those of the whole envelope. */
export function riskContentOf(
  content: Pick<OutboundContent, 'to' | 'cc' | 'bcc' | 'subject' | 'markdown' | 'attachments'>,
): RiskContent {
  const people = envelopeOf(content).map(({ address }) => personOf(address))
  return {
    direction: 'outbound',
    authenticity: null,
    ...bodyOf(people, content.subject, content.markdown, content.attachments),
  }
}

/** A message from outside, as far as it was decoded. */
export interface InboundForRisk {
  /** Its author, or null when it names none. */
  readonly from: Address | null
  readonly subject: string
  /** Its whole body, quotes too. */
  readonly markdown: string
  readonly attachments: readonly Attached[]
  /** `{spf, dkim, dmarc}` with the words of RFC 8601; `{}` when nothing was checked. */
  readonly authentication: Readonly<Record<string, unknown>>
}

/** What an inbound message says. */
export function inboundRiskContentOf(message: InboundForRisk): RiskContent {
  const people = message.from === null ? [] : [personOf(message.from.address)]
  return {
    direction: 'inbound',
    authenticity: authenticityOf(message.authentication),
    ...bodyOf(people, message.subject, message.markdown, message.attachments),
  }
}

type Body = Omit<RiskContent, 'direction' | 'authenticity'>

function bodyOf(
  people: readonly RiskAddress[],
  subject: string,
  markdown: string,
  attachments: readonly Attached[],
): Body {
  const text = markdown.slice(0, RISK_TEXT_LIMIT)
  const links = linksOf(text, RISK_LINK_LIMIT + 1)
  return {
    people: people.slice(0, RISK_PEOPLE_LIMIT),
    subject: subject.slice(0, 2_000),
    text,
    links: links.slice(0, RISK_LINK_LIMIT).flatMap((link) => riskLinkOf(link) ?? []),
    attachments: attachments.slice(0, RISK_ATTACHMENT_LIMIT).map(attachmentOf),
    isCut:
      markdown.length > RISK_TEXT_LIMIT ||
      links.length > RISK_LINK_LIMIT ||
      people.length > RISK_PEOPLE_LIMIT ||
      attachments.length > RISK_ATTACHMENT_LIMIT,
  }
}

function personOf(written: string): RiskAddress {
  const address = canonicalAddress(written)
  return { address, written, domain: domainNameOf(splitAddress(address)?.domain ?? '') }
}

function attachmentOf({ name, contentType, content }: Attached): RiskAttachment {
  return { name, ...natureOf(name, contentType, content ?? new Uint8Array(0)) }
}
