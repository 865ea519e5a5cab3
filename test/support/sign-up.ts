/** Signing up as a client does: the proof of work, the request, the code from the mail. */

import { hash } from 'node:crypto'
import { noticesOf, type SentNotice } from './notices.ts'
import type { Answer, Json, TestServer } from './server.ts'

/** Finds the number of an ALTCHA challenge. */
export function solve(challenge: Json): Record<string, unknown> {
  const { algorithm, salt, signature } = challenge
  const wanted = String(challenge.challenge)
  for (let number = 0; number <= Number(challenge.maxnumber); number++) {
    if (hash('sha256', `${salt}${number}`, 'hex') === wanted) {
      return { algorithm, challenge: wanted, number, salt, signature }
    }
  }
  throw new Error('the challenge has no solution')
}

/** A challenge of the server, with its solution. */
export async function proofOf(app: TestServer): Promise<Record<string, unknown>> {
  const { body } = await app.call(null, 'POST', '/v1/account/challenge', {})
  return solve(body)
}

/** A whole request; `fields` replace or add. */
export function request(fields: Record<string, unknown>): Record<string, unknown> {
  return {
    operator_name: 'Acme GmbH',
    oversight_email: 'ada@acme.example',
    accepted_tos: true,
    accepted_operator_agreement: true,
    accepted_anti_spam_policy: true,
    ...fields,
  }
}

/** Asks for an account, with a proof of work unless the fields bring one. */
export async function askForAccount(
  app: TestServer,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const proof = 'pow_solution' in fields ? {} : { pow_solution: await proofOf(app) }
  return app.call(null, 'POST', '/v1/account', request({ ...proof, ...fields }), headers)
}

/** Mail to an address so far, the newest first. */
export async function mailTo(app: TestServer, address: string): Promise<SentNotice[]> {
  return (await noticesOf(app)).filter(({ to }) => to === address)
}

/** The code in a mail of sign-up or consent; fails when there is none. */
export function codeIn(mail: SentNotice | undefined): string {
  const code = /\*{0,2}\b([2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5})\b/.exec(mail?.text ?? '')?.[1]
  if (code === undefined) throw new Error(`no code in the mail: ${mail?.text ?? 'there is no mail'}`)
  return code
}

/** Signs up to the end. Returns what confirming answered. */
export async function signUpAs(app: TestServer, fields: Record<string, unknown>): Promise<Json> {
  const asked = await askForAccount(app, fields)
  if (asked.status !== 200) throw new Error(`sign-up was refused: ${JSON.stringify(asked.body)}`)
  const [mail] = await mailTo(app, String(fields.oversight_email))
  const { status, body } = await app.call(null, 'POST', '/v1/confirm', { code: codeIn(mail) })
  if (status !== 200) throw new Error(`confirming was refused: ${JSON.stringify(body)}`)
  return body
}
