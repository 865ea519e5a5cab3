/** `multimail audit verify` and `audit export`: the trail of this server, held against itself or taken along. */

import { once } from 'node:events'
import { type ExportFormat, exportAudit } from '../actions/export-audit.ts'
import { recordReading } from '../actions/read-message.ts'
import type { Context } from '../context.ts'
import { iso } from '../http/wire.ts'
import type { Principal } from '../store/access.ts'
import { listMailboxes } from '../store/mailboxes.ts'
import { type ChainReport, verifyChains } from '../store/verify-chains.ts'
import { momentOption, takeArguments, textOption } from './arguments.ts'
import { verifyFile } from './audit-file.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'
import { tellProgress } from './progress.ts'
import { writeWhole } from './whole-file.ts'
import { requireMailbox, withOperator } from './with-context.ts'

export const auditVerifyCommand: Command = {
  usage: '[FILE] [--keys KEYS]',
  help: `Without FILE: recomputes every hash chain of the database and holds it against its signed checkpoints.
With FILE: verifies an export (JSON Lines or CSV) from its text alone; no server, database or network is needed.
Progress goes to standard error. Ends with 1 when anything was changed, is missing or was inserted, and names it.

  --keys KEYS   file with the public keys to believe (JWK set or PEM), as the server of the export publishes them at
                /.well-known/multimail-signing-key; without it the file is held against the keys that it names itself,
                which anybody could have made

  multimail audit verify
  multimail audit verify audit.jsonl --keys keys.json`,
  options: { keys: { type: 'string' } },
  async run(invocation) {
    const { FILE: file } = takeArguments('audit verify', invocation, ['FILE'], ['FILE'])
    const keys = textOption(invocation, 'keys')
    if (file !== '') return verifyFile(invocation, file, keys)
    if (keys !== null) throw new CommandError('--keys goes with a FILE.')
    return withOperator(false, (context, operator) => verifyHere(invocation, context, operator))
  },
}

async function verifyHere(invocation: Invocation, context: Context, operator: Principal): Promise<number> {
  const { reader } = context.database
  const told = tellProgress('Verifying the audit log', 'entries')
  const chains = await verifyChains(reader, operator.accountId, null, told)
  const ok = chains.every(({ faults }) => faults.length === 0)
  await recordReading(context, operator, {
    action: 'audit.verified',
    resourceType: 'account',
    resourceId: operator.accountId,
    mailboxId: null,
    metadata: { ok },
  })
  const names = new Map((await listMailboxes(reader, operator)).map(({ id, address }) => [id, address]))
  names.set(operator.accountId, 'the account')
  const entries = chains.reduce((sum, chain) => sum + chain.entries, 0)
  const result = { ok, checked_at: iso(context.clock.now()), entries, chains }
  print(invocation, result, textOf(chains, entries, names))
  return ok ? 0 : 1
}

function textOf(chains: readonly ChainReport[], entries: number, names: ReadonlyMap<string, string>): string {
  const faults = chains.flatMap(({ chain_id, faults }) =>
    faults.map(
      ({ entry_id, position, problem }) =>
        `✗ ${names.get(chain_id) ?? chain_id}, entry ${position}${entry_id === null ? '' : ` (${entry_id})`}: ${problem}`,
    ),
  )
  const all = `${entries} entries in ${chains.length} ${chains.length === 1 ? 'chain' : 'chains'}`
  if (faults.length > 0) {
    const advice = 'do not trust what comes after, and restore a backup.'
    return [...faults, `${all} fit before that: ${advice}`].join('\n')
  }
  const signed = chains.reduce((sum, chain) => sum + chain.checkpoints_valid, 0)
  return `✓ ${all}: every one is as it was written, and ${signed} signed checkpoints agree.`
}

export const auditExportCommand: Command = {
  usage: 'FILE [--csv] [--mailbox MAILBOX] [--action ACTION] [--from TIME] [--to TIME]',
  help: `Writes JSON Lines, or CSV for spreadsheets, signed at its end; \`multimail audit verify FILE\` verifies it
anywhere. FILE is there only when it is whole; "-" is standard output. Progress goes to standard error.

  --csv               CSV in place of JSON Lines
  --mailbox MAILBOX   of one mailbox only: its address or id
  --action ACTION     of one kind only, e.g. message.approved
  --from TIME         from this moment on, e.g. 2026-01-01 or 2026-01-01T08:00:00Z
  --to TIME           until this moment

  multimail audit export audit.jsonl
  multimail audit export audit.csv --csv --from 2026-01-01`,
  options: {
    csv: { type: 'boolean' },
    mailbox: { type: 'string' },
    action: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  async run(invocation) {
    const { FILE: file } = takeArguments('audit export', invocation, ['FILE'])
    const format: ExportFormat = invocation.options.csv === true ? 'csv' : 'jsonl'
    const [from, to] = [momentOption(invocation, 'from'), momentOption(invocation, 'to')]
    return withOperator(false, async (context, operator) => {
      const name = textOption(invocation, 'mailbox')
      const mailboxId = name === null ? null : (await requireMailbox(context, operator, name)).id
      const request = { format, mailboxId, action: textOption(invocation, 'action'), from, to }
      let entries = 0
      const told = tellProgress('Exporting the audit log', 'entries')
      const pieces = await exportAudit(context, operator, request, (done) => {
        entries = done
        told(done)
      })
      if (file === '-') {
        for await (const piece of pieces)
          if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
        return 0
      }
      await writeWhole(file, pieces)
      print(invocation, { file, format, entries }, `${entries} entries are in ${file}.`)
      return 0
    })
  },
}
