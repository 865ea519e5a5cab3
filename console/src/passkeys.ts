/** Passkeys: the browser's part of WebAuthn, loaded when somebody uses one. */

import { post } from './api.ts'

/** Asks for a passkey to sign in or confirm with; rejects when there is none or the person declines. */
export async function passkeyAnswer(path: string): Promise<unknown> {
  const { options } = await post<{ options: never }>(path)
  const { startAuthentication } = await import('@simplewebauthn/browser')
  return startAuthentication({ optionsJSON: options })
}

/** Makes a passkey on this device. */
export async function makePasskey(path: string): Promise<unknown> {
  const { options } = await post<{ options: never }>(path)
  const { startRegistration } = await import('@simplewebauthn/browser')
  return startRegistration({ optionsJSON: options })
}
