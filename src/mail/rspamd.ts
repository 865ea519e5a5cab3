/** Rspamd over HTTP: what it thinks of a message (`/checkv2`), and teaching it (`/learnspam`, `/learnham`). */

import { request } from 'node:http'
import { request as requestTls } from 'node:https'
import type { FilterAnswer } from '../core/spam-score.ts'

export interface RspamdService {
  /** Without a path. */
  readonly url: string
  /** Of the controller; null without. */
  readonly password: string | null
}

/** What the SMTP session knew. */
export interface RspamdEnvelope {
  readonly clientAddress: string | null
  readonly heloName: string
  readonly envelopeFrom: string
  readonly recipients: readonly string[]
}

const ANSWER_LIMIT = 512 * 1024

/** Asks about a message. Rejects when there is no answer that can be read within `timeoutMs`. */
export async function askRspamd(
  service: RspamdService,
  raw: Buffer,
  envelope: RspamdEnvelope,
  timeoutMs: number,
): Promise<FilterAnswer> {
  const headers = {
    ...(envelope.clientAddress === null ? {} : { IP: envelope.clientAddress }),
    ...(envelope.heloName === '' ? {} : { Helo: printable(envelope.heloName) }),
    From: printable(envelope.envelopeFrom),
    Rcpt: envelope.recipients.slice(0, 20).map(printable),
  }
  const text = await post(service, '/checkv2', raw, headers, timeoutMs)
  return answerOf(JSON.parse(text))
}

/**
 * Teaches that a message is spam or wanted. Only rspamd's controller learns, which listens one port above the
 * usual scanner. Rejects when it did not.
 */
export async function teachRspamd(
  service: RspamdService,
  raw: Buffer,
  as: 'spam' | 'ham',
  timeoutMs: number,
): Promise<void> {
  const url = new URL(service.url)
  if (url.port === '11333') url.port = '11334'
  await post({ ...service, url: url.origin }, as === 'spam' ? '/learnspam' : '/learnham', raw, {}, timeoutMs)
}

/** Header values of HTTP are plain ASCII. */
function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '?').slice(0, 320)
}

function answerOf(answer: unknown): FilterAnswer {
  const { score, action, symbols } = (answer ?? {}) as Readonly<Record<string, unknown>>
  if (typeof score !== 'number' || typeof action !== 'string') throw new Error('rspamd did not give a score')
  const named = Object.entries(typeof symbols === 'object' && symbols !== null ? symbols : {})
    .map(([name, symbol]) => ({ name, score: Number((symbol as { score?: unknown } | null)?.score ?? 0) }))
    .filter((symbol) => symbol.score !== 0 && /^[A-Z0-9_]{1,60}$/.test(symbol.name))
    .sort((a, b) => b.score - a.score)
  return { result: resultOf(action), score, symbols: named.slice(0, 20).map(({ name }) => name) }
}

function resultOf(action: string): FilterAnswer['result'] {
  if (action === 'reject') return 'reject'
  return action === 'add header' || action === 'rewrite subject' ? 'spam' : 'ham'
}

function post(
  service: RspamdService,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string | string[]>>,
  timeoutMs: number,
): Promise<string> {
  const url = new URL(path, service.url)
  const send = url.protocol === 'https:' ? requestTls : request
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const options = {
      method: 'POST',
      signal,
      agent: false as const,
      headers: {
        ...headers,
        'Content-Length': body.length,
        ...(service.password === null ? {} : { Password: service.password }),
      },
    }
    const posted = send(url, options, (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length > ANSWER_LIMIT) posted.destroy(new Error('the answer is too long'))
      })
      response.on('error', reject)
      response.on('end', () => {
        // 208: it knew this one already.
        const isFine = response.statusCode === 200 || response.statusCode === 208
        if (isFine) resolve(Buffer.concat(chunks).toString('utf8'))
        else reject(new Error(`rspamd answered ${response.statusCode}`))
      })
    })
    posted.on('error', reject)
    posted.end(body)
  })
}
