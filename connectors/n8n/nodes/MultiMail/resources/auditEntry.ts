/** The audit trail. Needs a key with the scope `admin`. */

import type { INodeProperties } from 'n8n-workflow'
import { call, filter, listFields, MOMENT, shownFor } from '../shared/fields'

const audited = { resource: 'auditEntry', operation: ['getAll'] }

const auditEntry: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  default: 'getAll',
  displayOptions: { show: { resource: ['auditEntry'] } },
  options: [
    call({
      name: 'Get Many',
      value: 'getAll',
      action: 'Get many audit entries',
      description: 'List what happened and who did it; needs a key with the scope admin',
      method: 'GET',
      url: '/v1/audit-log',
      list: 'entries',
    }),
  ],
}

const auditFilters = shownFor(audited, {
  displayName: 'Filters',
  name: 'filters',
  type: 'collection',
  placeholder: 'Add filter',
  default: {},
  options: [
    filter(
      {
        displayName: 'Action',
        name: 'action',
        type: 'string',
        default: '',
        placeholder: 'e.g. oversight.approved',
        description: 'Only entries of this name',
      },
      'action',
    ),
    filter({ displayName: 'From', name: 'from', type: 'dateTime', default: '' }, 'from', MOMENT),
    filter(
      {
        displayName: 'Mailbox ID',
        name: 'mailboxId',
        type: 'string',
        default: '',
        description: 'Only entries about this mailbox',
      },
      'mailbox_id',
    ),
    filter({ displayName: 'To', name: 'to', type: 'dateTime', default: '' }, 'to', MOMENT),
  ],
})

export const auditEntryDescription: INodeProperties[] = [auditEntry, ...listFields(audited), auditFilters]
