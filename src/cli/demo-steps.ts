/** The main job, step by step, over the same doors as everybody: HTTP with keys, and SMTP. */

import type { Initialized } from '../actions/initialize.ts'
import type { RunningServer } from '../serve.ts'
import type { ReceivedMail, Recipient } from './demo-recipient.ts'
import type { Story } from './demo-story.ts'

/** What plays along. */
export interface Cast {
  readonly server: RunningServer
  readonly made: Initialized
  readonly recipient: Recipient
}

/** How long the demo waits for any one thing, in ms. */
const PATIENCE_MS = 10_000
const POLL_MS = 50

const RECIPIENT = 'Ada Lovelace <ada@example.com>'
const LETTER = `Dear Ada,

shall we go through the **first program** on Monday? I would bring:

- the punched cards
- tea

Yours, your agent`
const ANSWER = 'Monday suits me well. Bring the large cards, please.'

interface Submitted {
  readonly id: string
  readonly status: string
  readonly thread_id: string
}

interface Held {
  readonly emails: readonly {
    readonly id: string
    readonly from: string
    readonly to: readonly string[]
    readonly subject: string
    readonly content_hash: string
  }[]
}

interface Email {
  readonly id: string
  readonly from: string
  readonly subject: string
  readonly status: string
  readonly thread_id: string
  readonly markdown_reply: string
}

/** Plays everything. Rejects when a step does not come out as it should. */
export async function playMainJob(story: Story, cast: Cast): Promise<void> {
  const sent = await send(story, cast)
  const contentHash = await look(story, cast, sent)
  await notice(story, cast)
  await approve(story, cast, sent, contentHash)
  const mail = await arrive(story, cast)
  await answer(story, cast, mail)
  await read(story, cast, sent)
  await verify(story, cast)
}

function expect(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise)
}

/** Calls the API; rejects unless it answers with `status`. */
async function call<T>(
  { server }: Cast,
  key: string,
  request: { readonly path: string; readonly body?: unknown; readonly status?: number },
): Promise<T> {
  const { path, body, status = 200 } = request
  const response = await fetch(`${server.context.publicUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const text = await response.text()
  expect(response.status === status, `${path} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as T
}

function send(story: Story, cast: Cast): Promise<Submitted> {
  const { mailbox, keys } = cast.made
  return story.step('The agent writes a mail through the API', async (say) => {
    const path = `/v1/mailboxes/${mailbox.id}/send`
    const body = { to: RECIPIENT, subject: 'Monday', markdown: LETTER }
    const sent = await call<Submitted>(cast, keys.agent, { path, body, status: 202 })
    say(`POST ${path} → 202\nid ${sent.id}, status ${sent.status}`)
    return sent
  })
}

function look(story: Story, cast: Cast, sent: Submitted): Promise<string> {
  const { mailbox, keys } = cast.made
  return story.step(`It is held: ${mailbox.address} is ${mailbox.mode}`, async (say) => {
    const path = '/v1/oversight/pending'
    const { emails } = await call<Held>(cast, keys.reviewer, { path })
    const held = emails.find(({ id }) => id === sent.id)
    if (held === undefined) throw new Error('the mail is not in the queue of the reviewer')
    say(`GET ${path} → 200, as the reviewer sees it:`)
    say(`${held.from} → ${held.to.join(', ')}: "${held.subject}"`)
    say(`content_hash ${held.content_hash}`)
    expect(cast.recipient.mails.length === 0, 'the recipient has mail that nobody approved')
    say('The mail server of the recipient has got 0 mails.')
    return held.content_hash
  })
}

function notice(story: Story, cast: Cast): Promise<void> {
  return story.step('The operator gets a mail with a link to look and decide', async (say) => {
    const mail = await within(cast.recipient.firstNotice, 'no mail came to the operator')
    const link = /https?:\/\/\S+\/v1\/approve\/[\w-]+/.exec(mail.text)?.[0]
    if (link === undefined) throw new Error('the mail to the operator has no link')
    const page = await fetch(link, { signal: AbortSignal.timeout(PATIENCE_MS) })
    expect(page.status === 200, `the page behind the link answered ${page.status}`)
    say(`To: ${mail.to}\nSubject: ${mail.subject}\n`)
    say(`${link.slice(0, -36)}…\nOpening it shows the mail and decides nothing.`)
  })
}

function approve(story: Story, cast: Cast, sent: Submitted, contentHash: string): Promise<void> {
  return story.step('A person approves exactly this content', async (say) => {
    const path = '/v1/oversight/decide'
    const body = { email_id: sent.id, action: 'approve', content_hash: contentHash, reason: 'Looks good' }
    const { status } = await call<{ status: string }>(cast, cast.made.keys.reviewer, { path, body })
    expect(status === 'approved_and_sent', `the decision came out as ${status}`)
    say(`POST ${path} → 200 ${status}`)
  })
}

function arrive(story: Story, cast: Cast): Promise<ReceivedMail> {
  return story.step('The mail arrives at the SMTP server of the recipient', async (say) => {
    const mail = await within(cast.recipient.firstMail, 'no mail arrived')
    say(`From: ${mail.from}\nTo: ${mail.to}\nSubject: ${mail.subject}\n`)
    say(mail.text)
    return mail
  })
}

function answer(story: Story, cast: Cast, mail: ReceivedMail): Promise<void> {
  const { context, smtpPort } = cast.server
  return story.step('The recipient answers by SMTP', async (say) => {
    const to = { host: context.config.host, port: smtpPort ?? 0 }
    const reply = await cast.recipient.answer(mail, ANSWER, to)
    say(`"${ANSWER}", with the mail quoted below`)
    say(`${to.host}:${to.port} says: ${reply}`)
  })
}

function read(story: Story, cast: Cast, sent: Submitted): Promise<void> {
  const { mailbox, keys } = cast.made
  return story.step('The agent reads the answer as JSON', async (say) => {
    const list = `/v1/mailboxes/${mailbox.id}/emails?direction=inbound&since_id=${sent.id}`
    const newest = await poll(async () => {
      const { emails } = await call<{ emails: readonly { id: string }[] }>(cast, keys.agent, { path: list })
      return emails[0]
    }, 'the answer did not come')
    const email = await call<Email>(cast, keys.agent, { path: `/v1/emails/${newest.id}` })
    const { id, from, subject, status, thread_id, markdown_reply } = email
    say(`GET ${list}\nGET /v1/emails/${id} → 200, of which:`)
    say(JSON.stringify({ id, from, subject, status, thread_id, markdown_reply }, null, 2))
    expect(thread_id === sent.thread_id, 'the answer is not in the thread of the mail')
    expect(markdown_reply.trim() === ANSWER, 'markdown_reply is not the answer without its quote')
  })
}

function verify(story: Story, cast: Cast): Promise<void> {
  return story.step('Everybody can prove what happened: the audit chain is verified', async (say) => {
    const path = '/v1/audit-log/verify'
    const { keys, mailbox } = cast.made
    const log = await call<{ entries: readonly { action: string; actor: string }[] }>(cast, keys.admin, {
      path: `/v1/audit-log?limit=100&mailbox_id=${mailbox.id}`,
    })
    for (const { action, actor } of log.entries.toReversed()) say(`${action.padEnd(24)} ${actor}`)
    const { ok, entries } = await call<{ ok: boolean; entries: number }>(cast, keys.admin, { path })
    expect(ok, 'the chain does not fit')
    say(`GET ${path} → 200: ok, ${entries} entries`)
  })
}

/** Asks again and again until there is something. */
async function poll<T>(ask: () => Promise<T | undefined>, otherwise: string): Promise<T> {
  const end = performance.now() + PATIENCE_MS
  while (performance.now() < end) {
    const found = await ask()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`${otherwise} within ${PATIENCE_MS / 1_000} seconds`)
}

async function within<T>(promise: Promise<T>, otherwise: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    const error = new Error(`${otherwise} within ${PATIENCE_MS / 1_000} seconds`)
    timer = setTimeout(() => reject(error), PATIENCE_MS)
  })
  try {
    return await Promise.race([promise, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
