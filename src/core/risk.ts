/**
 * Signals: what warns a reviewer about a held message, each a code and one plain sentence (contract §7). They are
 * computed when a message is held and kept with it; nobody below `oversight` sees them.
 */

import { otherHostNamed } from './link-text.ts'
import { lookAlikeFinder } from './look-alike.ts'
import type { Direction } from './oversight.ts'
import { paymentKinds } from './payment-text.ts'
import { repeatedInstruction } from './repeated-instructions.ts'
import { linkHostsOf, RISK_LINK_LIMIT, RISK_TEXT_LIMIT, type RiskFacts } from './risk-facts.ts'
import { secretKinds } from './secret-text.ts'
import { listed, shown, shownAddress, shownDomain } from './shown.ts'

export interface Signal {
  /** A key of {@link SIGNALS}. */
  readonly code: string
  /** One plain sentence, at most 250 characters, with no control characters and no secret in it. */
  readonly message: string
}

/** When each signal is raised, in the order they are shown. */
export const SIGNALS = {
  unauthenticated_sender:
    'An inbound mail whose author is not proved: authentication (SPF, DKIM, DMARC) failed, or was not done.',
  first_contact:
    'Outbound: no released mail of this mailbox went to a recipient before. Inbound: nothing was released from its author, nor to them, before.',
  recipient_from_untrusted_mail:
    'A recipient is known only from inbound mail whose sender was not authenticated.',
  reply_to_unauthenticated:
    'It answers an inbound mail whose sender failed authentication, or was not verified.',
  many_recipients: 'It goes to ten or more recipients.',
  mixed_domains: 'It goes to people outside, at two or more different domains.',
  look_alike_domain:
    'A domain of a recipient, an author or a link resembles one that is known: your own, one written to before, one of a contact or of the allowlist.',
  link_text_mismatch: 'The text of a link names another host than the one it leads to.',
  new_link_domain: 'A link leads to a host that no released mail of this mailbox has linked to.',
  secret_text:
    'The text seems to hold a private key, an API key, a token or a password; only the kind is named.',
  payment_text:
    'The text holds a payment card number or an IBAN with valid check digits; only the kind is named.',
  executable_attachment: 'An attachment is a program, a script, or a document with macros, or holds one.',
  encrypted_attachment: 'An attachment is encrypted, so that nobody can look into it.',
  repeats_inbound_instructions:
    'The text repeats, outside of quoted lines, words of an inbound mail that read like an instruction.',
  unusual_pace: 'Ten or more mails in the last hour, and more than on a usual day of the last two weeks.',
  partly_checked: `The message has more text than ${RISK_TEXT_LIMIT} characters or more links than ${RISK_LINK_LIMIT}; signals look at no more.`,
} as const satisfies Record<string, string>

export type SignalCode = keyof typeof SIGNALS

export const MANY_RECIPIENTS = 10
/** Fewer mails in an hour are no unusual pace. */
export const FAST_PACE = 10

/** A sentence, or null when there is nothing to warn of. */
type Rule = (facts: RiskFacts) => string | null

const RULES: Readonly<Record<SignalCode, Partial<Readonly<Record<Direction, Rule>>>>> = {
  unauthenticated_sender: { inbound: unauthenticatedSender },
  first_contact: { outbound: firstContact, inbound: firstMail },
  recipient_from_untrusted_mail: { outbound: untrustedRecipient },
  reply_to_unauthenticated: { outbound: replyToUnauthenticated },
  many_recipients: { outbound: manyRecipients },
  mixed_domains: { outbound: mixedDomains },
  look_alike_domain: { outbound: lookAlikeDomain, inbound: lookAlikeDomain },
  link_text_mismatch: { outbound: linkTextMismatch, inbound: linkTextMismatch },
  new_link_domain: { outbound: newLinkDomain },
  secret_text: { outbound: secretText },
  payment_text: { outbound: paymentText },
  executable_attachment: { outbound: executableAttachment, inbound: executableAttachment },
  encrypted_attachment: { outbound: encryptedAttachment, inbound: encryptedAttachment },
  repeats_inbound_instructions: { outbound: repeatsInstructions },
  unusual_pace: { outbound: unusualPace },
  partly_checked: { outbound: partlyChecked, inbound: partlyChecked },
}

/** The signals of a message, each code at most once, in the order of {@link SIGNALS}. Never throws. */
export function signalsOf(facts: RiskFacts): Signal[] {
  const codes = Object.keys(RULES) as SignalCode[]
  return codes.flatMap((code) => {
    const message = RULES[code][facts.direction]?.(facts) ?? null
    return message === null ? [] : [{ code, message }]
  })
}

function unauthenticatedSender({ people, authenticity }: RiskFacts): string | null {
  if (authenticity === null || authenticity === 'passed') return null
  const author = people[0] === undefined ? 'somebody unnamed' : shownAddress(people[0].address)
  return authenticity === 'failed'
    ? `It says it is from ${author}, but its authentication failed.`
    : `It says it is from ${author}, which was not verified.`
}

function firstContact({ people, known }: RiskFacts): string | null {
  const strangers = people.filter(({ address }) => !known.has(address))
  if (strangers.length === 0) return null
  return `This mailbox has not written to ${listed(strangers.map(({ address }) => shownAddress(address)))} before.`
}

function firstMail({ people, known }: RiskFacts): string | null {
  const stranger = people.find(({ address }) => !known.has(address))
  return stranger === undefined
    ? null
    : `There was no mail from or to ${shownAddress(stranger.address)} in this mailbox before.`
}

function untrustedRecipient({ people, known, untrusted }: RiskFacts): string | null {
  const doubtful = people.filter(({ address }) => untrusted.has(address) && !known.has(address))
  if (doubtful.length === 0) return null
  const names = listed(doubtful.map(({ address }) => shownAddress(address)))
  return `Only mail whose sender was not authenticated has named ${names}.`
}

function replyToUnauthenticated({ answered }: RiskFacts): string | null {
  if (answered === null || answered.authenticity === 'passed') return null
  const from = shownAddress(answered.from)
  return answered.authenticity === 'failed'
    ? `It answers a mail that says it is from ${from}, but whose authentication failed.`
    : `It answers a mail that says it is from ${from}, whose sender was not verified.`
}

function manyRecipients({ people }: RiskFacts): string | null {
  const count = new Set(people.map(({ address }) => address)).size
  return count < MANY_RECIPIENTS ? null : `It goes to ${count} recipients.`
}

function mixedDomains({ people, ownDomain }: RiskFacts): string | null {
  const domains = new Set(people.map(({ domain }) => domain.ascii))
  domains.delete(ownDomain.ascii)
  if (domains.size < 2) return null
  return `It goes to ${domains.size} different outside domains: ${listed([...domains].map((one) => shownDomain(one)))}.`
}

const WHY = {
  own: "this mailbox's own domain",
  written: 'a domain this mailbox has written to',
  allowlist: 'a domain of the allowlist',
  contact: 'the domain of a contact',
} as const

function lookAlikeDomain({ people, links, references }: RiskFacts): string | null {
  const find = lookAlikeFinder(references)
  const candidates = new Map(
    [...people.map(({ domain }) => domain), ...links.map(({ host }) => host)].map(
      (domain) => [domain.ascii, domain] as const,
    ),
  )
  const found = [...candidates.values()].flatMap((candidate) => {
    const reference = find(candidate)
    return reference === null ? [] : [{ candidate, reference }]
  })
  const [first] = found
  if (first === undefined) return null
  const more = found.length === 1 ? '' : ` (and ${found.length - 1} more such)`
  const [candidate, known] = [shownDomain(first.candidate.ascii), shownDomain(first.reference.ascii)]
  return `${candidate} resembles ${known}, ${WHY[first.reference.why]}, but is another domain${more}.`
}

function linkTextMismatch({ links }: RiskFacts): string | null {
  const found = links.flatMap((link) => {
    const named = otherHostNamed(link)
    return named === null ? [] : [{ named, host: link.host.ascii }]
  })
  const [first] = found
  if (first === undefined) return null
  const more = found.length === 1 ? '' : ` (and ${found.length - 1} more such)`
  return `A link that reads ${shownDomain(first.named)} leads to ${shownDomain(first.host)}${more}.`
}

function newLinkDomain({ links, knownHosts, ownDomain }: RiskFacts): string | null {
  const isOwn = (host: string) => host === ownDomain.ascii || host.endsWith(`.${ownDomain.ascii}`)
  const hosts = linkHostsOf({ links }).filter((host) => !knownHosts.has(host) && !isOwn(host))
  if (hosts.length === 0) return null
  return `No mail of this mailbox has linked to ${listed(hosts.map((host) => shownDomain(host)))} before.`
}

function secretText({ subject, text }: RiskFacts): string | null {
  const kinds = secretKinds(`${subject}\n${text}`)
  return kinds.length === 0 ? null : `The text seems to hold ${listed(kinds)}.`
}

function paymentText({ subject, text }: RiskFacts): string | null {
  const kinds = paymentKinds(`${subject}\n${text}`)
  return kinds.length === 0 ? null : `The text seems to hold ${listed(kinds)}.`
}

function executableAttachment({ attachments }: RiskFacts): string | null {
  const names = attachments.filter(({ isExecutable }) => isExecutable).map(({ name }) => shown(name))
  return names.length === 0 ? null : `Opening ${listed(names)} can run a program.`
}

function encryptedAttachment({ attachments }: RiskFacts): string | null {
  const names = attachments.filter(({ isEncrypted }) => isEncrypted).map(({ name }) => shown(name))
  return names.length === 0 ? null : `What is in ${listed(names)} cannot be checked, because it is encrypted.`
}

/** The words themselves are not quoted: a secret may be among them. */
function repeatsInstructions({ text, inboundTexts }: RiskFacts): string | null {
  const repetition = repeatedInstruction(text, inboundTexts)
  if (repetition === null) return null
  const cues = listed(repetition.cues.map((cue) => `“${cue}”`))
  return `It repeats ${repetition.words} words of a received mail that read like an instruction: ${cues}.`
}

function unusualPace({ pace }: RiskFacts): string | null {
  const { lastHour, usualPerDay } = pace
  if (lastHour < FAST_PACE || lastHour <= (usualPerDay ?? 0)) return null
  const usual =
    usualPerDay === null
      ? 'in the two weeks before it wrote none'
      : `on a usual day it writes ${Math.round(usualPerDay * 10) / 10}`
  return `This mailbox wrote ${lastHour} mails in the last hour; ${usual}.`
}

function partlyChecked({ isCut }: RiskFacts): string | null {
  return isCut
    ? `It is so long that only its first ${RISK_TEXT_LIMIT} characters and ${RISK_LINK_LIMIT} links were checked.`
    : null
}
