/** A server that really sends, by SMTP to a next server, and what came of it there. */

import { createRelayTransport } from '../../src/mail/transports.ts'
import { type Peer, type Script, startPeer } from '../mail/smtp-peer.ts'
import { type Answer, type Json, startTestServer, type TestServer } from './server.ts'

/** A mail as the next server got it. */
export interface SentMail {
  readonly id: string
  readonly returnPath: string
  /** RFC 5322 Message-ID without angle brackets. */
  readonly messageId: string
  readonly recipient: string
  /** Its header as it was sent, CRLF at the end of each line. */
  readonly header: string
}

export interface SendingServer extends TestServer {
  readonly peer: Peer
  /** Replies of the next server; may be changed. */
  readonly script: Script
  /** Submits a mail with the agent's key; two minutes pass before. */
  submit(to: string | readonly string[], mail?: object): Promise<Answer>
  /** Submits a mail and has it delivered; one entry for each copy that left. */
  sendMail(to: string | readonly string[], mail?: object): Promise<SentMail[]>
  /** The events of the account with one of these names, oldest first. */
  events(...names: readonly string[]): Promise<Json[]>
  account(): Promise<Json>
  close(): Promise<void>
}

export async function startSending(settings: Record<string, string> = {}): Promise<SendingServer> {
  const script: Script = {}
  const peer = await startPeer(script)
  const url = `smtp://127.0.0.1:${peer.port}`
  const app = await startTestServer({
    settings: {
      MULTIMAIL_DELIVERY: 'relay',
      MULTIMAIL_RELAY_URL: url,
      MULTIMAIL_ROLES: 'http,smtp',
      MULTIMAIL_RATE_LIMIT: 'off',
      ...settings,
    },
    transport: createRelayTransport({ url, name: 'multimail.localhost', maxConnections: 1 }),
  })
  await app.context.database.write((writer) =>
    writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
  )
  let count = 0
  const submit: SendingServer['submit'] = (to, mail = {}) => {
    app.context.clock.advance(120_000)
    const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
    const body = { to, subject: `Mail ${count++}`, markdown: 'Hello.', ...mail }
    return app.call(app.made.keys.agent, 'POST', path, body)
  }
  return {
    ...app,
    peer,
    script,
    submit,
    async sendMail(to, mail) {
      const [firstMail, firstLine] = [peer.messages.length, peer.lines.length]
      const { body } = await submit(to, mail)
      await app.drain()
      const lines = peer.lines.slice(firstLine)
      const paths = lines.flatMap((line) => /^MAIL FROM:<([^>]*)>/.exec(line)?.[1] ?? [])
      const recipients = lines.flatMap((line) => /^RCPT TO:<([^>]*)>/.exec(line)?.[1] ?? [])
      // Notices of the server itself, and what waited, may leave in between.
      const copies = peer.messages.slice(firstMail).map((raw, at) => ({
        id: String(body.id),
        returnPath: paths[at] ?? '',
        messageId: /^Message-ID: <([^>]*)>/im.exec(raw)?.[1] ?? '',
        recipient: recipients[at] ?? '',
        header: raw.slice(0, raw.indexOf('\r\n\r\n') + 2),
      }))
      return copies.filter(({ recipient }) => [to].flat().includes(recipient))
    },
    async events(...names) {
      const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log?limit=100')
      const entries = body.entries as unknown as Json[]
      return entries.filter(({ action }) => names.includes(String(action))).reverse()
    },
    async account() {
      return (await app.call(app.made.keys.admin, 'GET', '/v1/account')).body
    },
    async close() {
      await app.stop()
      await peer.close()
    },
  }
}

/** A report by RFC 3464 on a mail. `header`: that of the original, sent back with it. */
export function dsn(options: {
  readonly to: string
  readonly recipient: string
  readonly action?: string
  readonly status?: string
  readonly diagnostic?: string
  readonly header?: string
}): string {
  const { to, recipient, action = 'failed', status = '5.1.1', header = 'Subject: x\r\n' } = options
  const diagnostic = options.diagnostic ?? 'smtp; 550 5.1.1 <user>: User unknown'
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mx.peer.example>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Your message could not be delivered.',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.peer.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: ${diagnostic}`,
    '',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    header,
    '--b1--',
    '',
  ].join('\r\n')
}

/** A complaint by RFC 5965 on a mail. */
export function complaint(to: string, header: string, type = 'abuse'): string {
  return [
    'From: feedback@provider.example',
    `To: ${to}`,
    'Subject: FW: a mail',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '',
    '--b1',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    '',
    '--b1',
    'Content-Type: message/rfc822',
    '',
    `${header}\r\nHello.`,
    '--b1--',
    '',
  ].join('\r\n')
}
