/** Asking the server: same origin, by cookie, in one of the two environments. */

import { text } from './strings.ts'

export type Environment = 'live' | 'test'

interface Refused {
  readonly error?: string
  readonly code?: string
  readonly fix?: string | null
  readonly accounts?: readonly { readonly slug: string; readonly name: string }[]
}

/** What the server refused, in its own words. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fix: string | null
  /** Among which a person has to choose (`choose_account`). */
  readonly accounts: readonly { readonly slug: string; readonly name: string }[]

  constructor(status: number, body: Refused) {
    super(body.error ?? text.errors.unknown)
    this.status = status
    this.code = body.code ?? 'unknown'
    this.fix = body.fix ?? null
    this.accounts = body.accounts ?? []
  }
}

const STORED = 'multimail.environment'

let environment: Environment = sessionStorage.getItem(STORED) === 'test' ? 'test' : 'live'

export const environmentNow = () => environment

/** Chooses which mail is seen from now on; kept for this tab. */
export function chooseEnvironment(chosen: Environment): void {
  environment = chosen
  sessionStorage.setItem(STORED, chosen)
}

/** Adds the environment to a path that the browser loads by itself: frames, downloads, streams. */
export function addressOf(path: string): string {
  if (environment === 'live') return path
  return `${path}${path.includes('?') ? '&' : '?'}test=1`
}

type Confirm = () => Promise<boolean>
let confirmSignIn: Confirm = () => Promise.resolve(false)

/** Who asks the person for a code when the server wants to see again that it is really them. */
export function onSignInAgain(confirm: Confirm): void {
  confirmSignIn = confirm
}

/**
 * One request. Rejects with {@link ApiError}; where the server wants a recent sign-in, the person is asked and the
 * request is made once more.
 */
export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  try {
    return await once<T>(method, path, body)
  } catch (error) {
    const mayAgain = error instanceof ApiError && error.code === 'sign_in_again'
    if (!mayAgain || !(await confirmSignIn())) throw error
    return once<T>(method, path, body)
  }
}

async function once<T>(method: string, path: string, body: unknown): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-multimail-console': '1' }
  if (environment === 'test') headers['x-multimail-test'] = '1'
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = JSON.stringify(body)
  const response = await fetch(path, init).catch(() => {
    throw new ApiError(0, { error: text.errors.offline, code: 'offline' })
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new ApiError(response.status, answer)
  return answer as T
}

export const get = <T>(path: string) => api<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}) => api<T>('POST', path, body)

/** A path with a query; what is empty is left out. */
export function withQuery(path: string, values: Readonly<Record<string, string | null | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value)
  const tail = query.toString()
  return tail === '' ? path : `${path}?${tail}`
}
