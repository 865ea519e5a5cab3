/** SpamAssassin's spamd (protocol SPAMC/1.5): what it thinks of a message, and teaching it. */

import type { ServiceAddress } from '../core/filter-settings.ts'
import type { FilterAnswer } from '../core/spam-score.ts'
import { ServiceSocket } from './service-socket.ts'

/** Asks about a message. Rejects when there is no answer that can be read within `timeoutMs` of silence. */
export async function askSpamd(
  address: ServiceAddress,
  raw: Buffer,
  timeoutMs: number,
): Promise<FilterAnswer> {
  const { header, body } = await exchange(address, 'SYMBOLS', [], raw, timeoutMs)
  const spam =
    /^Spam: (True|False|Yes|No) ; (-?\d{1,6}(?:\.\d{1,6})?) \/ (-?\d{1,6}(?:\.\d{1,6})?)\r?$/m.exec(header)
  if (spam === null) throw new Error('spamd did not give a score')
  const symbols = body.split(/[,\s]+/).filter((symbol) => /^[A-Z0-9_]{1,60}$/.test(symbol))
  return {
    result: spam[1] === 'True' || spam[1] === 'Yes' ? 'spam' : 'ham',
    score: Number(spam[2]),
    symbols: symbols.slice(0, 20),
  }
}

/** Teaches that a message is spam or wanted; spamd must have been started with `--allow-tell`. Rejects if it was not. */
export async function teachSpamd(
  address: ServiceAddress,
  raw: Buffer,
  as: 'spam' | 'ham',
  timeoutMs: number,
): Promise<void> {
  const fields = [`Message-class: ${as}`, 'Set: local']
  const { header } = await exchange(address, 'TELL', fields, raw, timeoutMs)
  if (!/^DidSet: /m.test(header)) throw new Error('spamd did not learn it')
}

async function exchange(
  address: ServiceAddress,
  command: string,
  fields: readonly string[],
  raw: Buffer,
  timeoutMs: number,
): Promise<{ readonly header: string; readonly body: string }> {
  const socket = new ServiceSocket(address, timeoutMs)
  try {
    const head = [`${command} SPAMC/1.5`, `Content-length: ${raw.length}`, ...fields, '', '']
    await socket.write(head.join('\r\n'))
    await socket.write(raw)
    const answer = (await socket.answer()).toString('latin1')
    if (!/^SPAMD\/\d\.\d 0 /.test(answer)) throw new Error('spamd refused')
    const end = answer.indexOf('\r\n\r\n')
    if (end < 0) throw new Error('spamd did not finish')
    return { header: answer.slice(0, end), body: answer.slice(end + 4) }
  } finally {
    socket.close()
  }
}
