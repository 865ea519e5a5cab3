import {
  Client,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { consent } from '../support/consent.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer

beforeEach(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
})
afterEach(() => app.stop())

/** As the programs do it that connect to MCP servers: everything kept, the operator's browser elsewhere. */
function keeper() {
  const kept: Record<string, unknown> = {}
  const provider: OAuthClientProvider = {
    redirectUrl: 'http://localhost:9/callback',
    clientMetadata: {
      client_name: 'An MCP client',
      redirect_uris: ['http://localhost:9/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    clientInformation: () => kept.client as never,
    saveClientInformation: (client) => {
      kept.client = client
    },
    tokens: () => kept.tokens as never,
    saveTokens: (tokens) => {
      kept.tokens = tokens
    },
    redirectToAuthorization: (url) => {
      kept.url = url.href
    },
    saveCodeVerifier: (verifier) => {
      kept.verifier = verifier
    },
    codeVerifier: () => String(kept.verifier),
  }
  return { kept, provider }
}

it('a client of the MCP library finds everything out, is let in, writes a mail that is held, and refreshes', async () => {
  const { kept, provider } = keeper()
  const url = new URL(`${app.url}/mcp`)
  const transport = new StreamableHTTPClientTransport(url, { authProvider: provider })
  const client = new Client({ name: 'test', version: '1' })
  await expect(client.connect(transport)).rejects.toThrow(UnauthorizedError)

  const asked = new URL(String(kept.url))
  expect(asked.searchParams.get('scope')).toBe('read send')
  expect(asked.searchParams.get('resource')).toBe(`${app.url}/mcp`)
  const back = await consent(app, asked.href, {
    email: 'operator@multimail.localhost',
    mailboxes: [app.made.mailbox.id],
  })
  expect(back.origin + back.pathname).toBe('http://localhost:9/callback')
  await transport.finishAuth(back.searchParams)

  const connected = new StreamableHTTPClientTransport(url, { authProvider: provider })
  const agent = new Client({ name: 'test', version: '1' })
  await agent.connect(connected)
  const { tools } = await agent.listTools()
  expect(tools.length).toBeGreaterThan(10)
  expect(tools.map(({ name }) => name).join(' ')).not.toMatch(/decide/)
  await agent.close()

  const keys = await app.call(app.made.keys.admin, 'GET', '/v1/keys')
  const key = (keys.body.keys as unknown as Json[]).find(({ name }) => String(name) === 'An MCP client')
  expect(key).toMatchObject({ scopes: ['read', 'send'], mailbox_ids: [app.made.mailbox.id] })

  const before = (kept.tokens as Json).access_token
  kept.tokens = { ...(kept.tokens as object), access_token: 'lost' }
  const again = new StreamableHTTPClientTransport(url, { authProvider: provider })
  const returned = new Client({ name: 'test', version: '1' })
  await returned.connect(again)
  expect((kept.tokens as Json).access_token).not.toBe(before)
  await returned.close()
})
