import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paymentKinds } from '../../src/core/payment-text.ts'

const CARD = 'a payment card number'
const IBAN = 'a bank account number (IBAN)'

describe('a text holds a payment card number', () => {
  it.each([
    ['Visa', '4111 1111 1111 1111'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the 2 series', '2223-0031-2200-3222'],
    ['American Express', '3782 822463 10005'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['Diners Club', '30569309025904'],
    ['after another number', 'order 12345 4111 1111 1111 1111 12/30'],
    ['in full-width digits', '４１１１１１１１１１１１１１１１'],
    ['with no-break spaces', '4111\u00a01111\u00a01111\u00a01111'],
    ['with invisible characters', '4111\u200b1111\u200b1111\u200b1111'],
  ])('of %s', (_issuer, text) => {
    expect(paymentKinds(text)).toEqual([CARD])
  })
})

describe('a text holds an IBAN', () => {
  it.each([
    'DE89 3704 0044 0532 0130 00',
    'GB29NWBK60161331926819',
    'fr14 2004 1010 0505 0001 3m02 606 is ours',
    'IBAN:NL91ABNA0417164300.',
    'NO93-8601-1117-947',
  ])('%s', (text) => {
    expect(paymentKinds(text)).toEqual([IBAN])
  })
})

describe('a text holds neither', () => {
  it.each([
    ['a wrong check digit', '4111 1111 1111 1112'],
    ['an issuer that does not exist', '9999 9999 9999 9995'],
    ['part of a longer number', '84111111111111111100'],
    ['two spaces between', '4111  1111  1111  1111'],
    ['a phone number', '+49 30 901820'],
    ['a time in ms', '1700000000000'],
    ['an IBAN with a wrong digit', 'DE89 3704 0044 0532 0130 01'],
    ['an IBAN that goes on', 'DE893704004405320130001'],
    ['a country without IBANs', 'US89 3704 0044 0532 0130 00'],
    ['nothing', ''],
  ])('%s', (_why, text) => {
    expect(paymentKinds(text)).toEqual([])
  })
})

describe('card numbers', () => {
  it('are found whatever stands around them, and not when a digit is changed', () => {
    const around = fc.string({ maxLength: 20 }).filter((text) => !/[\p{L}\p{N}]/u.test(text))
    fc.assert(
      fc.property(around, around, fc.nat(15), fc.integer({ min: 1, max: 9 }), (before, after, at, by) => {
        const card = '4111111111111111'
        const changed = card.slice(0, at) + ((Number(card[at]) + by) % 10) + card.slice(at + 1)
        expect(paymentKinds(`${before} ${card} ${after}`)).toContain(CARD)
        expect(paymentKinds(`${before} ${changed} ${after}`)).not.toContain(CARD)
      }),
    )
  })
})
