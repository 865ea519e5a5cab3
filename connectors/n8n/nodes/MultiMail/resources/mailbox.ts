/** Mailboxes and how much an agent may do in them. */

import type { INodeProperties } from 'n8n-workflow'
import { call, field, mailboxField, part, shownFor } from '../shared/fields'

const MAILBOX = `=/v1/mailboxes/${part('mailboxId')}`

const mailbox: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'getAll',
  displayOptions: { show: { resource: ['mailbox'] } },
  options: [
    call({
      name: 'Change Mode',
      value: 'changeMode',
      action: 'Change the mode of a mailbox',
      description: 'Give a mailbox less autonomy; more of it needs the operator and a code from their mail',
      method: 'PATCH',
      url: `${MAILBOX}/configure`,
    }),
    call({
      name: 'Get',
      value: 'get',
      action: 'Get a mailbox',
      description: 'Get a mailbox with its settings',
      method: 'GET',
      url: MAILBOX,
    }),
    call({
      name: 'Get Many',
      value: 'getAll',
      action: 'Get many mailboxes',
      description: 'List the mailboxes that the key may see',
      method: 'GET',
      url: '/v1/mailboxes',
      list: 'mailboxes',
    }),
  ],
}

const mode = shownFor(
  { resource: 'mailbox', operation: ['changeMode'] },
  field(
    {
      displayName: 'Mode',
      name: 'mode',
      type: 'options',
      default: 'gated_send',
      required: true,
      options: [
        { name: 'Autonomous', value: 'autonomous', description: 'Mail is sent at once' },
        { name: 'Gated All', value: 'gated_all', description: 'A person decides on all mail, in and out' },
        {
          name: 'Gated Send',
          value: 'gated_send',
          description: 'A person decides on all mail that goes out',
        },
        {
          name: 'Monitored',
          value: 'monitored',
          description: 'Mail is sent at once, the operator gets a copy',
        },
        { name: 'Read Only', value: 'read_only', description: 'Nothing is sent' },
      ],
    },
    'oversight_mode',
  ),
)

/** The answer to Get Many is whole: a server has few mailboxes. */
export const mailboxDescription: INodeProperties[] = [
  mailbox,
  mailboxField({ resource: 'mailbox', operation: ['changeMode', 'get'] }),
  mode,
]
