/** Receivers that answer strangely: what is posted has an end, and is counted rightly (contract §8). */

import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPoster, KEPT_BYTES, type Poster } from '../../src/web/post.ts'

let poster: Poster
const servers: Server[] = []
const sockets = new Set<Socket>()

beforeEach(() => {
  poster = createPoster({ allowsPrivate: true, now: () => Date.UTC(2026, 11, 1, 8), timeout: 200 })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
  await poster.close()
})

async function listening(server: Server): Promise<string> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

const http = (answer: RequestListener) => listening(createHttpServer(answer))
/** A server that says these bytes to whatever it is sent. */
const bare = (bytes: string) =>
  listening(createServer((socket) => socket.once('data', () => socket.end(bytes))))
const post = (url: string, body = '{}') => poster.post(url, { 'content-type': 'application/json' }, body)

describe('an answer', () => {
  it.each([200, 201, 204, 302, 404, 410, 500])('of %d is taken down as it is', async (status) => {
    const url = await http(
      (_, response) => void response.writeHead(status).end(status === 204 ? '' : 'words'),
    )
    expect(await post(url)).toEqual({ status, text: status === 204 ? '' : 'words', retryAfterMs: 0 })
  })

  it('that leads elsewhere is not followed', async () => {
    let followed = 0
    const url = await http((request, response) => {
      if (request.url === '/elsewhere') followed++
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect((await post(url)).status).toBe(307)
    expect(followed).toBe(0)
  })

  it.each([
    ['in seconds', '120'],
    ['as a date', 'Tue, 01 Dec 2026 08:02:00 GMT'],
  ])('that asks for time %s gets it', async (_, header) => {
    const url = await http((__, response) => void response.writeHead(429, { 'retry-after': header }).end())
    expect(await post(url)).toMatchObject({ status: 429, retryAfterMs: 120_000 })
  })

  it('is kept up to 2 KB, without control characters', async () => {
    const url = await http((_, response) => void response.end(`\u0000\u001b[31m${'x'.repeat(10_000)}`))
    const { text } = await post(url)
    expect(text).toBe(`[31m${'x'.repeat(KEPT_BYTES - 6)}`)
  })

  it('without an end is cut off, and its status counts', async () => {
    const url = await http((_, response) => {
      const more = () => void (response.destroyed || response.write('x'.repeat(16_384), more))
      more()
    })
    const { status, text } = await post(url)
    expect(status).toBe(200)
    expect(text).toHaveLength(KEPT_BYTES)
  })

  it('that breaks off half-way counts by its status', async () => {
    const url = await bare('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')
    expect(await post(url)).toEqual({ status: 200, text: 'half', retryAfterMs: 0 })
  })
})

describe('no answer', () => {
  it('within the time is a failure that says so', async () => {
    const url = await http(() => {})
    expect(await post(url)).toMatchObject({ status: null, text: 'There was no answer within 0.2 seconds.' })
  })

  it('from a port where nobody listens is a failure', async () => {
    const url = await bare('')
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await post(url)).toMatchObject({ status: null, text: expect.stringContaining('ECONNREFUSED') })
  })

  it.each([
    ['nothing', ''],
    ['garbage', '\u0000\u0001\u0002 garbage\r\n\r\n'],
    ['another protocol', '220 mail.example.com ESMTP\r\n'],
    ['half a header', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['headers of 100 KB', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(13_000)}\r\n`],
  ])('but %s is a failure', async (_, bytes) => {
    const { status, text } = await post(await bare(bytes))
    expect(status).toBeNull()
    expect(text).not.toBe('')
  })
})

it('never waits for another one at the same host', async () => {
  const waiting: (() => void)[] = []
  const url = await http((request, response) => {
    if (request.url === '/hook') waiting.push(() => void response.end())
    else response.end('quick')
  })
  const slow = Array.from({ length: 50 }, () => post(url))
  expect(await post(url.replace('/hook', '/other'))).toMatchObject({ text: 'quick' })
  for (const answer of waiting) answer()
  await Promise.all(slow)
})
