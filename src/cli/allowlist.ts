/** `multimail allowlist`, `allowlist add`, `allowlist remove`. */

import { allow, checkEntry, disallow } from '../actions/manage-allowlist.ts'
import { recordReading } from '../actions/read-message.ts'
import { allowlistEntryOf } from '../http/wire.ts'
import { listEntries } from '../store/allowlist.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { moment, table } from './table.ts'
import { requireMailbox, withOperator } from './with-context.ts'

export const allowlistCommand: Command = {
  usage: 'MAILBOX',
  help: `MAILBOX is an id or an address. The list counts in gated_send, when every recipient of a mail is on it.

  multimail allowlist agent@example.com`,
  async run(invocation) {
    const { MAILBOX: name } = takeArguments('allowlist', invocation, ['MAILBOX'])
    return withOperator(false, async (context, operator) => {
      const mailbox = await requireMailbox(context, operator, name)
      const entries = await listEntries(context.database.reader, mailbox.id)
      await recordReading(context, operator, {
        action: 'allowlist.listed',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
      })
      const rows = entries.map(({ entry, created_by, created_at }) => [entry, created_by, moment(created_at)])
      const text =
        rows.length === 0
          ? `Nobody is on the allowlist of ${mailbox.address}.`
          : table(['ENTRY', 'BY', 'SINCE'], rows)
      print(invocation, { entries: entries.map(allowlistEntryOf) }, text)
      return 0
    })
  },
}

export const allowlistAddCommand: Command = {
  usage: 'MAILBOX ENTRY',
  help: `MAILBOX is an id or an address. ENTRY is an address, or *@example.com for everybody at that very domain.

  multimail allowlist add agent@example.com ada@example.org
  multimail allowlist add agent@example.com '*@example.org'`,
  async run(invocation) {
    const given = takeArguments('allowlist add', invocation, ['MAILBOX', 'ENTRY'])
    return withOperator(false, async (context, operator) => {
      const mailbox = await requireMailbox(context, operator, given.MAILBOX)
      const { entry } = await allow(context, operator, mailbox.id, given.ENTRY, { by: 'terminal' })
      print(invocation, allowlistEntryOf(entry), `${entry.entry} is on the allowlist of ${mailbox.address}.`)
      return 0
    })
  },
}

export const allowlistRemoveCommand: Command = {
  usage: 'MAILBOX ENTRY',
  help: `  multimail allowlist remove agent@example.com ada@example.org`,
  async run(invocation) {
    const given = takeArguments('allowlist remove', invocation, ['MAILBOX', 'ENTRY'])
    return withOperator(false, async (context, operator) => {
      const mailbox = await requireMailbox(context, operator, given.MAILBOX)
      const wanted = checkEntry(given.ENTRY)
      const entries = await listEntries(context.database.reader, mailbox.id)
      const found = entries.find(({ entry }) => entry === wanted)
      if (found === undefined)
        throw new CommandError(`${wanted} is not on the allowlist of ${mailbox.address}.`)
      const removed = await disallow(context, operator, mailbox.id, found.id)
      const text = `${removed.entry} is off the allowlist of ${mailbox.address}.`
      print(invocation, { status: 'deleted', ...allowlistEntryOf(removed) }, text)
      return 0
    })
  },
}
