/**
 * Whether a text holds a payment card number (ISO/IEC 7812: issuer ranges and the Luhn check digit) or an IBAN
 * (ISO 13616: length by country and remainder 97). Only the kind is told. Linear in the length of the text.
 */

import { plainText } from './plain-text.ts'

interface Issuer {
  /** First and last number that its first digits may be. */
  readonly from: number
  readonly to: number
  readonly lengths: readonly number[]
}

const ISSUERS: readonly Issuer[] = [
  { from: 4, to: 4, lengths: [16, 19] },
  { from: 51, to: 55, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 34, to: 34, lengths: [15] },
  { from: 37, to: 37, lengths: [15] },
  { from: 6011, to: 6011, lengths: [16, 19] },
  { from: 644, to: 659, lengths: [16, 19] },
  { from: 3528, to: 3589, lengths: [16, 19] },
  { from: 300, to: 305, lengths: [14] },
  { from: 36, to: 36, lengths: [14] },
  { from: 38, to: 39, lengths: [14] },
  { from: 62, to: 62, lengths: [16, 17, 18, 19] },
]
const LONGEST_CARD = 19

/** Characters of an IBAN by country (SWIFT IBAN registry). */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 ' +
    'EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 ' +
    'KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 ' +
    'PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 ' +
    'VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** The kinds of payment numbers that a text holds, named with their article; `[]` when none. */
export function paymentKinds(text: string): string[] {
  const plain = plainText(text)
  const kinds: string[] = []
  if (holdsCard(plain)) kinds.push('a payment card number')
  if (holdsIban(plain)) kinds.push('a bank account number (IBAN)')
  return kinds
}

/** Runs of digits with single spaces or hyphens between; a card is some of them in a row. */
function holdsCard(text: string): boolean {
  let groups: string[] = []
  let end = -1
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    const goesOn = index === end + 1 && /[ -]/.test(text.charAt(end)) && digits.length <= LONGEST_CARD
    // A number has at most as many groups as digits.
    groups = [...(goesOn ? groups.slice(1 - LONGEST_CARD) : []), digits]
    end = index + digits.length
    if (endsWithCard(groups)) return true
  }
  return false
}

/** Whether the last groups, taken together, are a card number. */
function endsWithCard(groups: readonly string[]): boolean {
  let number = ''
  for (const group of groups.toReversed()) {
    number = group + number
    if (number.length > LONGEST_CARD) return false
    if (number.length >= 14 && isCard(number)) return true
  }
  return false
}

function isCard(digits: string): boolean {
  const isIssued = ISSUERS.some(({ from, to, lengths }) => {
    const prefix = Number(digits.slice(0, String(from).length))
    return prefix >= from && prefix <= to && lengths.includes(digits.length)
  })
  return isIssued && luhn(digits) && !/^(\d)\1+$/.test(digits)
}

/** ISO/IEC 7812-1 annex B. */
function luhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function holdsIban(text: string): boolean {
  for (const { 0: start, index } of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{2}\d\d/g)) {
    const length = IBAN_LENGTHS.get(start.slice(0, 2).toUpperCase())
    if (length !== undefined && isIban(text, index, length)) return true
  }
  return false
}

/** Whether an IBAN of so many letters and digits, with single spaces or hyphens, begins here and ends a word. */
function isIban(text: string, from: number, length: number): boolean {
  let iban = ''
  let index = from
  for (; iban.length < length; index++) {
    const character = text.charAt(index)
    if (/[A-Za-z0-9]/.test(character)) iban += character.toUpperCase()
    else if (!/[ -]/.test(character) || !/[A-Za-z0-9]/.test(text.charAt(index + 1))) return false
  }
  if (/[A-Za-z0-9]/.test(text.charAt(index))) return false
  let remainder = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}
