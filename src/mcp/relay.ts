/**
 * The Model Context Protocol by standard input and output, for clients that start programs: each line goes to a running
 * server as one request, and what it answers comes back as lines. Only messages of the protocol are written to the output.
 */

import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export interface Relay {
  readonly input: Readable
  readonly output: Writable
  /** Address of the server's endpoint, e.g. `https://mail.example.com/mcp`. */
  readonly url: string
  readonly key: string
}

/** Requests under way get this long when the input has ended, in ms. */
const GRACE_MS = 2_000

/** The key in `_meta` by which clients of the revision 2026-07-28 tell their version. */
const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion'

/** Parameters that such clients repeat in the header `Mcp-Name`. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
}

type Message = Readonly<Record<string, unknown>>

/** Passes messages on until the input ends and what was asked is answered. */
export async function relay(between: Relay): Promise<void> {
  const underWay = new Map<unknown, AbortController>()
  const work = new Set<Promise<void>>()
  const state = { version: null as string | null }
  const write = (message: unknown) => between.output.write(`${JSON.stringify(message)}\n`)
  for await (const line of createInterface({ input: between.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const message = messageOf(line)
    if (message === null) {
      write({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'This line is not a JSON object.' } })
    } else if (message.method === 'notifications/cancelled') {
      underWay.get(objectOf(message.params).requestId)?.abort()
    } else {
      const stop = new AbortController()
      if (message.id !== undefined) underWay.set(message.id, stop)
      const done = pass(between, state, line, message, stop.signal, write).finally(() => {
        underWay.delete(message.id)
        work.delete(done)
      })
      work.add(done)
    }
  }
  const timer = setTimeout(() => {
    for (const stop of underWay.values()) stop.abort()
  }, GRACE_MS)
  await Promise.allSettled(work)
  clearTimeout(timer)
}

function messageOf(line: string): Message | null {
  try {
    const value = JSON.parse(line) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : null
  } catch {
    return null
  }
}

const objectOf = (value: unknown): Message =>
  typeof value === 'object' && value !== null ? (value as Message) : {}

/** Passes one message on and writes what comes back; a failure is the answer to a request. */
async function pass(
  { url, key }: Relay,
  state: { version: string | null },
  line: string,
  message: Message,
  signal: AbortSignal,
  write: (message: unknown) => void,
): Promise<void> {
  const fail = (words: string) => {
    if (message.id === undefined || signal.aborted) return
    write({ jsonrpc: '2.0', id: message.id, error: { code: -32000, message: words } })
  }
  try {
    const headers = { authorization: `Bearer ${key}`, ...headersOf(message, state.version) }
    const response = await fetch(url, { method: 'POST', headers, body: line, signal })
    const type = response.headers.get('content-type') ?? ''
    if (type.startsWith('text/event-stream')) {
      for await (const event of eventsOf(response)) write(event)
      return
    }
    const text = await response.text()
    if (text === '') return response.ok ? undefined : fail(`The server answered ${response.status}.`)
    const answer = objectOf(JSON.parse(text))
    if (answer.jsonrpc !== '2.0') return fail(sentenceOf(answer, response.status))
    const { protocolVersion } = objectOf(answer.result)
    if (message.method === 'initialize' && typeof protocolVersion === 'string')
      state.version = protocolVersion
    write(answer)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    fail(`The server at ${url} cannot be reached or understood: ${cause}`)
  }
}

/** An error of the API in one sentence. */
function sentenceOf({ error, fix, code }: Message, status: number): string {
  const parts = [typeof error === 'string' ? error : `The server answered ${status}.`, fix]
  const sentence = parts.filter((part) => typeof part === 'string').join(' ')
  return typeof code === 'string' ? `${sentence} (${code})` : sentence
}

/** Headers that HTTP asks for and standard input does not have. */
function headersOf(message: Message, version: string | null): Record<string, string> {
  const common = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const params = objectOf(message.params)
  const claimed = objectOf(params._meta)[VERSION_KEY]
  if (typeof claimed !== 'string' || typeof message.method !== 'string')
    return version === null ? common : { ...common, 'mcp-protocol-version': version }
  const name = params[NAMED_BY[message.method] ?? '']
  return {
    ...common,
    'mcp-protocol-version': headerText(claimed),
    'mcp-method': headerText(message.method),
    ...(typeof name === 'string' ? { 'mcp-name': headerText(name) } : {}),
  }
}

/** A value as a header can carry it (revision 2026-07-28, standard request headers). */
function headerText(value: string): string {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !value.startsWith('=?base64?')
  return isPlain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`
}

/** The messages of a stream (text/event-stream). */
async function* eventsOf(response: Response): AsyncGenerator<unknown> {
  if (response.body === null) return
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + chunk).split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const data = event.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []))
      if (data.length > 0 && data.join('') !== '') yield JSON.parse(data.join('\n'))
    }
  }
}
