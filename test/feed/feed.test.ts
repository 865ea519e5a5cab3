/** The feed of events by cursor: each event once, in order, to whom it concerns (contract §8). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'
import type { Json } from '../support/server.ts'

let gate: Gate
const INBOUND = 'From: ada@example.com\r\nSubject: Question\r\n\r\nWhat does it cost?\r\n'

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off', MULTIMAIL_OPERATOR_APPROVAL: 'off' })
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'gated_send' }))

interface Page {
  readonly events: readonly Json[]
  readonly cursor: string | null
  readonly has_more: boolean
}

async function read(query = '', key = gate.agent): Promise<Page> {
  const { status, body } = await gate.call(key, 'GET', `/v1/events?mailbox_id=${gate.box.id}${query}`)
  expect(status).toBe(200)
  return body as unknown as Page
}

const names = ({ events }: Page) => events.map(({ event }) => String(event))

async function sent(subject = 'Offer'): Promise<string> {
  const id = await gate.submit({ subject })
  await gate.decide(id)
  await gate.app.drain()
  return id
}

describe('the feed', () => {
  it('tells what happened, oldest first, in the words of the contract', async () => {
    const id = await sent()
    const page = await read()
    expect(names(page)).toEqual(['oversight.pending', 'oversight.approved', 'message.sent'])
    expect(page.events[0]).toMatchObject({
      email_id: id,
      mailbox: gate.box.address,
      subject: 'Offer',
      markdown: '',
    })
    expect(page).toMatchObject({ has_more: false, cursor: String(page.events.at(-1)?.id) })
  })

  it('goes on where it was left, and tells each event once, however small the pages', async () => {
    for (const subject of ['One', 'Two', 'Three']) await sent(subject)
    const all = (await read('&limit=100')).events.map(({ id }) => String(id))
    expect(all).toHaveLength(9)
    const told: string[] = []
    for (let cursor = ''; ; ) {
      const page = await read(`&limit=2${cursor}`)
      told.push(...page.events.map(({ id }) => String(id)))
      cursor = `&cursor=${page.cursor}`
      if (!page.has_more) break
    }
    expect(told).toEqual(all)
  })

  it('keeps its cursor where nothing is new', async () => {
    await sent()
    const { cursor } = await read()
    expect(await read(`&cursor=${cursor}`)).toEqual({ events: [], cursor, has_more: false })
    await sent('Another')
    expect(names(await read(`&cursor=${cursor}`))).toHaveLength(3)
  })

  it('tells what was asked for only, by any of its names', async () => {
    await sent()
    expect(names(await read('&events=message.sent'))).toEqual(['message.sent'])
    expect(names(await read('&events=email.sent,approval.approved'))).toEqual([
      'oversight.approved',
      'message.sent',
    ])
  })

  it.each([
    ['events', '&events=message.opened'],
    ['cursor', '&cursor=nobody'],
  ])('says what is wrong with %s', async (path, query) => {
    const { status, body } = await gate.call(gate.agent, 'GET', `/v1/events?${query.slice(1)}`)
    expect(status).toBe(400)
    expect(body.details).toMatchObject([{ path }])
  })

  it('misses nothing and repeats nothing while many write at once', async () => {
    await gate.setMode('autonomous')
    const told: string[] = []
    let cursor = ''
    const follow = async () => {
      const page = await read(`&events=message.sent&limit=7${cursor}`)
      told.push(...page.events.map(({ subject }) => String(subject)))
      if (page.cursor !== null) cursor = `&cursor=${page.cursor}`
      return page.has_more
    }
    const subjects = Array.from({ length: 60 }, (_, index) => `Mail ${index}`)
    gate.app.context.clock.advance(3_600_000)
    await Promise.all([
      ...subjects.map(async (subject) => {
        await gate.submit({ subject })
        await gate.app.drain()
      }),
      (async () => {
        for (let round = 0; round < 20; round++) await follow()
      })(),
    ])
    await gate.app.drain()
    while (await follow());
    await follow()
    expect(told.toSorted()).toEqual(subjects.toSorted())
  })
})

describe('who reads it', () => {
  it('an agent does not hear of inbound mail that nobody let through, nor who reviews', async () => {
    await gate.setMode('gated_all')
    const id = await gate.arrive(INBOUND)
    expect(names(await read())).toEqual([])
    expect(names(await read('', gate.reviewer))).toEqual(['oversight.pending'])
    await gate.decideByLink(await gate.link(id))
    const page = await read('', gate.agent)
    expect(names(page)).toContain('message.received')
    expect(JSON.stringify(page)).not.toContain(gate.app.made.account.oversight_email)
    expect(JSON.stringify(await read('', gate.reviewer))).toContain(gate.app.made.account.oversight_email)
  })

  it('an agent does not hear of a pause; reviewers do', async () => {
    await gate.call(gate.reviewer, 'POST', '/v1/account/pause', { reason: 'Strange mail' })
    await gate.call(gate.reviewer, 'POST', '/v1/account/resume', {})
    const paused = async (key: string) =>
      JSON.stringify((await gate.call(key, 'GET', '/v1/events?events=account.paused&limit=100')).body)
    expect(await paused(gate.agent)).not.toContain('Strange mail')
    expect(await paused(gate.reviewer)).toContain('Strange mail')
  })

  it('a key for another mailbox, and one for test mail, hear nothing of it', async () => {
    await sent()
    const here = gate.box.id
    const other = await gate.freshBox()
    const stranger = await gate.makeKey(['read'], { mailboxIds: [other.id] })
    const test = await gate.makeKey(['read'], { test: true })
    for (const key of [stranger.raw, test.raw]) {
      const { body } = await gate.call(key, 'GET', '/v1/events?limit=100')
      expect(JSON.stringify(body)).not.toContain(here)
    }
  })

  it('needs a key that may read', async () => {
    const writer = await gate.makeKey(['send'])
    expect((await gate.call(writer.raw, 'GET', '/v1/events')).status).toBe(403)
    expect((await gate.app.call(null, 'GET', '/v1/events')).status).toBe(401)
  })
})
