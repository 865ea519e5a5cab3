/** Emails: written, read, found, ended. */

import type { INodeProperties } from 'n8n-workflow'
import { toFile } from '../shared/answers'
import { call, emailField, filter, listFields, MOMENT, mailboxField, part, shownFor } from '../shared/fields'
import { answeringFields, changingFields, taggingFields, writingFields } from './emailWriting'

const IN_MAILBOX = `=/v1/mailboxes/${part('mailboxId')}`
const ONE = `${IN_MAILBOX}/emails/${part('emailId')}`

/** A file is asked for as bytes and becomes binary data. */
const FILE = {
  request: { encoding: 'arraybuffer' as const, json: false },
  output: { postReceive: [toFile] },
}

const operations: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'send',
  displayOptions: { show: { resource: ['email'] } },
  options: [
    call({
      name: 'Cancel',
      value: 'cancel',
      action: 'Cancel an email',
      description: 'Take back an email that has not left yet',
      method: 'POST',
      url: `${ONE}/cancel`,
    }),
    call({
      name: 'Download Attachment',
      value: 'downloadAttachment',
      action: 'Download an attachment of an email',
      description: 'Get a file that came with an email, as binary data',
      method: 'GET',
      url: `${ONE}/attachments/${part('filename')}`,
      routing: FILE,
    }),
    call({
      name: 'Download Raw',
      value: 'downloadRaw',
      action: 'Download a raw email',
      description: 'Get the whole message as it went over the wire, as binary data',
      method: 'GET',
      url: `${ONE}/raw`,
      routing: FILE,
    }),
    call({
      name: 'Get',
      value: 'get',
      action: 'Get an email',
      description: 'Read an email with its text; an unread one counts as read then',
      method: 'GET',
      url: `=/v1/emails/${part('emailId')}`,
    }),
    call({
      name: 'Get Many',
      value: 'getAll',
      action: 'Get many emails',
      description: 'List the emails of a mailbox, the newest first, without their text',
      method: 'GET',
      url: `${IN_MAILBOX}/emails`,
      list: 'emails',
    }),
    call({
      name: 'Reply',
      value: 'reply',
      action: 'Reply to an email',
      description: 'Answer an email in its thread; the answer may wait for a person first',
      method: 'POST',
      url: `=/v1/emails/${part('emailId')}/reply`,
    }),
    call({
      name: 'Reschedule',
      value: 'reschedule',
      action: 'Reschedule an email',
      description: 'Change the time or the content of an email that is scheduled',
      method: 'PATCH',
      url: `${ONE}/schedule`,
    }),
    call({
      name: 'Schedule',
      value: 'schedule',
      action: 'Schedule an email',
      description: 'Write an email that goes out later',
      method: 'POST',
      url: `${IN_MAILBOX}/send`,
    }),
    call({
      name: 'Search',
      value: 'search',
      action: 'Search emails',
      description: 'Find emails of a mailbox by words anywhere in them',
      method: 'GET',
      url: `${IN_MAILBOX}/emails`,
      list: 'emails',
    }),
    call({
      name: 'Send',
      value: 'send',
      action: 'Send an email',
      description: 'Write an email; it is held, scheduled or sent as the oversight mode of the mailbox says',
      method: 'POST',
      url: `${IN_MAILBOX}/send`,
    }),
    call({
      name: 'Tag',
      value: 'tag',
      action: 'Tag an email',
      description: 'Add tags to an email or change them',
      method: 'PUT',
      url: `${ONE}/tags`,
    }),
  ],
}

const listed = { resource: 'email', operation: ['getAll', 'search'] }

const STATUSES = [
  'archived',
  'cancelled',
  'deleted',
  'pending_inbound_approval',
  'pending_scan',
  'pending_send_approval',
  'queued',
  'read',
  'rejected',
  'scheduled',
  'send_failed',
  'sending',
  'sent',
  'spam_flagged',
  'spam_quarantined',
  'unread',
]

const filters: INodeProperties = shownFor(listed, {
  displayName: 'Filters',
  name: 'filters',
  type: 'collection',
  placeholder: 'Add filter',
  default: {},
  options: [
    filter({ displayName: 'After', name: 'after', type: 'dateTime', default: '' }, 'date_after', MOMENT),
    filter({ displayName: 'Before', name: 'before', type: 'dateTime', default: '' }, 'date_before', MOMENT),
    filter(
      {
        displayName: 'Direction',
        name: 'direction',
        type: 'options',
        default: 'inbound',
        options: [
          { name: 'Inbound', value: 'inbound' },
          { name: 'Outbound', value: 'outbound' },
        ],
      },
      'direction',
    ),
    filter(
      {
        displayName: 'Has Attachments',
        name: 'hasAttachments',
        type: 'boolean',
        default: true,
        description: 'Whether only emails with files, or only those without, are listed',
      },
      'has_attachments',
    ),
    filter(
      {
        displayName: 'Newer Than Email ID',
        name: 'sinceId',
        type: 'string',
        default: '',
        description: 'Only emails that came after this one: what a workflow has not seen yet',
      },
      'since_id',
    ),
    filter(
      {
        displayName: 'Sender',
        name: 'sender',
        type: 'string',
        default: '',
        description: 'Part of the name or address of the author',
      },
      'sender',
    ),
    filter(
      {
        displayName: 'Status',
        name: 'status',
        type: 'options',
        default: 'unread',
        options: STATUSES.map((status) => ({ name: titleOf(status), value: status })),
      },
      'status',
    ),
    filter(
      { displayName: 'Subject Contains', name: 'subjectContains', type: 'string', default: '' },
      'subject_contains',
    ),
    filter(
      {
        displayName: 'Tag',
        name: 'tag',
        type: 'string',
        default: '',
        placeholder: 'e.g. invoice:checked',
        description: 'A key, or a key and a value with a colon between them',
      },
      'tag',
    ),
  ],
})

/** `pending_scan` as `Pending Scan`. */
function titleOf(status: string): string {
  return status.replace(/(^|_)(\w)/g, (_, space, letter) => `${space && ' '}${letter.toUpperCase()}`)
}

const inMailbox = {
  resource: 'email',
  operation: ['cancel', 'downloadAttachment', 'downloadRaw', 'getAll', 'reschedule', 'search', 'tag'],
}
const aboutOne = {
  resource: 'email',
  operation: ['cancel', 'downloadAttachment', 'downloadRaw', 'get', 'reply', 'reschedule', 'tag'],
}
const downloaded = { resource: 'email', operation: ['downloadAttachment', 'downloadRaw'] }

export const emailDescription: INodeProperties[] = [
  operations,
  ...writingFields,
  mailboxField(inMailbox),
  emailField(aboutOne),
  ...answeringFields,
  ...changingFields,
  ...taggingFields,
  shownFor(
    { resource: 'email', operation: ['search'] },
    filter(
      {
        displayName: 'Words',
        name: 'query',
        type: 'string',
        default: '',
        required: true,
        description: 'All of them must be in the email: subject, text, names or addresses',
      },
      'q',
    ),
  ),
  shownFor(
    { resource: 'email', operation: ['downloadAttachment'] },
    {
      displayName: 'File Name',
      name: 'filename',
      type: 'string',
      default: '',
      required: true,
      description: 'The name of the attachment, as the email says it',
    },
  ),
  shownFor(downloaded, {
    displayName: 'Put Output File in Field',
    name: 'binaryField',
    type: 'string',
    default: 'data',
    required: true,
    hint: 'The name of the output binary field to put the file in',
  }),
  ...listFields(listed),
  filters,
]
