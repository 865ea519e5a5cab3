/** Waiting for mail with one request, for agents that cannot be called (contract §6 `wait`). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'
import type { Answer, Json } from '../support/server.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off', MULTIMAIL_OPERATOR_APPROVAL: 'off' })
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'gated_send' }))

const arrive = (subject: string) =>
  gate.arrive(`From: ada@example.com\r\nSubject: ${subject}\r\n\r\nHello\r\n`)
const list = (query: string, key = gate.agent) =>
  gate.call(key, 'GET', `${gate.path}/emails?direction=inbound&${query}`)
const subjects = ({ body }: Answer) =>
  (body.emails as unknown as Json[]).map(({ subject }) => String(subject))

/** Resolves when somebody waits: then a look was in vain. */
async function untilSomebodyWaits(): Promise<void> {
  const { database } = gate.app.context
  const listen = database.onPublished.bind(database)
  await new Promise<void>((resolve) => {
    database.onPublished = (hear) => {
      database.onPublished = listen
      resolve()
      return listen(hear)
    }
  })
}

describe('wait', () => {
  it('answers at once where there is something', async () => {
    const first = await arrive('One')
    await arrive('Two')
    expect(subjects(await list(`since_id=${first}&wait=30`))).toEqual(['Two'])
  })

  it('answers as soon as something comes', async () => {
    const first = await arrive('One')
    const waits = untilSomebodyWaits()
    const answer = list(`since_id=${first}&wait=30`)
    await waits
    await arrive('Two')
    // Were it not woken, the test would run into its own limit of 5 s.
    expect(subjects(await answer)).toEqual(['Two'])
  })

  it('does not answer for what is not for it: another mailbox, or mail that nobody let through', async () => {
    const first = await arrive('One')
    await gate.setMode('gated_all')
    const waits = untilSomebodyWaits()
    const answer = list(`since_id=${first}&wait=1`)
    await waits
    await arrive('Withheld')
    expect(subjects(await answer)).toEqual([])
  })

  it('answers when a person lets something through', async () => {
    await gate.setMode('gated_all')
    const waits = untilSomebodyWaits()
    const answer = list('wait=30')
    await waits
    await gate.decide(await arrive('Let through'))
    expect(subjects(await answer)).toEqual(['Let through'])
  })

  it('ends with an empty list where nothing comes', async () => {
    const answer = await list('wait=1')
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ emails: [], cursor: null })
  })

  it('ends at once for a key that is revoked meanwhile', async () => {
    const key = await gate.makeKey(['read'])
    const waits = untilSomebodyWaits()
    const answer = list('wait=30', key.raw)
    await waits
    await gate.call(gate.app.made.keys.admin, 'DELETE', `/v1/keys/${key.key.id}`)
    await arrive('Secret')
    expect((await answer).status).toBe(401)
  })

  it.each(['wait=31', 'wait=-1', 'wait=soon'])('%s is refused', async (query) => {
    const answer = await list(query)
    expect(answer.status).toBe(400)
    expect(answer.body.details).toMatchObject([{ path: 'wait' }])
  })

  it('is for many at once', async () => {
    const answers = Array.from({ length: 50 }, () => list('wait=30'))
    await arrive('To all')
    for (const answer of await Promise.all(answers)) expect(subjects(answer)).toEqual(['To all'])
  })
})
