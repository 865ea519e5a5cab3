/** Texts made to take long. The guard is the time limit of a test: each of these must simply end. */

import { describe, expect, it } from 'vitest'
import { mentionedAddresses } from '../../src/core/mentions.ts'
import { signalsOf } from '../../src/core/risk.ts'
import { RISK_LINK_LIMIT, RISK_TEXT_LIMIT } from '../../src/core/risk-facts.ts'
import { domain, factsOf, person } from './risk-input.ts'

const filled = (piece: string) => piece.repeat(Math.ceil(RISK_TEXT_LIMIT / piece.length))

const PIECES = [
  'a@',
  '@',
  'a.',
  '@a.',
  '[',
  '](',
  '<',
  '>',
  '> ',
  '\n>',
  '1',
  '1 ',
  '1-',
  '4111 ',
  'DE89',
  'DE89 ',
  'eyJ',
  'eyJaaaaaaaa.',
  'SG.aaaaaaaaaaaaaaaa.',
  'sk-',
  'sk-a',
  'mm_live_',
  '-----BEGIN ',
  '-----BEGIN RSA ',
  'bearer ',
  'Bearer aaaaaaaaaaaaaaaaaaaa ',
  'password',
  'password ',
  'password: ',
  'password is ',
  'password:***___"""',
  'forward ',
  'send ',
  'send a b c d e f g ',
  'do not tell ',
  'a b c d e forward ',
  '\\',
  '\u202e',
  '\u0301',
  'e\u0301\u0301\u0301',
  '\ufdfa',
  '\ud800',
  '\u{e0041}',
  ' ',
  '\n',
  'rnvv',
]

describe('a text of a hundred thousand characters', () => {
  it.each(PIECES)('of %j is read to its end', (piece) => {
    const text = filled(piece)
    expect(signalsOf(factsOf({ text, subject: text, inboundTexts: [text, text, text] }))).toBeInstanceOf(
      Array,
    )
    expect(mentionedAddresses(text).length).toBeLessThanOrEqual(50)
  })
})

describe('names of a hundred thousand characters', () => {
  it.each(PIECES)('of %j are cut', (piece) => {
    const long = filled(piece)
    const found = signalsOf(
      factsOf({
        people: [{ address: long, written: long, domain: domain(long) }, person(`a@${long}`)],
        links: [{ text: long, host: domain(long), isMail: false }],
        attachments: [{ name: long, isExecutable: true, isEncrypted: true }],
        answered: { from: long, authenticity: 'failed' },
        references: [{ ...domain(long), why: 'own' }],
      }),
    )
    for (const { message } of found) expect(message.length).toBeLessThanOrEqual(250)
  })
})

describe('lists as long as they may be', () => {
  it('are compared with each other', () => {
    const people = Array.from({ length: 100 }, (_, index) =>
      person(`p${index}@${'ab'.repeat(20)}${index}.test`),
    )
    const links = Array.from({ length: RISK_LINK_LIMIT }, (_, index) => ({
      text: `https://${'ab'.repeat(25)}${index}.test`.repeat(9),
      host: domain(`${'ab'.repeat(25)}${index}.test`),
      isMail: false,
    }))
    const references = Array.from({ length: 1_000 }, (_, index) => ({
      ...domain(`${'ab'.repeat(20)}${index}.other.test`),
      why: 'written' as const,
    }))
    const codes = signalsOf(factsOf({ people, links, references })).map(({ code }) => code)
    expect(codes).toContain('many_recipients')
  })
})
