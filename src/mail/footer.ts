/**
 * The end of every mail that an agent sends (contract §9): who answers for it, what a person does about it, how to
 * verify that, and that an AI agent wrote it. Plain and small; it loads nothing.
 */

/** What the footer says. Lines may be several in `signature` and `address`. */
export interface Footer {
  /** The operator's name, or the signature block of the mailbox. */
  readonly signature: string
  /** What a person does under the mode. */
  readonly oversight: string
  readonly verifyUrl: string
  /** The operator's physical address, or null. */
  readonly address: string | null
}

/** The AI disclosure; it cannot be switched off. */
export const AI_DISCLOSURE = 'This email was sent by an AI agent.'

const SENT_VIA = 'Sent via MultiMail'
const VERIFY = 'Verify sender'

const CONTROLS = /[^\P{Cc}\n]/gu

function linesOf(text: string): string[] {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(CONTROLS, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The footer as plain text with LF line ends, from its `-- ` line (RFC 3676 §4.3) to its last line break. */
export function footerText(footer: Footer): string {
  const lines = [
    '-- ',
    ...linesOf(footer.signature),
    footer.oversight,
    `${SENT_VIA} · ${VERIFY}: ${footer.verifyUrl}`,
    AI_DISCLOSURE,
    ...linesOf(footer.address ?? ''),
  ]
  return `${lines.join('\n')}\n`
}

/** The footer as HTML: one block with inline styles. */
export function footerHtml(footer: Footer): string {
  const link = `<a href="${escaped(footer.verifyUrl)}" style="color:#0b66d0">${VERIFY}</a>`
  const lines = [
    '-- ',
    ...linesOf(footer.signature).map(escaped),
    escaped(footer.oversight),
    `${SENT_VIA} · ${link}`,
    AI_DISCLOSURE,
    ...linesOf(footer.address ?? '').map(escaped),
  ]
  return `<div style="margin:22px 0 0;font-size:12px;line-height:1.5">${lines.join('<br>\n')}</div>\n`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '')

/** Whether a line is the one of a footer that names MultiMail, as programs quote it. In lower case, trimmed. */
export function isFooterLine(line: string): boolean {
  return line.startsWith('sent via multimail') && line.includes('verify sender')
}
