/** ClamAV's clamd (INSTREAM). Never throws: a scanner in trouble has said nothing. */

import type { ServiceAddress } from '../core/filter-settings.ts'
import type { ScanAnswer } from '../core/spam-score.ts'
import { ServiceSocket } from './service-socket.ts'

/** Longest silence of the scanner, ms. Archives take it a while. */
export const SCAN_TIMEOUT_MS = 20_000

/** What the scanner says of the bytes of a message. */
export async function scanForViruses(
  address: ServiceAddress,
  content: AsyncIterable<Buffer>,
  timeoutMs = SCAN_TIMEOUT_MS,
): Promise<ScanAnswer> {
  const socket = new ServiceSocket(address, timeoutMs)
  try {
    await give(socket, content)
    return answerOf((await socket.answer(true)).toString('latin1'))
  } catch {
    return { result: 'unavailable', name: null }
  } finally {
    socket.close()
  }
}

/** Each piece with its length before it, a length of 0 at the end. */
async function give(socket: ServiceSocket, content: AsyncIterable<Buffer>): Promise<void> {
  try {
    await socket.write('zINSTREAM\0')
    for await (const chunk of content) {
      if (chunk.length === 0) continue
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      await socket.write(length)
      await socket.write(chunk)
    }
    await socket.write(Buffer.alloc(4))
  } catch {
    // It may have hung up because it has seen enough; its answer tells.
  }
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`, each with a NUL. */
function answerOf(text: string): ScanAnswer {
  const line =
    text
      .slice(0, 1_000)
      .split(/[\0\n]/, 1)[0]
      ?.trim() ?? ''
  if (line === 'stream: OK') return { result: 'clean', name: null }
  const found = /^stream: ([^\s]{1,200}) FOUND$/.exec(line)
  if (found !== null) return { result: 'infected', name: found[1] ?? null }
  return { result: line.includes('size limit exceeded') ? 'too_large' : 'unavailable', name: null }
}
