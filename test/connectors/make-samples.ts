/** Records what each module of the Make app really gives, for the samples that Make shows before anything ran. */

import { startReceiver } from '../support/receiver.ts'
import { startTestServer } from '../support/server.ts'
import type { Values } from './make-runtime/package.ts'
import { createUser, type MakeUser } from './make-user.ts'

type Samples = Record<string, Values>

/** As Make writes bytes down. */
const shown = (bytes: Uint8Array) =>
  `IMTBuffer(${bytes.length}, binary, ${Buffer.from(bytes).toString('hex')})`

async function emails({ agent, mailboxId, one, arrive, make }: MakeUser): Promise<Samples> {
  const emailId = await arrive()
  const mail = { mailboxId, to: ['ada@example.com'], subject: 'The plan', markdown: 'Here is **the plan**.' }
  const tags = [{ key: 'order', value: '17' }]
  const tagged = await one(agent, 'tagEmail', { mailboxId, emailId, tags })
  const [found] = await make.run(agent, 'searchEmails', { mailboxId, limit: 1 })
  const email = await one(agent, 'getEmail', { mailboxId, emailId })
  const [fresh] = await make.poll(agent, 'watchNewEmails', { mailboxId, limit: 1 }, { date: '', id: '' })
  const file = await one(agent, 'downloadAttachment', { mailboxId, emailId, fileName: 'a b%.csv' })
  const draft = await one(agent, 'createDraft', mail)
  const scheduled = await one(agent, 'scheduleEmail', {
    ...mail,
    subject: 'Later',
    sendAt: '2099-01-01T09:00:00Z',
  })
  return {
    tagEmail: tagged,
    removeTag: await one(agent, 'removeTag', { mailboxId, emailId, key: 'order' }),
    searchEmails: found ?? {},
    watchNewEmails: fresh ?? {},
    getEmail: email,
    getThread: await one(agent, 'getThread', { mailboxId, threadId: email.thread_id }),
    downloadAttachment: { ...file, data: shown(file.data as Uint8Array) },
    createDraft: draft,
    sendDraft: await one(agent, 'sendDraft', { mailboxId, draftId: draft.id }),
    sendEmail: await one(agent, 'sendEmail', { ...mail, subject: 'Another plan' }),
    replyToEmail: await one(agent, 'replyToEmail', { mailboxId, emailId, markdown: 'Thank you' }),
    scheduleEmail: scheduled,
    cancelEmail: await one(agent, 'cancelEmail', { mailboxId, emailId: scheduled.id }),
    makeApiCall: await one(agent, 'makeApiCall', { url: 'mailboxes', method: 'GET' }),
  }
}

/** One sample for each module, by its name, from a server that is started for it. */
export async function recordSamples(): Promise<Samples> {
  const receiver = await startReceiver()
  const server = await startTestServer({
    settings: { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_OPERATOR_APPROVAL: 'off' },
  })
  try {
    const user = await createUser(server)
    const { make, operator, reviewer, one, mailboxId } = user
    const live = {
      agent: await make.connect({ baseUrl: server.url, apiKey: server.made.keys.agent }),
      admin: await make.connect({ baseUrl: server.url, apiKey: server.made.keys.admin }),
    }
    const samples = await emails(user)
    await server.drain()
    const [pending] = await make.run(reviewer, 'listPendingEmails', { limit: 1 })
    const decision = { emailId: pending?.id, action: 'approve', reason: 'Fine' }
    const decided = await one(reviewer, 'decideOnEmail', decision)
    const [entry] = await make.run(operator, 'getAuditEntries', {
      limit: 1,
      action: 'message.submitted',
      mailboxId,
    })

    const hook = await make.attach(operator, 'events', receiver.url, { events: ['message.received'] })
    const path = `webhooks/${hook.saved.externalHookId}/test`
    await one(operator, 'makeApiCall', { url: path, method: 'POST' })
    await server.drain()
    const [event] = make.receive('watchEvents', receiver.posted[0]?.body)

    const asked = await one(live.agent, 'askForAutonomy', { mailboxId, mode: 'autonomous' })
    await server.drain()
    const { body } = await server.call(server.made.keys.admin, 'GET', '/v1/test/captured')
    const [newest] = body.emails as unknown as { readonly raw_base64: string }[]
    const notice = Buffer.from(newest?.raw_base64 ?? '', 'base64').toString()
    const code = /Code:\**\s*\**([0-9A-Z]+-[0-9A-Z]+)/.exec(notice)?.[1]
    const given = await one(live.agent, 'applyAutonomyCode', { mailboxId, code })
    return {
      ...samples,
      watchEvents: event ?? {},
      listPendingEmails: pending ?? {},
      decideOnEmail: decided,
      getAuditEntries: entry ?? {},
      askForAutonomy: asked,
      applyAutonomyCode: given,
      changeMode: await one(live.admin, 'changeMode', { mailboxId, mode: 'gated_send' }),
    }
  } finally {
    await server.stop()
    await receiver.close()
  }
}
