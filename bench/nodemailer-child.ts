/**
 * Bare nodemailer, pooled and signing by DKIM, in a process of its own: `PORT CONNECTIONS COUNT`. It composes and
 * signs mails like ours and hands them to the sink, and keeps nothing.
 */

import { generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { bodies } from './texts.ts'

const [port = 0, connections = 1, count = 1] = process.argv.slice(2).map(Number)
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const transport = createTransport({
  host: '127.0.0.1',
  port,
  pool: true,
  maxConnections: connections,
  maxMessages: Number.POSITIVE_INFINITY,
  secure: false,
  ignoreTLS: true,
  dkim: {
    domainName: 'bench.test',
    keySelector: 's1',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  },
})
const body = bodies()
let left = count
async function sendSome(): Promise<void> {
  while (left-- > 0) {
    const { to, subject, markdown } = JSON.parse(body()) as {
      to: string[]
      subject: string
      markdown: string
    }
    const html = `<html><body><p>${markdown.replaceAll('\n\n', '</p><p>')}</p></body></html>`
    await transport.sendMail({ from: 'agent@bench.test', to, subject, text: markdown, html })
  }
}
await Promise.all(Array.from({ length: connections * 2 }, sendSome))
transport.close()
