/** The client asks again where nothing can be done twice, and nowhere else. */

import { describe, expect, it } from 'vitest'
import { MultiMail, MultiMailError, type MultiMailOptions } from '../../sdk/src/index.ts'

interface Given {
  readonly status?: number
  readonly body?: object
  readonly headers?: Record<string, string>
}

/** A client whose server gives these answers in turn; null: no answer. */
function clientOf(answers: readonly (Given | null)[], more: Partial<MultiMailOptions> = {}) {
  const requests: Request[] = []
  const pauses: number[] = []
  const rest = [...answers]
  const client = new MultiMail({
    url: 'https://mail.example.com/',
    key: 'mm_test_x',
    sleep: async (ms) => void pauses.push(ms),
    fetch: async (request) => {
      requests.push(request)
      const next = rest.shift()
      if (next === null || next === undefined) throw new TypeError('fetch failed')
      return Response.json(next.body ?? {}, { status: next.status ?? 200, headers: next.headers ?? {} })
    },
    ...more,
  })
  return { client, requests, pauses }
}

const limited = {
  status: 429,
  body: { code: 'rate_limited', retry_after: 2 },
  headers: { 'retry-after': '2' },
}
const sent = { status: 202, body: { id: 'a', status: 'pending_scan' } }
const mail = { to: ['ada@example.com'], subject: 's', markdown: 'm' }

describe('A request', () => {
  it('carries the key, and each POST a name of its own that stays the same when it is repeated', async () => {
    const { client, requests } = clientOf([null, sent, sent])
    await client.send('m', mail)
    await client.send('m', mail)
    const [first, again, second] = requests.map(({ headers }) => headers.get('idempotency-key'))
    expect(first).toMatch(/^[0-9a-f-]{36}$/)
    expect(again).toBe(first)
    expect(second).not.toBe(first)
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer mm_test_x')
    expect(requests[0]?.url).toBe('https://mail.example.com/v1/mailboxes/m/send')
  })

  it('waits as long as the server says when there were too many', async () => {
    const { client, pauses } = clientOf([limited, limited, { body: { id: 'e' } }])
    await client.email('e')
    expect(pauses).toEqual([2000, 2000])
  })

  it('is given up when the server asks for a long time, as for a quota', async () => {
    const hours = { ...limited, body: { code: 'rate_limited', retry_after: 7200 } }
    const { client, pauses } = clientOf([hours])
    await expect(client.email('e')).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 7200 })
    expect(pauses).toEqual([])
  })

  it('is not repeated when the answer would be the same', async () => {
    const { client, requests } = clientOf([{ status: 429, body: { code: 'warmup_limit', retry_after: 1 } }])
    await expect(client.send('m', mail)).rejects.toBeInstanceOf(MultiMailError)
    expect(requests).toHaveLength(1)
  })

  it('without an answer is repeated when it reads, or is named; a PATCH is not', async () => {
    const reading = clientOf([null, null, { body: { id: 'e' } }])
    await reading.client.email('e')
    expect(reading.requests).toHaveLength(3)
    const changing = clientOf([null, {}])
    const patched = changing.client.api.PATCH('/v1/account', { body: { name: 'x' } })
    await expect(patched).rejects.toMatchObject({ status: 0, code: 'no_answer' })
    expect(changing.requests).toHaveLength(1)
  })

  it('is given up after as many tries as were asked for', async () => {
    const { client, requests } = clientOf([null, null, null], { retries: 1 })
    await expect(client.email('e')).rejects.toMatchObject({ code: 'no_answer' })
    expect(requests).toHaveLength(2)
  })

  it('that something else answered says so', async () => {
    const { client } = clientOf([], {
      fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 403 }),
    })
    await expect(client.email('e')).rejects.toMatchObject({ status: 403, code: 'not_multimail' })
  })
})
