/** Tools for the account as a whole. */

import { ENDS, READS, READS_MAIL, SETS, type Tool } from '../tool.ts'

export const ACCOUNT_TOOLS: readonly Tool[] = [
  {
    name: 'get_account',
    title: 'Show the account',
    description: 'Shows the account: quota, storage, and whether sending is paused or stopped.',
    endpoint: 'get /v1/account',
    effects: READS,
  },
  {
    name: 'update_account',
    title: 'Change the account',
    description:
      'Changes the name, the postal address in footers or the oversight address. The operator is asked for another oversight address: it is where codes go. Not for a mailbox: use update_mailbox.',
    endpoint: 'patch /v1/account',
    effects: SETS,
    takes: ['name', 'physical_address', 'oversight_email', 'approval_code'],
  },
  {
    name: 'get_usage',
    title: 'Show usage',
    description:
      'Counts what was sent, received, called and decided, in all or day by day. Not for single actions: use list_audit_log.',
    endpoint: 'get /v1/usage',
    effects: READS,
    takes: ['from', 'to', 'breakdown'],
  },
  {
    name: 'list_audit_log',
    title: 'Show the audit log',
    description:
      'Shows who did what, newest first. Not for the text of mails: use read_email. Not as a way to wait: use wait_for_email.',
    endpoint: 'get /v1/audit-log',
    effects: READS_MAIL,
    strangers: true,
  },
  {
    name: 'verify_audit_log',
    title: 'Check the audit log',
    description:
      'Computes the hash chains of the audit log anew and says whether entries were changed or are missing. Not to read it: use list_audit_log.',
    endpoint: 'get /v1/audit-log/verify',
    effects: READS,
    about: { mailbox_id: 'Only the chain of this mailbox; all chains when left out.' },
  },
  {
    name: 'list_suppressed',
    title: 'List suppressed addresses',
    description:
      'Lists addresses that are not mailed any more, because mail to them bounced, was reported or was unsubscribed from.',
    endpoint: 'get /v1/suppression',
    effects: READS,
    takes: ['limit', 'cursor'],
  },
  {
    name: 'remove_suppression',
    title: 'Allow mail to an address again',
    description:
      'Allows mail to an address again. Only when its owner asked for it; where there is no mailbox behind it, it is refused.',
    endpoint: 'delete /v1/suppression/{address}',
    effects: ENDS,
    about: { address: 'The address, from list_suppressed.' },
  },
]
