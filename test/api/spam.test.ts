/** Keeping bad mail from agents, and learning from what people say of it (contract §6). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { mail } from '../support/signed-mail.ts'
import { sendMail } from '../support/smtp-sender.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_SPAM_QUARANTINE_AT: '5' } })
})
afterAll(() => app.stop())

const call = (method: string, path: string) => app.call(app.made.keys.agent, method, path)
const emails = async (query: string) => {
  const { body } = await call('GET', `/v1/mailboxes/${app.made.mailbox.id}/emails${query}`)
  return body.emails as unknown as { id: string; subject: string; thread_id: string; spam_verdict: string }[]
}
const raw = (subject: string, body: string) =>
  mail('ada@a.test', { body }).replace('Subject: Numbers', `Subject: ${subject}`)

async function arrive(subject: string, body: string) {
  expect(await sendMail(app.smtpPort, raw(subject, body))).toMatch(/^250 /)
  const [found] = [
    ...(await emails('?limit=1')),
    ...(await emails('?status=spam_quarantined&limit=1')),
  ].filter((one) => one.subject === subject)
  if (found === undefined) throw new Error(`${subject} did not arrive`)
  return found
}

describe('an account', () => {
  it('learns from its people what is spam, and keeps the like of it from agents', async () => {
    for (const word of ['one', 'two', 'three', 'four']) {
      const spam = await arrive(`Pills ${word}`, 'Cheap pills and watches, click today to win cheap pills.')
      await call('POST', `/v1/emails/${spam.id}/report-spam`)
      const wanted = await arrive(
        `Meeting ${word}`,
        'The minutes of our meeting, and the numbers you asked for.',
      )
      await call('POST', `/v1/emails/${wanted.id}/not-spam`)
    }
    const next = await arrive('Watches', 'Win cheap watches and pills, click today.')
    expect(next.spam_verdict).toBe('quarantined')
    const { body } = await call('GET', `/v1/emails/${next.id}`)
    expect(body).toMatchObject({ status: 'spam_quarantined' })
    expect(body.spam_reasons).toContain('Its words are those of mail that was reported as spam.')
    expect((await arrive('Numbers again', 'The numbers of the meeting, and its minutes.')).spam_verdict).toBe(
      'clean',
    )
  })

  it('keeps no word of it: only counts by number', async () => {
    const rows = await app.context.database.reader.selectFrom('taught_words').selectAll().execute()
    expect(rows.length).toBeGreaterThan(10)
    expect(JSON.stringify(rows)).not.toMatch(/pills|watches|meeting/i)
  })

  it('learns each mail once, and unlearns what it is told otherwise', async () => {
    const totals = async () =>
      app.context.database.reader.selectFrom('taught_mails').select(['spam', 'ham']).executeTakeFirstOrThrow()
    const before = await totals()
    const { id } = await arrive('Doubt', 'Is this one wanted or not?')
    for (let times = 0; times < 3; times++) await call('POST', `/v1/emails/${id}/report-spam`)
    expect(await totals()).toEqual({ ...before, spam: before.spam + 1 })
    await call('POST', `/v1/emails/${id}/not-spam`)
    expect(await totals()).toEqual({ ...before, ham: before.ham + 1 })
  })
})

describe('what is quarantined', () => {
  it('stands in no list, search or thread, but in the list of spam', async () => {
    const quarantined = await arrive('Hidden watches', 'Win cheap watches and pills, click today.')
    expect(quarantined.spam_verdict).toBe('quarantined')
    for (const query of ['', '?direction=inbound', '?q=hidden', '?subject_contains=hidden', '?sender=ada'])
      expect((await emails(query)).map(({ subject }) => subject)).not.toContain('Hidden watches')
    const threads = await call('GET', `/v1/mailboxes/${app.made.mailbox.id}/threads?limit=100`)
    expect(JSON.stringify(threads.body)).not.toContain('Hidden watches')
    expect((await call('GET', `/v1/emails/thread/${quarantined.thread_id}`)).status).toBe(404)
    expect(JSON.stringify((await call('GET', '/v1/emails')).body)).toContain('Hidden watches')
    await call('POST', `/v1/emails/${quarantined.id}/not-spam`)
    expect((await emails('?q=hidden')).map(({ subject }) => subject)).toEqual(['Hidden watches'])
  })
})
