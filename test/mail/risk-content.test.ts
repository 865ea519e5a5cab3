import { describe, expect, it } from 'vitest'
import { inboundRiskContentOf, riskContentOf } from '../../src/mail/risk-content.ts'

const to = (address: string) => ({ address, name: '' })
const OUTBOUND = {
  to: [to('Ada@Bücher.de')],
  cc: [],
  bcc: [],
  subject: 'Hello',
  markdown: 'Hello',
  attachments: [],
}

describe('what an outbound message says', () => {
  it('names everybody of its envelope, canonical, as written, and their domains as they are shown', () => {
    const content = riskContentOf({ ...OUTBOUND, bcc: [to('bob@example.org'), to('ada@bücher.de')] })
    expect(content.people).toEqual([
      {
        address: 'ada@xn--bcher-kva.de',
        written: 'Ada@xn--bcher-kva.de',
        domain: { ascii: 'xn--bcher-kva.de', unicode: 'bücher.de' },
      },
      {
        address: 'bob@example.org',
        written: 'bob@example.org',
        domain: { ascii: 'example.org', unicode: 'example.org' },
      },
    ])
  })

  it('has its links to hosts, and what its attachments are', () => {
    const attachments = [
      { name: 'a.txt', contentType: 'text/plain', content: Buffer.from('#!/bin/sh\n') },
      { name: 'b.txt', contentType: 'text/plain', content: Buffer.from('Hello') },
    ]
    const markdown = '[call](tel:123) [see](https://one.test)'
    expect(riskContentOf({ ...OUTBOUND, markdown, attachments })).toMatchObject({
      links: [{ text: 'see', host: { ascii: 'one.test' }, isMail: false }],
      attachments: [
        { name: 'a.txt', isExecutable: true, isEncrypted: false },
        { name: 'b.txt', isExecutable: false, isEncrypted: false },
      ],
      isCut: false,
    })
  })

  it('says when it is longer than what is looked at', () => {
    const isCut = (markdown: string) => riskContentOf({ ...OUTBOUND, markdown }).isCut
    expect(isCut('a'.repeat(100_000))).toBe(false)
    expect(isCut('a'.repeat(100_001))).toBe(true)
    expect(isCut('<https://a.test> '.repeat(500))).toBe(false)
    expect(isCut('<https://a.test> '.repeat(501))).toBe(true)
  })
})

describe('what an inbound message says', () => {
  const INBOUND = {
    from: to('Eve@Evil.test'),
    subject: 'Hi',
    markdown: 'https://one.test',
    attachments: [{ name: 'a.exe', contentType: 'application/octet-stream' }],
    authentication: { dmarc: 'fail' },
  }

  it('names its author, whether that is proved, its links and attachments', () => {
    expect(inboundRiskContentOf(INBOUND)).toMatchObject({
      direction: 'inbound',
      people: [{ address: 'eve@evil.test', written: 'Eve@Evil.test' }],
      authenticity: 'failed',
      links: [{ host: { ascii: 'one.test' } }],
      attachments: [{ name: 'a.exe', isExecutable: true }],
    })
  })

  it('may name nobody', () => {
    expect(inboundRiskContentOf({ ...INBOUND, from: null }).people).toEqual([])
  })
})
