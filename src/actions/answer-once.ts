/**
 * The `Idempotency-Key` header: the same request again gets the first answer, another request with the same key
 * is refused (contract §1).
 */

import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { beginRequest, findRequest, finishRequest, forgetRequest } from '../store/requests.ts'

/** A request that has run this long without an answer was lost with its process, in ms. */
const LOST_AFTER_MS = 60_000

/**
 * Runs `answer` once for a key; `request.name` is its method and path. Throws AppError `idempotency_mismatch`, `idempotency_in_flight`, `bad_request`.
 * Refusals, and questions to the operator that wait for their code, are not remembered: the same key may be used
 * for the request that follows.
 */
export async function withIdempotency(
  context: Context,
  principal: Principal,
  request: {
    readonly key: string | null
    readonly name: string
    readonly body: Uint8Array
    /** Fields of the answer that are shown once: they are not remembered. */
    readonly secrets: readonly string[]
  },
  answer: () => Promise<Response>,
): Promise<Response> {
  const { key } = request
  const keyId = principal.actor.keyId
  if (key === null || keyId === null) return answer()
  if (key.length === 0 || key.length > 255) {
    throw new AppError('bad_request', {
      message: 'Idempotency-Key: must have 1 to 255 characters.',
      details: [{ path: 'Idempotency-Key', message: 'must have 1 to 255 characters' }],
    })
  }
  const hash = createHash('sha256')
    .update(`${request.name}
`)
    .update(request.body)
    .digest('hex')
  const earlier = await begin(context, keyId, key, hash)
  if (earlier !== null) return earlier
  const { database } = context
  try {
    const response = await answer()
    const text = await response.clone().text()
    await database.write((writer) =>
      isQuestion(response.status, text)
        ? forgetRequest(writer, keyId, key)
        : finishRequest(writer, keyId, key, response.status, withoutSecrets(text, request.secrets)),
    )
    return response
  } catch (error) {
    // Refused before anything was done: the same key may be used for the corrected request.
    await database.write((writer) => forgetRequest(writer, keyId, key)).catch(() => {})
    throw error
  }
}

/** The answer as it is remembered: what is shown once is empty in it. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text
  const body = JSON.parse(text) as Record<string, unknown>
  return JSON.stringify({ ...body, ...Object.fromEntries(secrets.map((name) => [name, ''])) })
}

/** Whether an answer only says that the operator was asked: what follows is the same request with a code. */
function isQuestion(status: number, text: string): boolean {
  return status === 202 && text.startsWith('{"status":"pending_approval"')
}

/** Notes the request as begun and returns null, or returns the answer that was given before. */
async function begin(context: Context, keyId: string, key: string, hash: string): Promise<Response | null> {
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, `idempotency ${keyId}`)
    const earlier = await findRequest(writer.db, keyId, key, writer.now)
    if (earlier !== undefined) {
      if (earlier.request_hash !== hash) throw new AppError('idempotency_mismatch')
      if (earlier.response_status !== null)
        return replay(earlier.response_status, earlier.response_body ?? '{}')
      if (writer.now - earlier.created_at < LOST_AFTER_MS) {
        throw new AppError('idempotency_in_flight', { retryAfter: 1 })
      }
    }
    await beginRequest(writer, { key_id: keyId, idempotency_key: key, request_hash: hash })
    return null
  })
}

function replay(status: number, body: string): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/json', 'idempotency-replayed': 'true' },
  })
}
