/** The SDK's own client on the tools of a server, and what it is answered. */

import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { Json } from '../support/server.ts'

/** Clients of 2025, and those that find out whether the server knows the revision 2026-07-28. */
export type Era = 'legacy' | 'auto'

export interface Answered {
  readonly isError: boolean
  /** The fields of the answer, or of the error, looked into by the documented keys. */
  readonly fields: Json
  /** The text blocks. */
  readonly texts: readonly string[]
  readonly blocks: CallToolResult['content']
}

export class Agent {
  readonly client: Client

  constructor(client: Client) {
    this.client = client
  }

  /** Connects with a key. */
  static async connect(url: string, key: string, era: Era = 'legacy'): Promise<Agent> {
    const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode: era } })
    const requestInit = { headers: { authorization: `Bearer ${key}` } }
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }))
    return new Agent(client)
  }

  async names(): Promise<string[]> {
    return (await this.client.listTools()).tools.map(({ name }) => name)
  }

  /** Calls a tool; the client checks the answer against its output schema when it has listed the tools. */
  async call(name: string, args: object = {}): Promise<Answered> {
    const result = await this.client.callTool({ name, arguments: { ...args } })
    const texts = result.content.flatMap((block) => (block.type === 'text' ? [block.text] : []))
    const isError = result.isError ?? false
    const fields = isError ? errorOf(result) : ((result.structuredContent ?? {}) as Json)
    return { isError, fields, texts, blocks: result.content }
  }

  /** The same for a call that must succeed: its fields. */
  async do(name: string, args: object = {}): Promise<Json> {
    const { isError, fields, texts } = await this.call(name, args)
    if (isError) throw new Error(`${name}: ${texts.join('\n')}`)
    return fields
  }

  close(): Promise<void> {
    return this.client.close()
  }
}

/** The fields of the error that a failed call answers: its last text. Throws for a call that did not fail. */
export function errorOf(result: unknown): Json {
  const { isError, content } = (result ?? {}) as Partial<CallToolResult>
  const last = content?.at(-1)
  if (isError !== true || last?.type !== 'text') throw new Error(`no failure: ${JSON.stringify(result)}`)
  return JSON.parse(last.text) as Json
}

/** A message of the protocol posted as it is. */
export async function post(
  url: string,
  key: string | null,
  message: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Json; text: string }> {
  const response = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : {}) as Json,
    text,
  }
}

/** A call as clients of 2025 post it. */
export const toolCall = (name: string, args: object, meta?: object) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: args, ...(meta === undefined ? {} : { _meta: meta }) },
})
