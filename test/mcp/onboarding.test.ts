/** From no account to a key by tools alone, without a key (contract §3). */

import { createHash } from 'node:crypto'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticesOf } from '../support/notices.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { Agent, post } from './client.ts'

let app: TestServer
let guest: Agent
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_SIGNUP: 'open' } })
  const client = new Client({ name: 'guest', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${app.url}/mcp/onboarding`)))
  guest = new Agent(client)
})
afterAll(async () => {
  await guest.close()
  await app.stop()
})

/** What a program of the agent does with a challenge. */
function solve(challenge: Record<string, unknown>): number {
  for (let number = 0; number <= Number(challenge.maxnumber); number++) {
    const hash = createHash('sha256').update(`${challenge.salt}${number}`).digest('hex')
    if (hash === challenge.challenge) return number
  }
  throw new Error('the challenge has no solution')
}

describe('somebody without a key', () => {
  it('sees only what makes an account', async () => {
    expect(await guest.names()).toEqual([
      'check_slug',
      'get_challenge',
      'sign_up',
      'confirm_account',
      'resend_confirmation',
    ])
    const { isError, fields } = await guest.call('list_mailboxes')
    expect(isError).toBe(true)
    expect(fields.code).toBe('bad_request')
  })

  it('signs up, is told the code by the person who gets it, and connects with the key', async () => {
    expect(await guest.do('check_slug', { slug: 'acme' })).toMatchObject({ available: true })
    const { maxnumber, ...challenge } = await guest.do('get_challenge')
    const request = {
      operator_name: 'Acme',
      oversight_email: 'ada@example.com',
      accepted_tos: true,
      accepted_operator_agreement: true,
      accepted_anti_spam_policy: true,
      slug: 'acme',
      pow_solution: { ...challenge, number: solve({ ...challenge, maxnumber }) },
    }
    const asked = await guest.do('sign_up', { ...request, idempotency_key: 'acme-1' })
    expect(asked).toMatchObject({ status: 'confirmation_sent' })
    expect(await guest.do('sign_up', { ...request, idempotency_key: 'acme-1' })).toEqual(asked)

    expect((await guest.call('confirm_account', { code: 'AAA-AAA' })).fields.code).toBe('wrong_code')
    const [notice] = (await noticesOf(app)).filter(({ to }) => to === 'ada@example.com')
    const code = /\b[2-9A-HJ-NP-Z]{3,}(?:-[2-9A-HJ-NP-Z]{3,})+\b/.exec(notice?.text ?? '')?.[0]
    const made = await guest.do('confirm_account', { code })
    expect(made).toMatchObject({ status: 'active', slug: 'acme' })

    const agent = await Agent.connect(app.url, String(made.api_key))
    const { mailboxes } = await agent.do('list_mailboxes')
    expect(mailboxes).toMatchObject([{ id: made.mailbox_id }])
    await agent.close()
  })

  it('is told what is wrong with what was given', async () => {
    const { isError, fields } = await guest.call('sign_up', { operator_name: 'x\r\nBcc: eve@evil.example' })
    expect(isError).toBe(true)
    expect(fields).toMatchObject({
      code: 'bad_request',
      details: expect.arrayContaining([expect.anything()]),
    })
  })

  it('cannot come from a web page of somebody else', async () => {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const answer = await fetch(`${app.url}/mcp/onboarding`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    expect(answer.status).toBe(403)
    expect((await post(app.url, null, message)).status).toBe(401)
  })
})

describe('where nobody may sign up', () => {
  it('the tools say so', async () => {
    const closed = await startTestServer({
      settings: { MULTIMAIL_SIGNUP: 'closed', MULTIMAIL_ROLES: 'http' },
    })
    const client = new Client({ name: 'guest', version: '1' })
    await client.connect(new StreamableHTTPClientTransport(new URL(`${closed.url}/mcp/onboarding`)))
    const { fields } = await new Agent(client).call('get_challenge')
    expect(fields).toMatchObject({ code: 'signup_closed' })
    await client.close()
    await closed.stop()
  })
})
