/** The feed as server-sent events: live, resumed without gap or repeat, and never more than its reader takes. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventStream } from '../../src/http/event-stream.ts'
import { operatorOf } from '../../src/store/access.ts'
import { Gate } from '../support/gate.ts'

let gate: Gate
const open = new Set<Listener>()

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off', MULTIMAIL_OPERATOR_APPROVAL: 'off' })
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'autonomous' }))
afterEach(() => {
  for (const listener of open) listener.close()
})

interface Frame {
  readonly id: string
  readonly event: string
  readonly data: { readonly subject: string; readonly id: string }
}

/** Reads frames off a real connection, as an EventSource does. */
class Listener {
  readonly response: Response
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #abort: AbortController
  #text = ''

  private constructor(response: Response, abort: AbortController) {
    this.response = response
    this.#abort = abort
    if (response.body === null) throw new Error('there is no body')
    this.#reader = response.body.getReader()
  }

  static async open(lastEventId: string | null = null, key = gate.agent): Promise<Listener> {
    const abort = new AbortController()
    const url = `${gate.app.url}/v1/events?mailbox_id=${gate.box.id}&events=message.sent`
    const response = await fetch(url, {
      signal: abort.signal,
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'text/event-stream',
        ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
      },
    })
    const listener = new Listener(response, abort)
    open.add(listener)
    // The stream has begun when it says how soon to come again.
    if (response.ok) await listener.#until('retry: 2000\n\n')
    return listener
  }

  /** Reads up to and with a text, and gives what stood before it; null when the stream ended first. */
  async #until(end: string): Promise<string | null> {
    for (;;) {
      const at = this.#text.indexOf(end)
      if (at >= 0) {
        const before = this.#text.slice(0, at)
        this.#text = this.#text.slice(at + end.length)
        return before
      }
      const { done, value } = await this.#reader.read()
      if (done) return null
      this.#text += Buffer.from(value).toString()
    }
  }

  /** The next event; null when the stream ended. */
  async next(): Promise<Frame | null> {
    for (;;) {
      const block = await this.#until('\n\n')
      if (block === null) return null
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
      if (field('data') !== '')
        return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) }
    }
  }

  async subjects(count: number): Promise<string[]> {
    const found: string[] = []
    while (found.length < count) found.push((await this.next())?.data.subject ?? 'the end')
    return found
  }

  close(): void {
    open.delete(this)
    this.#abort.abort()
  }
}

/** Sends mails one after the other, so that they are sent in this order. */
async function send(...subjects: string[]): Promise<void> {
  gate.app.context.clock.advance(3_600_000)
  for (const subject of subjects) {
    await gate.submit({ subject })
    await gate.app.drain()
  }
}

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `Mail ${from + index}`)

describe('a listener', () => {
  it('hears what happens from now on, as it happens', async () => {
    await send('Before')
    const listener = await Listener.open()
    expect(listener.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    await send('After')
    const frame = await listener.next()
    expect(frame).toMatchObject({ event: 'message.sent', data: { subject: 'After' } })
    expect(frame?.id).toBe(frame?.data.id)
  })

  it('goes on after the last event it heard, without gap or repeat', async () => {
    const first = await Listener.open()
    await send(...numbered(5))
    const heard = [await first.next(), await first.next()]
    first.close()
    await send(...numbered(5, 5))
    const second = await Listener.open(heard[1]?.id ?? '')
    expect(await second.subjects(8)).toEqual(numbered(8, 2))
    await send('New')
    expect(await second.subjects(1)).toEqual(['New'])
  })

  it('that comes and goes all the time hears each event once', async () => {
    const listener = await Listener.open()
    await send('First')
    const heard = [await listener.next()]
    listener.close()
    const writing = send(...numbered(30))
    for (let round = 0; heard.length < 31; round++) {
      const again: Listener = await Listener.open(heard.at(-1)?.id ?? '')
      const frame = await again.next()
      heard.push(frame)
      if (round % 2 === 0) heard.push(await again.next())
      again.close()
    }
    await writing
    expect(heard.slice(0, 31).map((frame) => frame?.data.subject)).toEqual(['First', ...numbered(30)])
  })

  it('that does not read keeps nobody waiting, and misses nothing itself', async () => {
    const slow = await Listener.open()
    const quick = await Listener.open()
    await send(...numbered(50))
    expect(await quick.subjects(50)).toEqual(numbered(50))
    expect(await slow.subjects(50)).toEqual(numbered(50))
  })

  it('is one of many', async () => {
    const listeners = await Promise.all(Array.from({ length: 200 }, () => Listener.open()))
    await send('To all')
    const heard = await Promise.all(listeners.map((listener) => listener.subjects(1)))
    expect(heard.flat()).toEqual(Array.from({ length: 200 }, () => 'To all'))
  })

  it('whose key is revoked hears no more', async () => {
    const key = await gate.makeKey(['read'])
    const listener = await Listener.open(null, key.raw)
    await gate.call(gate.app.made.keys.admin, 'DELETE', `/v1/keys/${key.key.id}`)
    await send('Secret')
    expect(await listener.next()).toBeNull()
  })

  it('with an id that never was is told so', async () => {
    const listener = await Listener.open('nobody')
    expect(listener.response.status).toBe(400)
  })
})

describe('a stream without events', () => {
  const decoder = new TextDecoder()
  const streamOf = (stopping: AbortSignal, heartbeat: number) => {
    const principal = operatorOf(gate.app.made.account.id, 0)
    const filter = { principal, mailboxId: gate.box.id, names: null }
    const patience = { signal: new AbortController().signal, stopping }
    const response = eventStream(
      gate.app.context,
      { filter, readmit: async () => principal },
      null,
      patience,
      heartbeat,
    )
    if (response.body === null) throw new Error('there is no body')
    return response.body.getReader()
  }

  it('has heartbeats, so that nobody on the way takes it for dead', async () => {
    const reader = streamOf(new AbortController().signal, 1)
    const texts = [await reader.read(), await reader.read(), await reader.read()].map(({ value }) =>
      decoder.decode(value),
    )
    expect(texts).toEqual(['retry: 2000\n\n', ': still here\n\n', ': still here\n\n'])
    await reader.cancel()
  })

  it('ends when the server stops', async () => {
    const stopping = new AbortController()
    const reader = streamOf(stopping.signal, 60_000)
    await reader.read()
    const end = reader.read()
    stopping.abort()
    expect(await end).toMatchObject({ done: true })
  })
})
