/** From bytes to text in the charset that a part claims (WHATWG Encoding), or the one it is really in. */

/** Names that mail uses and the Encoding standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  'latin-1': 'windows-1252',
  'iso-8859-1-windows-1252': 'windows-1252',
  'win-1251': 'windows-1251',
  'win-1252': 'windows-1252',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  ibm437: 'cp437',
  ibm850: 'cp850',
  cp858: 'cp850',
  ibm852: 'cp852',
}

/** The upper halves of code pages that the Encoding standard leaves out. */
const UPPER_HALVES: Readonly<Record<string, string>> = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐' +
    '└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0',
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const lenientUtf8 = new TextDecoder('utf-8')
const windows1252 = new TextDecoder('windows-1252')

/**
 * Decodes text. A byte order mark decides first. A charset that is unknown, or that the bytes are visibly not in,
 * is read as UTF-8 if they are that, else as windows-1252. Never throws.
 */
export function decodeCharset(bytes: Buffer, charset: string | null): string {
  const label = (charset ?? 'utf-8').replace(/^[\s"']+|[\s"';,]+$/g, '').toLowerCase()
  const known = ALIASES[label] ?? label
  if (known === 'utf-7' || known === 'unicode-1-1-utf-7') return decodeUtf7(bytes.toString('latin1'))
  const upperHalf = UPPER_HALVES[known]
  if (upperHalf !== undefined) return decodeCodePage(bytes, upperHalf)
  const decoder = decoderOf(markedCharset(bytes) ?? known)
  if (decoder === null || decoder.encoding === 'utf-8') return utf8OrNull(bytes) ?? guessed(bytes)
  const text = decoder.decode(bytes)
  const isDoubtful = decoder.encoding === 'windows-1252' || text.includes('\ufffd')
  return (isDoubtful && has8Bit(bytes) ? utf8OrNull(bytes) : null) ?? text
}

function markedCharset(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

function utf8OrNull(bytes: Buffer): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

/** UTF-8 with a few wrong bytes, as when it was cut, stays UTF-8; anything else is windows-1252. */
function guessed(bytes: Buffer): string {
  const text = lenientUtf8.decode(bytes)
  let wrong = 0
  let right = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0xfffd) wrong++
    else if (code > 0x7f) right++
  }
  return right >= 4 * wrong ? text : windows1252.decode(bytes)
}

function has8Bit(bytes: Buffer): boolean {
  return bytes.some((byte) => byte > 0x7f)
}

/** RFC 2152: `+` and base64 of UTF-16BE, ended by `-` or anything else; `+-` is a plus sign. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, letters: string) => {
    if (letters === '') return '+'
    const units = Buffer.from(letters, 'base64')
    return units
      .subarray(0, units.length & ~1)
      .swap16()
      .toString('utf16le')
  })
}

function decodeCodePage(bytes: Buffer, upperHalf: string): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (byte) => upperHalf.charAt(byte.charCodeAt(0) - 0x80))
}
