/** What waits for a decision, and the decision. Needs a key with the scope `oversight`. */

import type { INodeProperties } from 'n8n-workflow'
import { call, emailField, field, listFields, shownFor } from '../shared/fields'

const decided = { resource: 'approval', operation: ['decide'] }

const operations: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'getAll',
  displayOptions: { show: { resource: ['approval'] } },
  options: [
    call({
      name: 'Decide',
      value: 'decide',
      action: 'Decide on an email that waits',
      description: 'Approve or reject an email; the decision counts once',
      method: 'POST',
      url: '/v1/oversight/decide',
    }),
    call({
      name: 'Get Many',
      value: 'getAll',
      action: 'Get many emails that wait',
      description: 'List what waits for a decision, with the whole text and warnings',
      method: 'GET',
      url: '/v1/oversight/pending',
      list: 'emails',
    }),
  ],
}

const idOfWaiting: INodeProperties = {
  ...emailField(decided, 'The ID of the email that waits'),
  routing: { send: { type: 'body', property: 'email_id' } },
}

export const approvalDescription: INodeProperties[] = [
  operations,
  idOfWaiting,
  shownFor(
    decided,
    field(
      {
        displayName: 'Decision',
        name: 'decision',
        type: 'options',
        default: 'reject',
        required: true,
        options: [
          { name: 'Approve', value: 'approve', description: 'It may go out' },
          { name: 'Reject', value: 'reject', description: 'It never goes out' },
        ],
      },
      'action',
    ),
  ),
  shownFor(decided, {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      field(
        {
          displayName: 'Content Hash',
          name: 'contentHash',
          type: 'string',
          default: '',
          description:
            'The content_hash that Get Many gave: the decision then counts only for the content that was looked at',
        },
        'content_hash',
      ),
      field(
        {
          displayName: 'Reason',
          name: 'reason',
          type: 'string',
          default: '',
          description: 'Stands in the audit trail, and the agent sees it when the email is rejected',
        },
        'reason',
      ),
    ],
  }),
  ...listFields({ resource: 'approval', operation: ['getAll'] }),
]
