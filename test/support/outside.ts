/** Stands for the outside world in tests: takes every mail and keeps what it was given. */

import { buffer } from 'node:stream/consumers'
import type { Transmission, Transport } from '../../src/mail/smtp-client.ts'

export interface Taken {
  /** The author by the header; the return path is another address. */
  readonly from: string
  /** MAIL FROM. */
  readonly returnPath: string
  readonly recipients: readonly string[]
  readonly subject: string
  readonly raw: string
}

export class Outside implements Transport {
  readonly taken: Taken[] = []

  async transmit(transmission: Transmission) {
    const raw = (await buffer(transmission.open())).toString('utf8')
    const subject = /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? ''
    const { from: returnPath, recipients } = transmission
    const from = /^From: (?:.*<)?([^<>\r\n]+?)>?\r?$/m.exec(raw)?.[1] ?? ''
    this.taken.push({ from, returnPath, recipients, subject, raw })
    const outcomes = recipients.map((recipient) => ({
      recipient,
      kind: 'accepted' as const,
      stage: 'after_data' as const,
      code: 250,
      enhanced: '2.0.0',
      reply: '250 2.0.0 OK',
    }))
    return { host: 'outside', tls: null, outcomes }
  }

  async verify() {
    return { host: 'outside', tls: null }
  }

  async close() {}

  /** What the server itself wrote to an address, newest last, with its line ends of transfer taken out. */
  noticesTo(address: string): string[] {
    return this.taken
      .filter(({ from, recipients }) => from.startsWith('multimail@') && recipients.includes(address))
      .map(({ raw }) => raw.replace(/=\r?\n/g, ''))
  }
}

/** Settings under which mail goes to an {@link Outside}, and only when the test lets the worker run. */
export const TO_OUTSIDE = {
  MULTIMAIL_DELIVERY: 'relay',
  MULTIMAIL_RELAY_URL: 'smtp://127.0.0.1:1',
  MULTIMAIL_ROLES: 'http',
} as const
