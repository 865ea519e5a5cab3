/** Parameters that more than one operation has, and how they are sent. */

import type { IDataObject, INodeProperties, INodePropertyOptions, INodePropertyRouting } from 'n8n-workflow'
import { sayWhatWentWrong } from './answers'

/** For which resource and operations a parameter is shown. */
export interface Shown {
  readonly resource: string
  readonly operation: readonly string[]
}

const showFor = ({ resource, operation }: Shown): INodeProperties['displayOptions'] => ({
  show: { resource: [resource], operation: [...operation] },
})

/** A part of a path from a parameter; whatever its text is, it stays one part. */
export const part = (name: string) => `{{encodeURIComponent($parameter["${name}"])}}`

/** A parameter of the node that is shown for some operations. */
export const shownFor = (
  shown: Shown,
  property: Omit<INodeProperties, 'displayOptions'>,
): INodeProperties => ({
  ...property,
  displayOptions: showFor(shown),
})

interface Call {
  readonly name: string
  readonly value: string
  readonly action: string
  readonly description: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  /** The key of the answer under which a list is; each of its entries becomes an item. */
  readonly list?: string
  readonly routing?: Pick<INodePropertyRouting, 'send' | 'request' | 'output'>
}

/** An operation that is one request. An error of the server is told in its own words. */
export function call({ method, url, list, routing = {}, ...option }: Call): INodePropertyOptions {
  const items = list === undefined ? [] : [{ type: 'rootProperty' as const, properties: { property: list } }]
  return {
    ...option,
    routing: {
      ...routing,
      request: { method, url, ...routing.request },
      output: { postReceive: [sayWhatWentWrong, ...items, ...(routing.output?.postReceive ?? [])] },
    },
  }
}

/** The choice of a mailbox, from those that the key may see. */
export const mailboxField = (shown: Shown): INodeProperties =>
  shownFor(shown, {
    displayName: 'Mailbox Name or ID',
    name: 'mailboxId',
    type: 'options',
    default: '',
    required: true,
    typeOptions: { loadOptionsMethod: 'getMailboxes' },
    description:
      'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
  })

/** The id of an email. */
export const emailField = (
  shown: Shown,
  description = 'The ID of the email, as the trigger or Get Many gives it',
) =>
  shownFor(shown, {
    displayName: 'Email ID',
    name: 'emailId',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. 01KAQ3T9M8ZK6W0R4Y2F7VHX5B',
    description,
  })

const NEXT_PAGE =
  '={{ Object.assign({}, $request.qs, $response.body?.cursor ? { cursor: $response.body.cursor } : {}) }}'

/** Return All and Limit: all pages, or the first entries of the first page. */
export function listFields(shown: Shown): INodeProperties[] {
  const { show } = showFor(shown) ?? {}
  return [
    {
      displayName: 'Return All',
      name: 'returnAll',
      type: 'boolean',
      default: false,
      displayOptions: { show },
      description: 'Whether to return all results or only up to a given limit',
      routing: {
        send: { paginate: '={{ $value }}', type: 'query', property: 'limit', value: '100' },
        operations: {
          pagination: {
            type: 'generic',
            properties: {
              continue: '={{ !!$response.body?.cursor }}',
              // It takes the place of the whole query, so the filters are said again.
              request: { qs: NEXT_PAGE as unknown as IDataObject },
            },
          },
        },
      },
    },
    {
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      default: 50,
      typeOptions: { minValue: 1, maxValue: 100 },
      displayOptions: { show: { ...show, returnAll: [false] } },
      description: 'Max number of results to return',
      routing: { send: { type: 'query', property: 'limit' }, output: { maxResults: '={{ $value }}' } },
    },
  ]
}

/**
 * A moment as the API takes it: in UTC, in the time zone of the workflow if it names none. An expression like `$now`
 * arrives as a bare object with `ts`, epoch ms. What is no time stays as it is, so that the server refuses it: a mail that
 * should go later must not go at once.
 */
export const MOMENT =
  '={{ (typeof $value === "object" ? DateTime.fromMillis(Number($value?.ts ?? new Date($value))) : DateTime.fromISO($value)).toUTC().toISO() ?? (String($value) || "no time") }}'

/** A filter of a list: one parameter of the query. */
export const filter = (property: INodeProperties, query: string, value?: string): INodeProperties => ({
  ...property,
  routing: { send: { type: 'query', property: query, ...(value === undefined ? {} : { value }) } },
})

/** A field of the body. */
export const field = (property: INodeProperties, key: string, value?: string): INodeProperties => ({
  ...property,
  routing: { send: { type: 'body', property: key, ...(value === undefined ? {} : { value }) } },
})

/** Addresses with commas between them as a list; one that an expression gives stays one. */
export const ADDRESSES =
  '={{ String($value).split(",").map((one) => one.trim()).filter((one) => one !== "") }}'
