/** `multimail mailboxes`, `mailboxes add`, `mailboxes delete`. */

import { createMailbox, deleteMailbox } from '../actions/manage-mailbox.ts'
import { recordReading } from '../actions/read-message.ts'
import { mailboxOf } from '../http/wire.ts'
import { listMailboxes } from '../store/mailboxes.ts'
import { lineOption, requireMailbox, takeArguments } from './arguments.ts'
import { type Command, print, withOperator } from './command.ts'
import { moment, table } from './table.ts'

export const mailboxesCommand: Command = {
  name: 'mailboxes',
  usage: '',
  summary: 'List the mailboxes with their oversight modes.',
  help: `\`multimail mailboxes add\` makes one, \`multimail mailboxes delete\` ends one, \`multimail mode\` changes how
much an agent may do alone.

  multimail mailboxes
  multimail mailboxes --json`,
  async run(invocation) {
    takeArguments('mailboxes', invocation, [])
    return withOperator(false, async (context, operator) => {
      const mailboxes = await listMailboxes(context.database.reader, operator)
      await recordReading(context, operator, {
        action: 'mailbox.listed',
        resourceType: 'account',
        resourceId: operator.accountId,
        mailboxId: null,
        metadata: { count: mailboxes.length },
      })
      const rows = mailboxes.map(({ id, address, mode, display_name, created_at }) => [
        id,
        address,
        mode,
        display_name ?? '',
        moment(created_at),
      ])
      const text =
        rows.length === 0
          ? 'There is no mailbox. Make one with `multimail mailboxes add ADDRESS`.'
          : table(['ID', 'ADDRESS', 'MODE', 'NAME', 'MADE'], rows)
      print(invocation, { mailboxes: mailboxes.map((mailbox) => mailboxOf(mailbox, operator)) }, text)
      return 0
    })
  },
}

export const mailboxesAddCommand: Command = {
  name: 'mailboxes add',
  usage: 'ADDRESS [--display-name NAME]',
  summary: 'Make a mailbox; it begins in mode gated_send.',
  help: `ADDRESS is a local part, or a whole address on MULTIMAIL_DOMAIN. An address is never given out twice.

  --display-name NAME   the name that recipients see

  multimail mailboxes add billing
  multimail mailboxes add support@example.com --display-name 'Example Support'`,
  options: { 'display-name': { type: 'string' } },
  async run(invocation) {
    const { ADDRESS: address } = takeArguments('mailboxes add', invocation, ['ADDRESS'])
    const displayName = lineOption(invocation, 'display-name', 200)
    return withOperator(false, async (context, operator) => {
      const mailbox = await createMailbox(context, operator, { address, displayName })
      const text = `${mailbox.address} is there (${mailbox.mode}; id ${mailbox.id}).`
      print(invocation, mailboxOf(mailbox, operator), text)
      return 0
    })
  },
}

export const mailboxesDeleteCommand: Command = {
  name: 'mailboxes delete',
  usage: 'MAILBOX',
  summary: 'End a mailbox; its address is never given out again.',
  help: `MAILBOX is an id or an address. Its mail is kept; mail to it is refused from now on.

  multimail mailboxes delete billing@example.com`,
  async run(invocation) {
    const { MAILBOX: name } = takeArguments('mailboxes delete', invocation, ['MAILBOX'])
    return withOperator(false, async (context, operator) => {
      const mailbox = await requireMailbox(context, operator, name)
      await deleteMailbox(context, operator, mailbox.id)
      const result = { id: mailbox.id, address: mailbox.address, status: 'deleted' }
      print(invocation, result, `${mailbox.address} was ended; mail to it is refused.`)
      return 0
    })
  },
}
