/** Failures as answers of tools: what went wrong, a code, and what to do next, in words of tools. */

import type { CallToolResult } from '@modelcontextprotocol/server'
import type { ErrorCode } from '../errors.ts'
import { errorBody } from '../http/errors.ts'
import type { Tool } from './tool.ts'
import { cleanLine } from './untrusted.ts'

/** What to do, where the table of errors speaks of routes. */
const FIXES: Partial<Record<ErrorCode, string>> = {
  not_found: 'Check the ids with the tools that list: only what this key may see is found.',
  not_cancellable: 'Call read_email to see its status.',
  link_expired: 'Call list_pending to see what still waits.',
  already_decided: 'Call list_pending to see what still waits.',
  use_webhooks: 'Call create_webhook.',
  duplicate: 'Do not send it again. If it is another mail, give it its own "idempotency_key".',
  rate_limited: 'Wait as many seconds as "retry_after" says. To wait for mail, call wait_for_email.',
  read_only: 'Ask the operator for more autonomy: call request_upgrade.',
  upgrade_required: 'Call request_upgrade: the operator decides, and gets a code for apply_upgrade.',
  already_approved: 'Change only "send_at", or cancel it with cancel_email and send a new one.',
}

/** What a tool says of the names of its arguments. */
type Naming = Pick<Tool, 'renames' | 'flattens'>

/** A field as the caller named it. */
function argumentOf(path: string, { renames = {}, flattens }: Naming): string {
  const inner =
    flattens !== undefined && path.startsWith(`${flattens}.`) ? path.slice(flattens.length + 1) : path
  return renames[inner] ?? inner
}

/**
 * A failed call: words, and the fields of the error as JSON. They are not the structured answer: clients hold that
 * against the schema of what a tool answers when it did what was asked, and would show their own complaint instead.
 * What is not an AppError says nothing of its inside.
 */
export function failure(error: unknown, requestId: string, naming: Naming = {}): CallToolResult {
  const { body } = errorBody(error, requestId)
  const fix = FIXES[body.code as ErrorCode] ?? body.fix
  const details = body.details.map(({ path, message }) => ({
    path: cleanLine(argumentOf(path, naming)),
    message: cleanLine(message),
  }))
  const fields = {
    ...body,
    error: cleanLine(body.error),
    fix: fix === null ? null : cleanLine(fix),
    details,
  }
  const lines = [
    `Failed (${fields.code}): ${fields.error}`,
    ...(details.length > 1 ? details.map(({ path, message }) => `- ${path}: ${message}`) : []),
    ...(fields.fix === null ? [] : [`What to do: ${fields.fix}`]),
    ...(typeof body.retry_after === 'number' ? [`Retry after ${body.retry_after} seconds.`] : []),
    `Request: ${requestId}`,
  ]
  const texts = [lines.join('\n'), JSON.stringify(fields)]
  return { isError: true, content: texts.map((text) => ({ type: 'text', text })) }
}
