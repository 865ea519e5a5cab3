/** Mail with real signatures, and the DNS records that prove them. */

import { generateKeyPairSync } from 'node:crypto'
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import type { DnsServer } from './dns.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const privateKey = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicKey = rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')

export const SELECTOR = 's1'

/** Publishes the key that {@link signed} and {@link sealed} use. */
export function publishKey(dns: DnsServer, domain: string): void {
  const record = `v=DKIM1; k=rsa; p=${publicKey}`
  dns.set(`${SELECTOR}._domainkey.${domain}`, 'TXT', record.match(/.{1,250}/g) ?? [])
}

/** A plain mail with the header that people's mail has. */
export function mail(
  from: string,
  options: { readonly body?: string; readonly header?: string } = {},
): string {
  return [
    `From: ${from}`,
    'To: agent@here.test',
    'Subject: Numbers',
    'Date: Mon, 23 Nov 2026 08:54:16 +0000',
    'Message-ID: <numbers@a.test>',
    ...(options.header === undefined ? [] : [options.header]),
    '',
    options.body ?? 'Hello,\r\n\r\nhere are the numbers.',
    '',
  ].join('\r\n')
}

/** The mail with a DKIM signature of a domain over it. */
export async function signed(
  raw: string,
  domain: string,
  options: { readonly maxBodyLength?: number; readonly signTime?: Date; readonly expires?: Date } = {},
): Promise<string> {
  const signature = { signingDomain: domain, selector: SELECTOR, privateKey, ...options }
  const { signatures } = await dkimSign(raw, { ...signature, signatureData: [signature] })
  return `${signatures}${raw}`
}

/** The mail as a forwarder passes it on: with a new ARC set in which it says what it found. */
export async function sealed(raw: string, domain: string, results: string): Promise<string> {
  const set = await sealMessage(raw, {
    signingDomain: domain,
    selector: SELECTOR,
    privateKey,
    authResults: `${domain}; ${results}`,
    cv: 'none',
  })
  return `${set.toString('latin1')}${raw}`
}
