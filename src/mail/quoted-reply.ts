/** The newest text of an answer, without the history quoted below it and without the signature. */

import { isModeSentence } from '../core/mode-sentence.ts'
import { isFooterLine } from './footer.ts'

/** History is looked for in so many lines, of so many characters each; what comes after is kept as it is. */
const MOST_LINES = 2_000
const LONGEST_LINE = 1_000
/** A line that says who wrote what follows; mail programs break it into at most three. */
const LONGEST_ATTRIBUTION = 700

const OPENING = /^(?:on|am|le|el|il|em|op|den|på|dne|w dniu|tarihinde)[\s,]|^\d/
const WROTE = [
  'wrote',
  'schrieb',
  'geschrieben',
  'a écrit',
  'escribió',
  'escribio',
  'ha scritto',
  'escreveu',
  'schreef',
  'geschreven',
  'skrev',
  'kirjoitti',
  'napisał',
  'napsal',
  'пишет',
  'написал',
  'yazdı',
  '写道',
  '寫道',
]
/** Something only the head of a mail has: an address, a time of day, a year. */
const EVIDENCE = /@|\d{1,2}[:.h]\d{2}|\b\d{4}\b|年/

const DIVIDERS = new Set([
  'original message',
  'original appointment',
  'forwarded message',
  'reply message',
  'ursprüngliche nachricht',
  'originalnachricht',
  'weitergeleitete nachricht',
  "message d'origine",
  'message original',
  'message transféré',
  'mensaje original',
  'mensagem original',
  'messaggio originale',
  'oorspronkelijk bericht',
  'ursprungligt meddelande',
  'oprindelig meddelelse',
  'исходное сообщение',
  '原始邮件',
])
const FROM_FIELD = /^(?:from|von|de|da|van|från|fra|od|от|发件人|寄件者|差出人)[*_]{0,2}\s?[:：]/
const FIELD =
  /^(?:sent|gesendet|envoyé|enviado|inviato|verzonden|skickat|date|datum|data|fecha|to|an|à|para|a|aan|till|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|cc|kopie|发送时间|收件人|主题|日期)[*_]{0,2}\s?[:：]/
const DEVICE =
  /^(?:sent from my \S{1,40}|sent from (?:outlook|mail|yahoo|proton)|von meinem .{1,40} gesendet|envoyé de mon \S{1,40}|enviado desde mi \S{1,40}|inviato da \S{1,40}|get outlook for )/

/**
 * The text above the history. Answers between quotes stay together with the quotes; the whole text stays when
 * nothing else would be left. Takes linear time.
 */
export function stripQuotedReply(markdown: string): string {
  const lines = markdown.split('\n')
  const end = endOfNewText(lines.slice(0, MOST_LINES).map(marker), lines.length > MOST_LINES)
  const kept = lines.slice(0, end ?? lines.length)
  while (kept.length > 0 && end !== null && isRule(kept.at(-1) ?? '')) kept.pop()
  const text = kept.join('\n').trim()
  return text === '' ? markdown.trim() : text
}

/** A line as the rules look at it: in lower case, without emphasis and escapes; empty when it is too long to be one. */
function marker(line: string): string {
  if (line.length > LONGEST_LINE) return '…'
  const plain = line.trim().toLowerCase()
  return /^(?:[*_]{1,3}|\\)[^*_\\\s]/.test(plain) ? plain.replace(/^[*_\\]+/, '') : plain
}

function isRule(line: string): boolean {
  return line.length <= LONGEST_LINE && /^\s*(?:\\?[-_*]{3,}\s*)?$/.test(line)
}

/** The first line that belongs to the history or the signature, or null. */
function endOfNewText(lines: readonly string[], goesOn: boolean): number | null {
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    if (line === '--' || DEVICE.test(line) || isDivider(line)) return index
    if (isFooterLine(line)) return isModeSentence(lines[index - 1] ?? '') ? index - 1 : index
    if (isHeaderBlock(lines, index) || isAttribution(lines, index)) return index
  }
  return goesOn ? null : endBeforeTrailingQuote(lines)
}

/** `-----Original Message-----` in any language. */
function isDivider(line: string): boolean {
  if (!/^(?:--|__)/.test(line) || line.length > 100) return false
  return DIVIDERS.has(line.replaceAll(/[-_:]+/g, ' ').trim())
}

/** Outlook quotes with the header of the old mail: its author, and two more fields below. */
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  if (!FROM_FIELD.test(lines[index] ?? '')) return false
  const following = lines.slice(index + 1, index + 10).filter((line) => line !== '')
  return following.slice(0, 4).filter((line) => FIELD.test(line)).length >= 2
}

/** `On …, Ada wrote:`, also when a mail program broke the line, if nothing but history follows. */
function isAttribution(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  const isOpening = OPENING.test(line)
  for (let count = 1; count <= (isOpening ? 3 : 1); count++) {
    if (!/[:：][*_]{0,3}$/.test(lines[index + count - 1] ?? '')) continue
    const text = lines.slice(index, index + count).join(' ')
    if (text.length > LONGEST_ATTRIBUTION) continue
    const says = WROTE.some((word) => text.includes(word))
    const names = EVIDENCE.test(text)
    const quote = nextFilled(lines, index + count)
    const isQuote = lines[quote]?.startsWith('>') ?? false
    if (isQuote && (names || (says && isOpening)) && isHistoryOnly(lines, quote)) return true
    if (!isQuote && names && says && (isOpening || text.includes('@'))) return true
  }
  return false
}

function nextFilled(lines: readonly string[], from: number): number {
  let index = from
  while (lines[index] === '') index++
  return index
}

/** Whether nobody answers below or between the quotes from this line on. */
function isHistoryOnly(lines: readonly string[], from: number): boolean {
  for (let index = from; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line === '--' || DEVICE.test(line) || /^_{5,}$/.test(line)) return true
    // A line right under a quoted one is the end of that, broken by a mail program.
    if (line !== '' && !line.startsWith('>') && (lines[index - 1] ?? '') === '') return false
  }
  return true
}

/** Where a quote begins that reaches to the end of the text, or null. */
function endBeforeTrailingQuote(lines: readonly string[]): number | null {
  let start = lines.length
  while (start > 0 && /^(?:>|$)/.test(lines[start - 1] ?? '')) start--
  return lines.slice(start).some((line) => line.startsWith('>')) ? start : null
}
