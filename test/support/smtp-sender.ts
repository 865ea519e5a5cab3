/** Hands one message to an SMTP server, as any mail server does, and gives its answer. */

import { Conversation } from '../smtp/conversation.ts'

export interface Envelope {
  readonly from?: string
  readonly to?: string
  readonly helo?: string
}

/** The reply to the end of the message, e.g. `250 2.0.0 Ok: queued as …`. */
export async function sendMail(port: number, raw: string, envelope: Envelope = {}): Promise<string> {
  const client = Conversation.open(port)
  await client.reply()
  await client.ask(`EHLO ${envelope.helo ?? 'client.test'}`)
  const replies = await client.askAll(
    `MAIL FROM:<${envelope.from ?? 'ada@a.test'}>`,
    `RCPT TO:<${envelope.to ?? 'agent@multimail.localhost'}>`,
    'DATA',
  )
  if (!replies[2]?.startsWith('354')) throw new Error(replies.join(' / '))
  const dotted = raw.replace(/^\./gm, '..')
  const reply = await client.ask(`${dotted.endsWith('\r\n') ? dotted : `${dotted}\r\n`}.`)
  client.end()
  return reply
}
