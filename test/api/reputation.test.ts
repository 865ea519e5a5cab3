/** What anybody may know of a sender by the hash in its mail (contract §9). */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SendingServer, startSending } from '../support/sent-mail.ts'

let app: SendingServer
beforeAll(async () => {
  app = await startSending({ MULTIMAIL_BOUNCE_STOP: 'off' })
})
afterAll(() => app.close())

const look = (hash: string) => app.call(null, 'GET', `/.well-known/reputation/${hash}`)

it('is looked up by the field of a mail, without a key, in bands', async () => {
  let header = ''
  for (let count = 0; count < 20; count++)
    header = (await app.sendMail(`r${count}@a.example`))[0]?.header ?? ''
  app.script.rcpt = () => '550 5.1.1 No such user'
  await app.sendMail('gone@a.example')
  delete app.script.rcpt
  const hash = /^X-MultiMail-Reputation: ([0-9a-f]{64})\r$/m.exec(header)?.[1] ?? ''
  const { status, body } = await look(hash)
  expect(status).toBe(200)
  expect(body).toEqual({
    hash,
    period_days: 30,
    volume: '10 to 99',
    bounce_rate: 'up to 5 %',
    complaint_rate: 'up to 0.05 %',
    standing: 'warning',
  })
})

it('says nothing of an unknown hash, and refuses what is none', async () => {
  expect((await look('0'.repeat(64))).status).toBe(404)
  expect((await look('nonsense')).status).toBe(400)
})

it('is told ten times an hour to each address', async () => {
  app.context.clock.advance(3_600_000)
  const statuses = []
  for (let count = 0; count < 11; count++) statuses.push((await look('0'.repeat(64))).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429])
  app.context.clock.advance(360_000)
  expect((await look('0'.repeat(64))).status).toBe(404)
})
