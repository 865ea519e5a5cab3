/** `multimail captured`: mail that stayed on this server because no relay is set up. */

import { recordReading } from '../actions/read-message.ts'
import type { Context } from '../context.ts'
import { iso } from '../http/wire.ts'
import type { Principal } from '../store/access.ts'
import { type Captured, listCaptured, readCaptured } from '../store/captured.ts'
import { takeArguments, textOption } from './arguments.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'
import { manyLines, moment, shortened, table } from './table.ts'
import { withOperator } from './with-context.ts'

const MOST = 1_000

export const capturedCommand: Command = {
  usage: '[ID] [--limit N]',
  help: `In \`capture\` delivery (the default until a relay is set) mail ends here. With ID: its exact bytes when the
output is a file or a pipe; on a terminal control characters are made harmless.

  --limit N   how many to list, newest first (20, at most ${MOST})

  multimail captured
  multimail captured 01KAQ3T9M8ZK6W0R4Y2F7VHX5B > mail.eml`,
  options: { limit: { type: 'string' } },
  async run(invocation) {
    const { ID: id } = takeArguments('captured', invocation, ['ID'], ['ID'])
    const limit = readLimit(textOption(invocation, 'limit') ?? '20')
    return withOperator(false, async (context, operator) => {
      if (id === '') await showList(context, operator, invocation, limit)
      else await showOne(context, operator, invocation, id)
      return 0
    })
  },
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (!/^\d{1,6}$/.test(text) || limit < 1 || limit > MOST)
    throw new CommandError(`--limit must be a whole number from 1 to ${MOST}.`)
  return limit
}

async function showList(
  context: Context,
  operator: Principal,
  invocation: Invocation,
  limit: number,
): Promise<void> {
  const page = { before: null, offset: 0, limit }
  const captured = await listCaptured(context.database.reader, operator.accountId, page)
  await record(context, operator, captured.length)
  const emails = captured.map(resultOf)
  const rows = emails.map(({ id, envelope, captured_at, email_id }) => [
    id,
    moment(Date.parse(captured_at)),
    shortened(`${envelope.from} → ${envelope.to.join(', ')}`, 70),
    email_id ?? '',
  ])
  const text = rows.length === 0 ? 'Nothing was captured.' : table(['ID', 'WHEN', 'ENVELOPE', 'EMAIL'], rows)
  print(invocation, { emails }, text)
}

async function showOne(
  context: Context,
  operator: Principal,
  invocation: Invocation,
  id: string,
): Promise<void> {
  // Ids have one length, so nothing but the id itself sorts between it and the same with a character more.
  const page = { before: `${id}0`, offset: 0, limit: 1 }
  const [captured] = await listCaptured(context.database.reader, operator.accountId, page)
  if (captured?.id !== id)
    throw new CommandError(`Nothing was captured as "${id}". See \`multimail captured\`.`)
  await record(context, operator, 1)
  const raw = await readCaptured(context.database.reader, context.blobs, captured)
  if (invocation.json) print(invocation, { ...resultOf(captured), raw_base64: raw.toString('base64') }, '')
  else process.stdout.write(process.stdout.isTTY ? manyLines(raw.toString('utf8')) : raw)
}

function resultOf(captured: Captured) {
  return {
    id: captured.id,
    envelope: { from: captured.envelope_from, to: JSON.parse(captured.recipients_json) as string[] },
    captured_at: iso(captured.captured_at),
    email_id: captured.message_id,
  }
}

async function record(context: Context, operator: Principal, count: number): Promise<void> {
  await recordReading(context, operator, {
    action: 'capture.read',
    resourceType: 'account',
    resourceId: operator.accountId,
    mailboxId: null,
    metadata: { count },
  })
}
