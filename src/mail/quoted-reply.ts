/** The newest text of an answer, without the history quoted below it and without the signature. */

/** History is looked for in so many lines; what comes after is kept as it is. */
const MOST_LINES = 5_000

const WROTE = [
  /^\s*>?\s*On .{1,300} wrote:\s*$/i,
  /^\s*>?\s*Am .{1,300} schrieb .{0,200}:\s*$/i,
  /^\s*>?\s*Le .{1,300} a écrit\s*:\s*$/i,
  /^\s*>?\s*El .{1,300} escribi[óo]\s*:\s*$/i,
  /^\s*>?\s*Il .{1,300} ha scritto\s*:\s*$/i,
  /^\s*>?\s*Em .{1,300} escreveu\s*:\s*$/i,
  /^\s*>?\s*Op .{1,300} schreef .{0,200}:\s*$/i,
  /^\s*>?\s*\d{4}[-/.年].{1,200}(?:写道|wrote)[:：]\s*$/i,
]

const DIVIDER =
  /^\s*(?:-{2,}|_{5,})\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message|Mensaje original)?\s*(?:-{2,})?\s*$/i
const NAMED_DIVIDER =
  /(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message|Mensaje original)/i
const FIELD =
  /^\s*[*_]{0,2}(?:From|Von|De|Da|Van|Sent|Gesendet|Envoyé|Enviado|Date|Datum|To|An|À|Para|Subject|Betreff|Objet|Asunto|Cc)\s*:[*_]{0,2}\s*\S/i
const SIGNATURE = /^-- ?$/
const DEVICE =
  /^\s*(?:Sent from my \w{1,40}|Von meinem .{1,40} gesendet|Envoyé de mon \w{1,40}|Get Outlook for \w{1,20}).{0,60}$/i

/** The text above the history; the whole text when nothing else would be left. */
export function stripQuotedReply(markdown: string): string {
  const lines = markdown.split('\n')
  const end = endOfNewText(lines.slice(0, MOST_LINES))
  const kept = (end === null ? lines : lines.slice(0, end)).join('\n').trimEnd()
  return kept.trim() === '' ? markdown.trim() : kept.trim()
}

/** The first line that belongs to the history or the signature, or null. */
function endOfNewText(lines: readonly string[]): number | null {
  for (const [index, line] of lines.entries()) {
    if (SIGNATURE.test(line) || DEVICE.test(line)) return index
    if (isAttribution(lines, index)) return index
    if (isHeaderBlock(lines, index)) return DIVIDER.test(lines[index - 1] ?? '') ? index - 1 : index
    if (DIVIDER.test(line) && NAMED_DIVIDER.test(line)) return index
  }
  return endBeforeTrailingQuote(lines)
}

/** `On … wrote:`, also when a mail program broke the line, if a quote or nothing but history follows. */
function isAttribution(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  if (line.length > 500 || !/^\s*>?\s*(?:On|Am|Le|El|Il|Em|Op|\d{4})\b/i.test(line)) return false
  const joined = [1, 2, 3].map((count) => lines.slice(index, index + count).join(' '))
  return joined.some((text) => text.length < 700 && WROTE.some((pattern) => pattern.test(text)))
}

/** Outlook quotes with the header of the old mail: two such fields and more in a row. */
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  if (!FIELD.test(lines[index] ?? '')) return false
  const following = lines.slice(index + 1, index + 6).filter((line) => line.trim() !== '')
  return following.slice(0, 3).filter((line) => FIELD.test(line)).length >= 2
}

/** Where a quote begins that reaches to the end of the text, or null. */
function endBeforeTrailingQuote(lines: readonly string[]): number | null {
  let start = lines.length
  while (start > 0 && /^\s*(?:>|$)/.test(lines[start - 1] ?? '')) start--
  return lines.slice(start).some((line) => line.trim().startsWith('>')) ? start : null
}
