/**
 * What is known of a message when signals for its reviewer are computed: what it says itself ({@link RiskContent},
 * read by `mail/`), and what the database remembers ({@link RiskKnowledge}, gathered by `store/`).
 */

import type { Authenticity } from './authenticity.ts'
import type { DomainName, DomainReference } from './look-alike.ts'
import type { Direction } from './oversight.ts'

/** Text is looked at up to so many characters, and so many links. */
export const RISK_TEXT_LIMIT = 100_000
export const RISK_LINK_LIMIT = 500
/** So many people and attachments of one message are looked at. */
export const RISK_PEOPLE_LIMIT = 100
export const RISK_ATTACHMENT_LIMIT = 100

/** Somebody a message goes to or comes from. */
export interface RiskAddress {
  /** Canonical (`canonicalAddress`). */
  readonly address: string
  /** As it stands in the envelope: the local part may have capitals. */
  readonly written: string
  readonly domain: DomainName
}

/** A link to a host; others (`tel:`) are of no interest here. */
export interface RiskLink {
  /** What a reader sees. */
  readonly text: string
  readonly host: DomainName
  /** Whether it opens a new mail (`mailto:`); `host` is the domain of that address then. */
  readonly isMail: boolean
}

export interface RiskAttachment {
  readonly name: string
  /** Whether opening it can run a program. */
  readonly isExecutable: boolean
  /** Whether nobody can look into it without a password. */
  readonly isEncrypted: boolean
}

/** What a message says itself. */
export interface RiskContent {
  readonly direction: Direction
  /** Everybody who gets an outbound message; the author of an inbound one. At most {@link RISK_PEOPLE_LIMIT}. */
  readonly people: readonly RiskAddress[]
  readonly subject: string
  /** Markdown, at most {@link RISK_TEXT_LIMIT} characters. */
  readonly text: string
  /** At most {@link RISK_LINK_LIMIT}. */
  readonly links: readonly RiskLink[]
  /** At most {@link RISK_ATTACHMENT_LIMIT}. */
  readonly attachments: readonly RiskAttachment[]
  /** Whether the limits left something out. */
  readonly isCut: boolean
  /** What is known of the author of an inbound message; null for an outbound one. */
  readonly authenticity: Authenticity | null
}

/** What the database remembers that concerns a message. */
export interface RiskKnowledge {
  readonly ownDomain: DomainName
  /**
   * Canonical addresses among `people` that are no strangers: a released mail of this mailbox went to them, or,
   * for an inbound message, an earlier one of theirs was released.
   */
  readonly known: ReadonlySet<string>
  /** Canonical addresses among `people` that only mail without an authenticated sender has named. */
  readonly untrusted: ReadonlySet<string>
  /** The inbound message that this one answers, or null. */
  readonly answered: { readonly from: string; readonly authenticity: Authenticity } | null
  /** Domains that another one may try to resemble. */
  readonly references: readonly DomainReference[]
  /** A-label hosts among `links` that released mail of this mailbox has linked to. */
  readonly knownHosts: ReadonlySet<string>
  /** Texts of inbound mail that the author may have read, markdown. */
  readonly inboundTexts: readonly string[]
  readonly pace: {
    /** Mails that the mailbox was asked to send in the last hour, this one included. */
    readonly lastHour: number
    /** Mean over those of the last 14 days on which it was asked to send any, without today; null without any. */
    readonly usualPerDay: number | null
  }
}

export interface RiskFacts extends RiskContent, RiskKnowledge {}

/** The hosts that links of a message lead to, each once, as A-labels. */
export function linkHostsOf(content: Pick<RiskContent, 'links'>): string[] {
  return [...new Set(content.links.filter(({ isMail }) => !isMail).map(({ host }) => host.ascii))]
}
