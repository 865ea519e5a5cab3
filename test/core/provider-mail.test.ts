/** Inbound mail as providers hand it on by HTTP; whatever else they send is refused with the way out. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTimely, readPostmark, readSns, signedPrefix } from '../../src/core/provider-mail.ts'

const RAW = 'From: ada@example.com\r\nSubject: Hi\r\n\r\nHello\r\n'
const SNS = {
  notificationType: 'Received',
  mail: { source: 'ada@example.com', destination: ['someone@example.net'] },
  receipt: { recipients: ['agent@example.org'], action: { type: 'SNS', encoding: 'BASE64' } },
  content: Buffer.from(RAW).toString('base64'),
}
const notification = (message: object = SNS) => ({ Type: 'Notification', Message: JSON.stringify(message) })

describe('Postmark', () => {
  const body = {
    FromFull: { Email: 'ada@example.com', Name: 'Ada' },
    OriginalRecipient: 'agent@example.org',
    Headers: [{ Name: 'Return-Path', Value: '<bounce@example.com>' }],
    RawEmail: RAW,
  }

  it('gives the mail as it came, its recipient, and the return path where it is known', () => {
    expect(readPostmark(body)).toEqual({
      kind: 'mail',
      mail: {
        envelopeFrom: 'bounce@example.com',
        recipients: ['agent@example.org'],
        raw: { encoding: 'utf8', text: RAW },
      },
    })
    expect(readPostmark({ ...body, Headers: [] })).toMatchObject({
      mail: { envelopeFrom: 'ada@example.com' },
    })
  })

  it('must be told to include the mail', () => {
    expect(readPostmark({ ...body, RawEmail: undefined })).toMatchObject({
      kind: 'problem',
      path: 'RawEmail',
      message: expect.stringContaining('Include raw email content'),
    })
  })
})

describe('Amazon SES', () => {
  it('gives the mail as it came, and whom it was for by SMTP', () => {
    expect(readSns(notification())).toEqual({
      kind: 'mail',
      mail: {
        envelopeFrom: 'ada@example.com',
        recipients: ['agent@example.org'],
        raw: { encoding: 'base64', text: SNS.content },
      },
    })
  })

  it('may give it as text', () => {
    const message = {
      ...SNS,
      content: RAW,
      receipt: { recipients: ['a@example.org'], action: { encoding: 'UTF8' } },
    }
    expect(readSns(notification(message))).toMatchObject({ mail: { raw: { encoding: 'utf8', text: RAW } } })
  })

  it('asks for a confirmation, which leads to Amazon only', () => {
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=x'
    expect(readSns({ Type: 'SubscriptionConfirmation', SubscribeURL: url })).toEqual({ kind: 'confirm', url })
    for (const other of [
      'http://sns.eu-west-1.amazonaws.com/',
      'https://sns.eu-west-1.amazonaws.com.evil.example/',
      'https://evil.example/sns.eu-west-1.amazonaws.com/',
      'https://sns.eu-west-1.amazonaws.com@evil.example/',
      'https://sns.eu-west-1.amazonaws.com:8443/',
      'https://169.254.169.254/',
      '',
    ])
      expect(readSns({ Type: 'SubscriptionConfirmation', SubscribeURL: other })).toMatchObject({
        kind: 'problem',
      })
  })

  it('sends other things that are nobody’s mail', () => {
    expect(readSns(notification({ notificationType: 'AmazonSnsSubscriptionSucceeded' }))).toEqual({
      kind: 'nothing',
    })
    expect(readSns({ Type: 'UnsubscribeConfirmation' })).toEqual({ kind: 'nothing' })
  })

  it.each([
    ['Message', { Type: 'Notification', Message: 'Hello' }],
    ['Message.content', notification({ ...SNS, content: undefined })],
    ['Message.receipt.recipients', notification({ ...SNS, receipt: {} })],
    ['Type', {}],
  ])('without a right %s is refused with the way out', (path, body) => {
    expect(readSns(body)).toMatchObject({ kind: 'problem', path })
  })
})

it('never throws, whatever is posted', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('Type', 'Message', 'RawEmail', 'Headers', 'FromFull', 'OriginalRecipient'),
        fc.jsonValue(),
      ),
      (body) => {
        for (const read of [readPostmark, readSns])
          expect(read(body as Record<string, unknown>)).toHaveProperty('kind')
      },
    ),
  )
})

describe('a signature', () => {
  it('is over the time and the envelope as well', () => {
    expect(signedPrefix('1', 'a@example.com', 'b@example.org')).toBe('1\na@example.com\nb@example.org\n')
  })

  it('counts for five minutes', () => {
    const now = 1_800_000_000_000
    for (const [timestamp, expected] of [
      ['1800000000', true],
      ['1799999700', true],
      ['1799999699', false],
      ['1800000300', true],
      ['1800000301', false],
      ['', false],
      ['soon', false],
      ['1.8e9', false],
    ] as const)
      expect(isTimely(timestamp, now)).toBe(expected)
  })
})
