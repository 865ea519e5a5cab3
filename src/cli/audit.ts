/** `multimail audit verify`: recomputes every hash chain of the audit log. */

import { recordReading } from '../actions/read-message.ts'
import { iso } from '../http/wire.ts'
import { type ChainReport, verifyChains } from '../store/events.ts'
import { listMailboxes } from '../store/mailboxes.ts'
import { takeArguments } from './arguments.ts'
import { type Command, print, withOperator } from './command.ts'

/** Where nobody watches, progress is told every so many entries. */
const TELL_EVERY = 50_000

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  usage: '',
  summary: 'Recompute the hash chains of the audit log and name every entry that does not fit.',
  help: `Reads every entry of the account and of each mailbox; progress goes to standard error. Ends with 1 when an
entry was changed, is missing or was inserted, and names it.

  multimail audit verify
  multimail audit verify --json`,
  async run(invocation) {
    takeArguments('audit verify', invocation, [])
    return withOperator(false, async (context, operator) => {
      const { reader } = context.database
      const chains = await verifyChains(reader, operator.accountId, null, progress())
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
    })
  },
}

/** Tells on standard error how far the verification is. */
function progress(): (entries: number) => void {
  process.stderr.write('Verifying the audit log …\n')
  let told = 0
  return (entries) => {
    if (entries - told < (process.stderr.isTTY ? 1_000 : TELL_EVERY)) return
    told = entries
    process.stderr.write(process.stderr.isTTY ? `\r${entries} entries …\r` : `${entries} entries …\n`)
  }
}

function textOf(chains: readonly ChainReport[], entries: number, names: ReadonlyMap<string, string>): string {
  const faults = chains.flatMap(({ chain_id, faults }) =>
    faults.map(
      ({ entry_id, position, problem }) =>
        `✗ ${names.get(chain_id) ?? chain_id}, entry ${position}${entry_id === null ? '' : ` (${entry_id})`}: ${problem}`,
    ),
  )
  const all = `${entries} entries in ${chains.length} ${chains.length === 1 ? 'chain' : 'chains'}`
  if (faults.length === 0) return `✓ ${all}: every one is as it was written.`
  return [...faults, `${all} fit before that: do not trust what comes after, and restore a backup.`].join(
    '\n',
  )
}
