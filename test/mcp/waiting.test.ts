/** Waiting for mail by a tool: woken by what comes, told how far it is, and nobody else waits with it. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'
import type { Json } from '../support/server.ts'
import { Agent, type Era, post, toolCall } from './client.ts'

let gate: Gate
let agent: Agent
beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off', MULTIMAIL_OPERATOR_APPROVAL: 'off' })
  agent = await Agent.connect(gate.app.url, gate.agent)
  await agent.names()
})
afterAll(async () => {
  await agent.close()
  await gate.app.stop()
})
beforeEach(() => gate.freshBox({ mode: 'gated_send' }))

const arrive = (subject: string, from = 'ada@example.com') =>
  gate.arrive(`From: ${from}\r\nSubject: ${subject}\r\n\r\nHello\r\n`)
const wait = (args: object = {}, by = agent) =>
  by.call('wait_for_email', { mailbox_id: gate.box.id, seconds: 120, ...args })
const subjects = (fields: Json) => (fields.emails as unknown as Json[]).map(({ subject }) => String(subject))

/** Resolves when so many wait: then their looks were in vain. */
async function untilWaiting(count = 1): Promise<void> {
  const { database } = gate.app.context
  const listen = database.onPublished.bind(database)
  let waiting = 0
  await new Promise<void>((resolve) => {
    database.onPublished = (hear) => {
      if (++waiting === count) {
        database.onPublished = listen
        resolve()
      }
      return listen(hear)
    }
  })
}

describe('wait_for_email', () => {
  it.each(['legacy', 'auto'] as const)('answers as soon as mail comes in (%s)', async (era: Era) => {
    const by = await Agent.connect(gate.app.url, gate.agent, era)
    const waits = untilWaiting()
    const answer = wait({}, by)
    await waits
    await arrive('Now')
    // Were it not woken, the test would run into its own limit.
    const { fields } = await answer
    expect(subjects(fields)).toEqual(['Now'])
    expect(fields).toMatchObject({ timed_out: false })
    await by.close()
  })

  it('without since_id counts only what comes from now on', async () => {
    await arrive('Before')
    gate.app.context.clock.advance(1)
    const waits = untilWaiting()
    const answer = wait()
    await waits
    await arrive('After')
    expect(subjects((await answer).fields)).toEqual(['After'])
  })

  it('with since_id answers at once with what came meanwhile', async () => {
    const first = await arrive('One')
    await arrive('Two')
    expect(subjects((await wait({ since_id: first })).fields)).toEqual(['Two'])
  })

  it('passes over mail of others, and mail that the agent sends itself', async () => {
    const waits = untilWaiting()
    const answer = wait({ sender: 'bob@' })
    await waits
    await arrive('Of Ada')
    await gate.submit()
    await arrive('Of Bob', 'bob@example.com')
    expect(subjects((await answer).fields)).toEqual(['Of Bob'])
  })

  it('ends with timed_out where nothing comes, and says from where to wait on', async () => {
    const { isError, fields } = await wait({ seconds: 5 })
    expect(isError).toBe(false)
    expect(fields).toMatchObject({ emails: [], timed_out: true, since_id: expect.stringMatching(/^\w{26}$/) })
  })

  it.each([4, 121, 5.5, '30', Number.MAX_SAFE_INTEGER, -1, {}, []])(
    '%j seconds are refused',
    async (seconds) => {
      const { isError, fields } = await wait({ seconds })
      expect(isError).toBe(true)
      expect(fields).toMatchObject({ code: 'bad_request', details: [{ path: 'seconds' }] })
    },
  )

  it('tells a client that asks how far it is', async () => {
    const told: unknown[] = []
    const waits = untilWaiting()
    const answer = agent.client.callTool(
      { name: 'wait_for_email', arguments: { mailbox_id: gate.box.id, seconds: 120 } },
      { onprogress: (progress) => told.push(progress) },
    )
    await waits
    await arrive('Now')
    expect(await answer).toMatchObject({ structuredContent: { timed_out: false } })
    expect(told).toEqual([{ progress: 0, total: 120, message: 'Waiting for mail' }])
  })

  it('ends for a key that is revoked meanwhile, with nothing of the mail', async () => {
    const { raw, key } = await gate.makeKey(['read'])
    const by = await Agent.connect(gate.app.url, raw)
    const waits = untilWaiting()
    const answer = wait({}, by)
    await waits
    await gate.call(gate.app.made.keys.admin, 'DELETE', `/v1/keys/${key.id}`)
    await arrive('Secret')
    const { isError, fields, texts } = await answer
    expect(isError).toBe(true)
    expect(fields.code).toBe('unauthorized')
    expect(texts.join()).not.toContain('Secret')
    await by.close().catch(() => {})
  })

  it('ends for a client that goes away', async () => {
    const listeners: (() => void)[] = []
    const { database } = gate.app.context
    const listen = database.onPublished.bind(database)
    const left = new Promise<void>((resolve) => {
      database.onPublished = (hear) => {
        const stop = listen(hear)
        for (const heard of listeners) heard()
        return () => {
          stop()
          resolve()
        }
      }
    })
    const began = new Promise<void>((resolve) => listeners.push(resolve))
    const going = new AbortController()
    const request = fetch(`${gate.app.url}/mcp`, {
      method: 'POST',
      signal: going.signal,
      headers: {
        authorization: `Bearer ${gate.agent}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify(toolCall('wait_for_email', { mailbox_id: gate.box.id, seconds: 120 })),
    })
    await began
    going.abort()
    await expect(request).rejects.toThrow()
    await left
    database.onPublished = listen
  })
})

describe('those who wait', () => {
  it('are woken together, and keep nobody else from working', async () => {
    const waits = untilWaiting(100)
    const message = toolCall('wait_for_email', { mailbox_id: gate.box.id, seconds: 120 })
    const answers = Array.from({ length: 100 }, () => post(gate.app.url, gate.agent, message))
    await waits
    for (let call = 0; call < 20; call++) await agent.do('list_mailboxes')
    await arrive('To all')
    for (const { body } of await Promise.all(answers)) {
      expect(body.result).toMatchObject({ structuredContent: { emails: [{ subject: 'To all' }] } })
    }
  })

  it('are let go when the server stops', async () => {
    const other = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off' })
    const listen = other.app.context.database.onPublished.bind(other.app.context.database)
    const began = new Promise<void>((resolve) => {
      other.app.context.database.onPublished = (hear) => {
        resolve()
        return listen(hear)
      }
    })
    const message = toolCall('wait_for_email', { mailbox_id: other.box.id, seconds: 120 })
    const answer = post(other.app.url, other.agent, message)
    await began
    await other.app.stop()
    expect((await answer).body.result).toMatchObject({ structuredContent: { timed_out: true } })
  })
})
