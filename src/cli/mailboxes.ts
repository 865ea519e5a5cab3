/** `multimail mailboxes`, `mailboxes add`, `mailboxes delete`. */

import {
  changeMailbox,
  createMailbox,
  deleteMailbox,
  type MailboxChanges,
} from '../actions/manage-mailbox.ts'
import { recordReading } from '../actions/read-message.ts'
import { mailboxOf } from '../http/wire.ts'
import { listMailboxes } from '../store/mailboxes.ts'
import { addressOption, lineOption, numberOption, takeArguments, textOption } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { moment, table } from './table.ts'
import { requireMailbox, withOperator } from './with-context.ts'

export const mailboxesCommand: Command = {
  usage: '',
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
  usage: 'ADDRESS [--display-name NAME]',
  help: `ADDRESS is a local part, or a whole address on MULTIMAIL_DOMAIN. An address is never given out twice.

  --display-name NAME   the name that recipients see

  multimail mailboxes add billing
  multimail mailboxes add support@example.com --display-name 'Example Support'`,
  options: { 'display-name': { type: 'string' } },
  async run(invocation) {
    const { ADDRESS: address } = takeArguments('mailboxes add', invocation, ['ADDRESS'])
    const displayName = lineOption(invocation, 'display-name', 200)
    return withOperator(false, async (context, operator) => {
      const mailbox = await createMailbox(context, operator, { address, displayName }, { by: 'terminal' })
      const text = `${mailbox.address} is there (${mailbox.mode}; id ${mailbox.id}).`
      print(invocation, mailboxOf(mailbox, operator), text)
      return 0
    })
  },
}

export const mailboxesDeleteCommand: Command = {
  usage: 'MAILBOX',
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

export const mailboxesChangeCommand: Command = {
  usage: 'MAILBOX [options]',
  help: `MAILBOX is an id or an address. An empty address takes a copy off.

  --approvals N             different people who must approve a mail before it goes: 1 to 20
  --expires-after SECONDS   how long a mail waits for a decision: 60 to 31536000; then it is refused, never sent
  --keep DAYS               content of older mail is erased for good, hourly: 1 to 36500, or "forever"
  --auto-cc ADDRESS         who gets a visible copy of every mail it sends
  --auto-bcc ADDRESS        who gets a hidden copy of every mail it sends
  --forward on|off          whether mail that comes in is passed on to the oversight address: docs/receiving.md

  multimail mailboxes change agent@example.com --approvals 2
  multimail mailboxes change agent@example.com --auto-bcc archive@example.com --keep 365`,
  options: {
    approvals: { type: 'string' },
    'expires-after': { type: 'string' },
    keep: { type: 'string' },
    'auto-cc': { type: 'string' },
    'auto-bcc': { type: 'string' },
    forward: { type: 'string' },
  },
  async run(invocation) {
    const { MAILBOX: name } = takeArguments('mailboxes change', invocation, ['MAILBOX'])
    const approvals = numberOption(invocation, 'approvals', 1, 20)
    const expiresAfter = numberOption(invocation, 'expires-after', 60, 31_536_000)
    const forever = textOption(invocation, 'keep') === 'forever'
    const keep = forever ? null : numberOption(invocation, 'keep', 1, 36_500)
    const [autoCc, autoBcc] = [addressOption(invocation, 'auto-cc'), addressOption(invocation, 'auto-bcc')]
    const forward = textOption(invocation, 'forward')
    if (forward !== null && forward !== 'on' && forward !== 'off')
      throw new CommandError(`--forward must be on or off, not "${forward}".`)
    const changes: MailboxChanges = {
      ...(approvals === null ? {} : { approvals_required: approvals }),
      ...(expiresAfter === null ? {} : { approval_ttl_seconds: expiresAfter }),
      ...(forever || keep !== null ? { retention_days: keep } : {}),
      ...(autoCc === undefined ? {} : { auto_cc: autoCc }),
      ...(autoBcc === undefined ? {} : { auto_bcc: autoBcc }),
      ...(forward === null ? {} : { forward_inbound: forward === 'on' ? 1 : 0 }),
    }
    if (Object.keys(changes).length === 0)
      throw new CommandError('Nothing to change was given. See `multimail mailboxes change --help`.')
    return withOperator(false, async (context, operator) => {
      const { id } = await requireMailbox(context, operator, name)
      const mailbox = await changeMailbox(context, operator, id, changes, { by: 'terminal' })
      const fields = Object.entries(changes).map(
        ([field, value]) => `${field} ${value ?? (field === 'retention_days' ? 'forever' : 'nobody')}`,
      )
      print(invocation, mailboxOf(mailbox, operator), `${mailbox.address}: ${fields.join(', ')}.`)
      return 0
    })
  },
}
