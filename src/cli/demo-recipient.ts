/** The other side of the demo: a real SMTP server that takes mail for anybody, and a person who answers. */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail as the recipient's program shows it. */
export interface ReceivedMail {
  readonly from: string
  /** The author's address alone. */
  readonly author: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** With angle brackets. */
  readonly messageId: string
}

export interface Recipient {
  readonly port: number
  /** Everything that came for the recipient, in order. */
  readonly mails: readonly ReceivedMail[]
  /** Resolves with the first mail of the server itself: that something waits for a person. */
  readonly firstNotice: Promise<ReceivedMail>
  /** Resolves when the first mail is there. */
  readonly firstMail: Promise<ReceivedMail>
  /** Calls `listener` for each mail that comes from now on. */
  watch(listener: (mail: ReceivedMail) => void): void
  /** Writes `text` under the mail it answers, quoted, and hands it to the SMTP server on `port`. Resolves with its reply. */
  answer(mail: ReceivedMail, text: string, server: { host: string; port: number }): Promise<string>
  close(): Promise<void>
}

/** Starts the recipient's mail server on any free port of this machine. */
export async function startRecipient(): Promise<Recipient> {
  const mails: ReceivedMail[] = []
  const listeners: ((mail: ReceivedMail) => void)[] = []
  const { promise: firstMail, resolve } = Promise.withResolvers<ReceivedMail>()
  const { promise: firstNotice, resolve: resolveNotice } = Promise.withResolvers<ReceivedMail>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    banner: 'the mail server of the recipient',
    onData(stream, _session, done) {
      buffer(stream)
        .then(readMail)
        .then(
          (mail) => {
            // The server's own mail is by `multimail@`.
            if (mail.author.startsWith('multimail@')) resolveNotice(mail)
            else {
              mails.push(mail)
              resolve(mail)
              for (const listener of listeners) listener(mail)
            }
            done()
          },
          (error) => done(error),
        )
    },
  })
  // A connection that breaks is no reason to stop.
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    firstMail,
    firstNotice,
    watch: (listener) => listeners.push(listener),
    answer: sendAnswer,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}

async function readMail(raw: Buffer): Promise<ReceivedMail> {
  const { from, to, subject, text, messageId } = await PostalMime.parse(raw)
  const written = (people: typeof to) =>
    (people ?? [])
      .map(({ name, address }) => (name === '' ? (address ?? '') : `${name} <${address ?? ''}>`))
      .join(', ')
  return {
    from: written(from === undefined ? [] : [from]),
    author: from?.address ?? '',
    to: written(to),
    subject: subject ?? '',
    text: (text ?? '').trim(),
    messageId: messageId ?? '',
  }
}

async function sendAnswer(
  mail: ReceivedMail,
  text: string,
  server: { host: string; port: number },
): Promise<string> {
  // The certificate is self-signed.
  const transport = createTransport({ ...server, secure: false, tls: { rejectUnauthorized: false } })
  try {
    const quoted = mail.text.replace(/^/gm, '> ')
    const { response } = await transport.sendMail({
      from: mail.to,
      to: mail.from,
      subject: `Re: ${mail.subject}`,
      inReplyTo: mail.messageId,
      references: [mail.messageId],
      text: `${text}\n\nOn Monday, ${mail.from} wrote:\n${quoted}\n`,
    })
    return response
  } finally {
    transport.close()
  }
}
