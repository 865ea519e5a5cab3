/** Reading a small public document from an address that somebody named: bounded in size and time, no redirects. */

import { guardedAgent, POST_TIMEOUT_MS } from './post.ts'

/** Longer documents are refused, in bytes. */
const LONGEST_DOCUMENT = 262_144

/** The text behind an address. Throws when it is not answered with 200, is too long, or is private but may not be. */
export async function fetchText(url: string, allowsPrivate: boolean): Promise<string> {
  const agent = await guardedAgent({ allowsPrivate })
  try {
    const { origin, pathname, search } = new URL(url)
    const answer = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: 'GET',
      signal: AbortSignal.timeout(POST_TIMEOUT_MS),
    })
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > LONGEST_DOCUMENT) throw new Error('the answer is too long')
      chunks.push(chunk)
    }
    if (answer.statusCode !== 200) throw new Error(`it answered ${answer.statusCode}`)
    return Buffer.concat(chunks).toString('utf8')
  } finally {
    await agent.destroy()
  }
}
