/** The parameters of an email that is written: sent, scheduled, answered, changed. */

import type { INodeProperties } from 'n8n-workflow'
import { attachFiles } from '../shared/attachments'
import { ADDRESSES, field, MOMENT, mailboxField, type Shown, shownFor } from '../shared/fields'

const TAGS = '={{ Object.fromEntries(($value.tag ?? []).map((tag) => [tag.key, tag.value])) }}'

const written: Shown = { resource: 'email', operation: ['send', 'schedule'] }
const answered: Shown = { resource: 'email', operation: ['reply'] }

const recipients = (displayName: string, name: string, key: string, description: string) =>
  field(
    { displayName, name, type: 'string', default: '', placeholder: 'name@email.com', description },
    key,
    ADDRESSES,
  )

export const cc = recipients('Cc', 'cc', 'cc', 'Addresses, separated by commas, that get a copy')
export const bcc = recipients(
  'Bcc',
  'bcc',
  'bcc',
  'Addresses, separated by commas, that get a copy unseen; reviewers do see them',
)

const attachments: INodeProperties = {
  displayName: 'Attachments',
  name: 'attachmentFields',
  type: 'string',
  default: '',
  placeholder: 'e.g. data, invoice',
  description: 'Names of the binary fields of the input that go along, separated by commas',
  routing: { send: { preSend: [attachFiles] } },
}

const idempotencyKey = field(
  {
    displayName: 'Idempotency Key',
    name: 'idempotencyKey',
    type: 'string',
    default: '',
    placeholder: 'e.g. order-1234',
    description:
      'Within 24 hours the same key sends nothing twice: the first answer comes again. Set it where a workflow may be retried; of what the mail is about, not of the run.',
  },
  'idempotency_key',
)

const tags = field(
  {
    displayName: 'Tags',
    name: 'tags',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true },
    default: {},
    placeholder: 'Add Tag',
    description: 'Notes for programs: they are in events and in lists, not in the mail',
    options: [
      {
        displayName: 'Tag',
        name: 'tag',
        values: [
          { displayName: 'Key', name: 'key', type: 'string', default: '' },
          { displayName: 'Value', name: 'value', type: 'string', default: '' },
        ],
      },
    ],
  },
  'tags',
  TAGS,
)

const gateTiming = field(
  {
    displayName: 'Gate Timing',
    name: 'gateTiming',
    type: 'options',
    default: 'gate_first',
    description: 'When a person decides on mail that is sent later',
    options: [
      { name: 'Approve Now, Send Later', value: 'gate_first' },
      { name: 'Approve When It Is Due', value: 'schedule_first' },
    ],
  },
  'gate_timing',
)

const replyTo = field(
  {
    displayName: 'Reply To',
    name: 'replyTo',
    type: 'string',
    default: '',
    placeholder: 'name@email.com',
    description: 'Where answers go instead of to the mailbox',
  },
  'reply_to',
)

const options = (shown: Shown, fields: INodeProperties[]): INodeProperties =>
  shownFor(shown, {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: fields,
  })

const to = (shown: Shown) =>
  shownFor(
    shown,
    field(
      {
        displayName: 'To',
        name: 'to',
        type: 'string',
        default: '',
        required: true,
        placeholder: 'name@email.com',
        description: 'Up to 50 addresses, separated by commas',
      },
      'to',
      ADDRESSES,
    ),
  )

const subject = (shown: Shown) =>
  shownFor(
    shown,
    field(
      {
        displayName: 'Subject',
        name: 'subject',
        type: 'string',
        default: '',
        required: true,
        description: 'One line, up to 998 characters',
      },
      'subject',
    ),
  )

const text = (shown: Shown, key: string) =>
  shownFor(
    shown,
    field(
      {
        displayName: 'Text',
        name: 'markdown',
        type: 'string',
        typeOptions: { rows: 6 },
        default: '',
        required: true,
        description: 'The mail as Markdown',
      },
      key,
    ),
  )

const sendAt = (shown: Shown) =>
  shownFor(
    shown,
    field(
      {
        displayName: 'Send At',
        name: 'sendAt',
        type: 'dateTime',
        default: '',
        required: true,
        description:
          'When it goes out, at the earliest: a mail that still waits for a person then goes on waiting',
      },
      'send_at',
      MOMENT,
    ),
  )

/** Send and Schedule. */
export const writingFields: INodeProperties[] = [
  mailboxField(written),
  to(written),
  subject(written),
  text(written, 'markdown'),
  sendAt({ resource: 'email', operation: ['schedule'] }),
  options({ resource: 'email', operation: ['send'] }, [attachments, bcc, cc, idempotencyKey, replyTo, tags]),
  options({ resource: 'email', operation: ['schedule'] }, [
    attachments,
    bcc,
    cc,
    gateTiming,
    idempotencyKey,
    replyTo,
    tags,
  ]),
]

/** Reply: whom it goes to and its subject follow from the email that is answered. */
export const answeringFields: INodeProperties[] = [
  text(answered, 'body'),
  options(answered, [attachments, bcc, cc, idempotencyKey, tags]),
]

const changed = { resource: 'email', operation: ['reschedule'] }

/** Reschedule: what is not given stays. */
export const changingFields: INodeProperties[] = [
  shownFor(changed, {
    displayName: 'Changes',
    name: 'changes',
    type: 'collection',
    placeholder: 'Add change',
    default: {},
    options: [
      field({ displayName: 'Send At', name: 'sendAt', type: 'dateTime', default: '' }, 'send_at', MOMENT),
      field({ displayName: 'Subject', name: 'subject', type: 'string', default: '' }, 'subject'),
      field(
        { displayName: 'Text', name: 'markdown', type: 'string', typeOptions: { rows: 4 }, default: '' },
        'markdown',
      ),
      recipients('To', 'to', 'to', 'Addresses, separated by commas'),
    ],
  }),
]

const tagged = { resource: 'email', operation: ['tag'] }

/** Tag: given tags are added, those of the same key get the new value. */
export const taggingFields: INodeProperties[] = [shownFor(tagged, { ...tags, required: true })]
