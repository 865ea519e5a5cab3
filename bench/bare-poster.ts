/** The reference for webhooks: undici and two HMACs, nothing stored. Arguments: URL, how many, bytes, connections. */

import { createHmac } from 'node:crypto'
import { Agent } from 'undici'

const [url = '', count = '0', bytes = '0', connections = '1'] = process.argv.slice(2)
const agent = new Agent({ connections: Number(connections), pipelining: 1 })
const body = JSON.stringify({ text: 'x'.repeat(Number(bytes)) })
let left = Number(count)

async function loop(): Promise<void> {
  while (left-- > 0) {
    const id = String(left)
    const seconds = Math.floor(Date.now() / 1_000)
    const hex = createHmac('sha256', 'secret').update(body).digest('hex')
    const base64 = createHmac('sha256', 'secret').update(`${id}.${seconds}.${body}`).digest('base64')
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-multimail-signature': `sha256=${hex}`,
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${base64}`,
    }
    const answer = await agent.request({ origin: url, path: '/', method: 'POST', headers, body })
    await answer.body.dump()
  }
}

process.stdout.write('begun\n')
await Promise.all(Array.from({ length: Number(connections) }, loop))
await agent.close()
