/** Drafts: written in steps, sent when they are ready. */

import type { INodeProperties } from 'n8n-workflow'
import { ADDRESSES, call, field, listFields, MOMENT, mailboxField, part, shownFor } from '../shared/fields'
import { bcc, cc } from './emailWriting'

const DRAFTS = `=/v1/mailboxes/${part('mailboxId')}/drafts`
const created = { resource: 'draft', operation: ['create'] }
const sent = { resource: 'draft', operation: ['send'] }

const operations: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'create',
  displayOptions: { show: { resource: ['draft'] } },
  options: [
    call({
      name: 'Create',
      value: 'create',
      action: 'Create a draft',
      description: 'Keep a text that is not sent yet; nobody is asked about it',
      method: 'POST',
      url: DRAFTS,
    }),
    call({
      name: 'Get Many',
      value: 'getAll',
      action: 'Get many drafts',
      description: 'List the drafts of a mailbox',
      method: 'GET',
      url: DRAFTS,
      list: 'drafts',
    }),
    call({
      name: 'Send',
      value: 'send',
      action: 'Send a draft',
      description: 'Make an email of a draft; it is held or sent as any other',
      method: 'POST',
      url: `${DRAFTS}/${part('draftId')}/send`,
    }),
  ],
}

const text = (displayName: string, name: string, key: string, more: Partial<INodeProperties> = {}) =>
  shownFor(created, field({ displayName, name, type: 'string', default: '', ...more }, key))

export const draftDescription: INodeProperties[] = [
  operations,
  mailboxField({ resource: 'draft', operation: ['create', 'getAll', 'send'] }),
  shownFor(
    created,
    field(
      {
        displayName: 'To',
        name: 'to',
        type: 'string',
        default: '',
        placeholder: 'name@email.com',
        description: 'Addresses, separated by commas',
      },
      'to',
      ADDRESSES,
    ),
  ),
  text('Subject', 'subject', 'subject'),
  text('Text', 'markdown', 'markdown', { typeOptions: { rows: 6 }, description: 'The mail as Markdown' }),
  shownFor(created, {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      field(
        {
          displayName: 'Answers Email ID',
          name: 'inReplyTo',
          type: 'string',
          default: '',
          description: 'The email that the draft answers: it goes into the same thread',
        },
        'in_reply_to',
      ),
      bcc,
      cc,
    ],
  }),
  shownFor(sent, {
    displayName: 'Draft ID',
    name: 'draftId',
    type: 'string',
    default: '',
    required: true,
    description: 'The ID that Create or Get Many gave',
  }),
  shownFor(sent, {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      field(
        {
          displayName: 'Idempotency Key',
          name: 'idempotencyKey',
          type: 'string',
          default: '',
          description: 'Within 24 hours the same key sends nothing twice: the first answer comes again',
        },
        'idempotency_key',
      ),
      field({ displayName: 'Send At', name: 'sendAt', type: 'dateTime', default: '' }, 'send_at', MOMENT),
    ],
  }),
  ...listFields({ resource: 'draft', operation: ['getAll'] }),
]
