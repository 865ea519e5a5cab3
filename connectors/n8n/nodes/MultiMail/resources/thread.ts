/** Conversations. */

import type { INodeProperties } from 'n8n-workflow'
import { call, mailboxField, part, shownFor } from '../shared/fields'

const thread: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'get',
  displayOptions: { show: { resource: ['thread'] } },
  options: [
    call({
      name: 'Get',
      value: 'get',
      action: 'Get a thread',
      description: 'Get all emails of a conversation, without their text',
      method: 'GET',
      url: `=/v1/mailboxes/${part('mailboxId')}/threads/${part('threadId')}`,
    }),
  ],
}

export const threadDescription: INodeProperties[] = [
  thread,
  mailboxField({ resource: 'thread', operation: ['get'] }),
  shownFor(
    { resource: 'thread', operation: ['get'] },
    {
      displayName: 'Thread ID',
      name: 'threadId',
      type: 'string',
      default: '',
      required: true,
      description: 'The thread_id of any email in it',
    },
  ),
]
