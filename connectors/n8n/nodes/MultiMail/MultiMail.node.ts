/** The actions of MultiMail, each of them one request. */

import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow'
import { approvalDescription } from './resources/approval'
import { auditEntryDescription } from './resources/auditEntry'
import { draftDescription } from './resources/draft'
import { emailDescription } from './resources/email'
import { mailboxDescription } from './resources/mailbox'
import { threadDescription } from './resources/thread'
import { getMailboxes } from './shared/mailboxes'

export class MultiMail implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'MultiMail',
    name: 'multiMail',
    icon: { light: 'file:../../icons/multimail.svg', dark: 'file:../../icons/multimail.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description:
      'Write and read mail under human oversight: an agent writes, a person decides, the mail goes out',
    defaults: { name: 'MultiMail' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'multiMailApi', required: true }],
    requestDefaults: {
      baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}',
      headers: { Accept: 'application/json' },
      json: true,
      // Errors are told in the words of the server: see sayWhatWentWrong.
      ignoreHttpStatusErrors: true,
    },
    properties: [
      {
        displayName: 'Resource',
        name: 'resource',
        type: 'options',
        noDataExpression: true,
        default: 'email',
        options: [
          { name: 'Approval', value: 'approval', description: 'What waits for a decision' },
          { name: 'Audit Entry', value: 'auditEntry', description: 'What happened, and who did it' },
          { name: 'Draft', value: 'draft', description: 'Mail that is not sent yet' },
          { name: 'Email', value: 'email' },
          { name: 'Mailbox', value: 'mailbox' },
          { name: 'Thread', value: 'thread', description: 'A conversation' },
        ],
      },
      ...approvalDescription,
      ...auditEntryDescription,
      ...draftDescription,
      ...emailDescription,
      ...mailboxDescription,
      ...threadDescription,
    ],
  }

  methods = { loadOptions: { getMailboxes } }
}
