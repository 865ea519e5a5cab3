/** A person at the console, as far as the server sees it: a cookie, and the header that its pages send. */

import { noticesOf } from './notices.ts'
import type { Answer, TestServer } from './server.ts'

/** What every request of a page carries. */
export const PAGE = { 'x-multimail-console': '1' }

/** The cookie that an answer sets, as it is sent back; null when it sets none. */
export function cookieOf(answer: Answer): string | null {
  const set = answer.headers.get('set-cookie')
  return set === null ? null : (set.split(';')[0] ?? null)
}

/** Asks for a code and reads it in the mail. */
export async function codeFor(app: TestServer, email: string): Promise<string> {
  await app.call(null, 'POST', '/v1/session/code', { email }, PAGE)
  const notices = await noticesOf(app)
  const code = notices.find(({ to, kind }) => to === email && kind === 'sign_in')?.code ?? null
  if (code === null) throw new Error(`no code went to ${email}`)
  return code
}

/** One browser in which somebody is signed in, or not. */
export class Browser {
  readonly app: TestServer
  cookie: string

  constructor(app: TestServer, cookie = '') {
    this.app = app
    this.cookie = cookie
  }

  /** Signs in with a code by mail. */
  static async signIn(app: TestServer, email: string): Promise<Browser> {
    const code = await codeFor(app, email)
    const browser = new Browser(app)
    const answer = await browser.send('POST', '/v1/session', { email, code })
    if (answer.status !== 200) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`)
    return browser
  }

  /** Sends a request of a page, with the cookie; takes the cookie that the answer sets. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie: Record<string, string> = this.cookie === '' ? {} : { cookie: this.cookie }
    const answer = await this.app.call(null, method, path, body, { ...PAGE, ...cookie, ...headers })
    this.cookie = cookieOf(answer) ?? this.cookie
    return answer
  }
}

/** The oversight address of a server. */
export async function operatorEmail(app: TestServer): Promise<string> {
  const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/account')
  return String(body.oversight_email)
}

/** Makes somebody a person of the account, and signs them in. `owner`: an owner who signed in just now. */
export async function join(owner: Browser, email: string, role: string): Promise<Browser> {
  const invited = await owner.send('POST', '/v1/people', { email, role })
  if (invited.status !== 201) throw new Error(`not invited: ${JSON.stringify(invited.body)}`)
  return Browser.signIn(owner.app, email)
}
