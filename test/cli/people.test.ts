/** People at the terminal: inviting, changing, removing, and a link that signs in without mail. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTerminal, type Serving, type Terminal } from './terminal.ts'

interface Member {
  readonly id: string
  readonly email: string
  readonly role: string
  readonly status: string
}

let terminal: Terminal
let server: Serving

beforeAll(async () => {
  terminal = await openTerminal()
  server = await terminal.serve()
})
afterAll(() => terminal.dispose())

const listed = async () => (await terminal.json<{ people: Member[] }>('people')).people

async function signIn(email: string, code: string): Promise<Response> {
  return fetch(`${server.banner.http_url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-multimail-console': '1' },
    body: JSON.stringify({ email, code }),
  })
}

describe('multimail sign-in', () => {
  it('signs the oversight address in once, with nothing set up', async () => {
    const made = await terminal.json<{ email: string; code: string; url: string }>('sign-in')
    expect(made.url).toContain(`/sign-in?email=${encodeURIComponent(made.email)}#code=${made.code}`)
    const answer = await signIn(made.email, made.code)
    expect(await answer.json()).toMatchObject({ status: 'signed_in', person: { role: 'owner' } })
    expect((await signIn(made.email, made.code)).status).toBe(401)
    expect(await listed()).toMatchObject([{ email: made.email, role: 'owner', status: 'active' }])
  })

  it('makes no link for somebody who may not sign in', async () => {
    const refused = await terminal.run(['sign-in', 'stranger@example.net'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('may not sign in here')
  })
})

describe('multimail people', () => {
  it('invites, changes and removes', async () => {
    const email = 'ada@example.com'
    await terminal.json('people', 'invite', email, 'reviewer', '--name', 'Ada')
    expect(await listed()).toContainEqual(
      expect.objectContaining({ email, role: 'reviewer', status: 'invited' }),
    )
    const { code } = await terminal.json<{ code: string }>('sign-in', email)
    const cookie = (await signIn(email, code)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const own = () => fetch(`${server.banner.http_url}/v1/session`, { headers: { cookie } })
    expect((await own()).status).toBe(200)
    expect(await terminal.json('people', 'role', email, 'viewer')).toMatchObject({ email, role: 'viewer' })
    expect((await own()).status).toBe(401)
    expect(await terminal.json('people', 'remove', email)).toMatchObject({ status: 'deleted', email })
    expect((await listed()).map((one) => one.email)).not.toContain(email)
  })

  it('refuses a role that there is not, and somebody who is not there', async () => {
    const role = await terminal.run(['people', 'invite', 'ada@example.com', 'king'])
    expect(role.stderr).toContain('is no role')
    const nobody = await terminal.run(['people', 'remove', 'nobody@example.com'])
    expect(nobody.stderr).toContain('is nobody of this account')
  })
})
