/** An operator at a browser who lets a client in, and a client that does by hand what the library does. */

import { createHash, randomBytes } from 'node:crypto'
import type { Json, TestServer } from './server.ts'
import { codeIn, mailTo } from './sign-up.ts'

/** A browser without JavaScript: it keeps cookies and follows what pages tell it, within this server. */
export class PlainBrowser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>()

  /** Takes a cookie that was got elsewhere, `name=value`. */
  take(cookie: string): void {
    this.#keep(cookie)
  }

  async visit(
    url: string,
    form?: Readonly<Record<string, string | readonly string[]>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visit> {
    const path = new URL(url).pathname
    const cookie = [...this.#cookies]
      .filter(([, { path: scope }]) => path.startsWith(scope))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
    const fields = new URLSearchParams()
    for (const [name, value] of Object.entries(form ?? {}))
      for (const one of typeof value === 'string' ? [value] : value) fields.append(name, one)
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { ...headers, cookie, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(form && { method: 'POST', body: fields.toString() }),
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const refresh = /url=(.*)$/.exec(response.headers.get('refresh') ?? '')?.[1] ?? null
    const to = response.headers.get('location') ?? refresh
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      next: to === null ? null : new URL(to, url).href,
    }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; */)
    const [name = '', value = ''] = pair.split('=')
    const path = /path=([^;]*)/i.exec(attributes.join(';'))?.[1] ?? '/'
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, { value, path })
  }
}

export interface Visit {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where the browser goes next; null where it stays. */
  readonly next: string | null
}

export interface Choice {
  readonly email: string
  /** Ids of mailboxes, or `*`. */
  readonly mailboxes: readonly string[]
}

/** Follows an authorization request to the page of consent. */
export async function openConsent(browser: PlainBrowser, authorizationUrl: string): Promise<Visit> {
  const first = await browser.visit(authorizationUrl)
  return first.next === null || !first.next.includes('/oauth/consent/') ? first : browser.visit(first.next)
}

/** Proves the account on the page of consent. */
export async function prove(
  app: TestServer,
  browser: PlainBrowser,
  page: Visit,
  email: string,
): Promise<Visit> {
  await browser.visit(page.url, { step: 'address', email })
  const mails = (await mailTo(app, email)).filter(({ kind }) => kind === 'consent')
  return browser.visit(page.url, { step: 'code', code: codeIn(mails[0]) })
}

/** Lets a client in. Returns where the browser is sent in the end: the redirect URI with its answer. */
export async function consent(app: TestServer, authorizationUrl: string, choice: Choice): Promise<URL> {
  const browser = new PlainBrowser()
  const page = await openConsent(browser, authorizationUrl)
  await prove(app, browser, page, choice.email)
  const allowed = await browser.visit(page.url, { step: 'allow', mailbox: choice.mailboxes })
  return leave(browser, allowed)
}

/** Follows what a page tells to where it leaves the server. */
export async function leave(browser: PlainBrowser, visit: Visit): Promise<URL> {
  if (visit.next === null) throw new Error(`the page leads nowhere (${visit.status}): ${visit.text}`)
  const last = await browser.visit(visit.next)
  if (last.next === null) throw new Error(`the answer leads nowhere (${last.status}): ${last.text}`)
  return new URL(last.next)
}

/** A public client that does every step by hand, so that a test can do one of them wrong. */
export class HandClient {
  readonly app: TestServer
  readonly redirectUri: string
  readonly verifier = randomBytes(32).toString('base64url')
  id = ''

  constructor(app: TestServer, redirectUri = 'http://127.0.0.1:9/callback') {
    this.app = app
    this.redirectUri = redirectUri
  }

  async register(metadata: Readonly<Record<string, unknown>> = {}): Promise<this> {
    const { status, body } = await this.app.call(null, 'POST', '/oauth/register', {
      client_name: 'Test client',
      redirect_uris: [this.redirectUri],
      ...metadata,
    })
    if (status !== 201) throw new Error(`registration was refused: ${JSON.stringify(body)}`)
    this.id = String(body.client_id)
    return this
  }

  /** The address to send the operator's browser to; `change` replaces parameters, null leaves one out. */
  url(change: Readonly<Record<string, string | null>> = {}): string {
    const parameters = {
      response_type: 'code',
      client_id: this.id,
      redirect_uri: this.redirectUri,
      scope: 'read send',
      state: 'state-of-the-client',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      resource: `${this.app.url}/mcp`,
      ...change,
    }
    const url = new URL(`${this.app.url}/oauth/authorize`)
    for (const [name, value] of Object.entries(parameters))
      if (value !== null) url.searchParams.set(name, value)
    return url.href
  }

  /** Asks the token endpoint. */
  async token(fields: Readonly<Record<string, string>>): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${this.app.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: this.id, ...fields }).toString(),
    })
    return { status: response.status, body: (await response.json()) as Json }
  }

  /** Exchanges a code. */
  exchange(code: string, change: Readonly<Record<string, string>> = {}) {
    return this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.redirectUri,
      code_verifier: this.verifier,
      ...change,
    })
  }

  refresh(refreshToken: string, change: Readonly<Record<string, string>> = {}) {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...change })
  }
}

/** What the operator of the server chooses: all of their account. */
export const EVERYTHING: Choice = { email: 'operator@multimail.localhost', mailboxes: ['*'] }

/** Lets a new client in. Returns it with its tokens. */
export async function letIn(
  app: TestServer,
  change: Readonly<Record<string, string | null>> = {},
  choice: Choice = EVERYTHING,
): Promise<{ readonly client: HandClient; readonly access: string; readonly refresh: string }> {
  const client = await new HandClient(app).register()
  const back = await consent(app, client.url(change), choice)
  const { status, body } = await client.exchange(back.searchParams.get('code') ?? '')
  if (status !== 200) throw new Error(`the code was refused: ${JSON.stringify(body)}`)
  return { client, access: String(body.access_token), refresh: String(body.refresh_token) }
}
