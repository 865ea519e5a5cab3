/**
 * What Make's own editor allows in a custom app, its manifest and its directives, closed to anything else: no more than
 * the JSON schemas of Make Apps Editor 2.8.0 know, `syntaxes/imljson/schemas` and `syntaxes/local-development/schemas` of
 * github.com/integromat/vscode-apps-sdk at eda3ce53. `scripts/check-make-schemas.ts` holds the app against those.
 */

const text = { type: 'string', minLength: 1 }
const iml = { type: ['string', 'boolean', 'number'] }
const map = { type: 'object' }

const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

/** Why something failed, as Make knows it. */
const ERROR_TYPES = [
  'RuntimeError',
  'DataError',
  'RateLimitError',
  'OutOfSpaceError',
  'ConnectionError',
  'InvalidConfigurationError',
  'InvalidAccessTokenError',
  'IncompleteDataError',
  'DuplicateDataError',
]

const errorType = { enum: ERROR_TYPES }
const error = {
  type: 'object',
  properties: { message: text, type: errorType },
  patternProperties: { '^[45]\\d\\d$': closed({ message: text, type: errorType }, ['message']) },
  additionalProperties: false,
}
const response = closed({
  type: { type: ['string', 'object'] },
  valid: closed({ condition: iml, message: text, type: errorType }, ['condition']),
  limit: iml,
  error,
  iterate: { type: ['string', 'object'] },
  temp: map,
  output: {},
  // By `id` only where ids are numbers (developers.make.com, best practices, polling triggers): ours are not.
  trigger: closed(
    { type: { const: 'date' }, order: { enum: ['asc', 'desc', 'unordered'] }, id: text, date: text },
    ['type', 'order', 'id', 'date'],
  ),
  data: map,
  metadata: closed({ type: { enum: ['text', 'email'] }, value: text }, ['type', 'value']),
  uid: text,
  wrapper: {},
  expires: text,
})
const request = {
  url: text,
  encodeUrl: { type: 'boolean' },
  method: text,
  headers: map,
  qs: map,
  body: {},
  type: { enum: ['json', 'urlencoded', 'multipart/form-data', 'text', 'string', 'raw', 'binary'] },
  temp: map,
  condition: {},
  log: closed({ sanitize: { type: 'array', items: text } }),
  pagination: closed({
    mergeWithParent: { type: 'boolean' },
    url: text,
    method: text,
    headers: map,
    qs: map,
    body: {},
    condition: iml,
  }),
  response,
}

/** A request that changes something says what it sends. */
const sends = {
  anyOf: [
    { required: ['url', 'body'] },
    { not: { properties: { method: { enum: ['POST', 'PUT', 'PATCH'] } }, required: ['method'] } },
  ],
}

const field: Record<string, unknown> = closed(
  {
    name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$' },
    type: {
      enum: 'any array boolean buffer collection date email filename integer number password select text uinteger url'.split(
        ' ',
      ),
    },
    label: text,
    help: text,
    required: { type: 'boolean' },
    default: {},
    advanced: { type: 'boolean' },
    multiline: { type: 'boolean' },
    multiple: { type: 'boolean' },
    mappable: { type: 'boolean' },
    mode: { enum: ['edit', 'choose'] },
    editable: { type: 'boolean' },
    time: { type: 'boolean' },
    semantic: { enum: ['file:name', 'file:data'] },
    validate: closed({ pattern: text }),
    options: {
      anyOf: [text, { type: 'array', items: closed({ label: text, value: text }, ['label', 'value']) }],
    },
    spec: { anyOf: [{ type: 'array', items: { $ref: '#/$defs/field' } }, { $ref: '#/$defs/item' }] },
  },
  ['name', 'type', 'label'],
)
const item = { ...field, required: ['type'] }
const fields = { type: 'array', items: { $ref: '#/$defs/field' }, $defs: { field, item } }
const communication = { ...closed(request), ...sends }
/** Several requests, one after the other. */
const chain = { anyOf: [communication, { type: 'array', minItems: 1, items: communication }] }

/** By the name that a file has in `codeFiles`. */
export const FILES: Readonly<Record<string, object>> = {
  communication,
  epoch: communication,
  attach: communication,
  detach: chain,
  update: communication,
  params: fields,
  staticParams: fields,
  mappableParams: fields,
  interface: fields,
  samples: map,
}

/** What is posted to a webhook, and what becomes of it. */
export const WEBHOOK_COMMUNICATION = closed({
  verification: map,
  respond: map,
  iterate: text,
  output: {},
  condition: {},
  uid: text,
})

export const BASE = closed(
  { ...request, baseUrl: text, timeout: { type: 'integer', minimum: 1, maximum: 300_000 } },
  ['baseUrl'],
)

const MODULE_TYPES = ['action', 'search', 'trigger', 'instant_trigger', 'universal', 'responder']
const component = closed(
  {
    label: text,
    description: text,
    connectionType: { enum: ['basic', 'oauth'] },
    webhookType: { enum: ['web', 'web-shared'] },
    moduleType: { enum: MODULE_TYPES },
    actionCrud: { enum: ['create', 'read', 'update', 'delete', null] },
    connection: { type: ['string', 'null'] },
    altConnection: { type: ['string', 'null'] },
    webhook: { type: ['string', 'null'] },
    codeFiles: { type: 'object', additionalProperties: text },
  },
  ['label', 'codeFiles'],
)
const KINDS = ['connection', 'webhook', 'module', 'rpc', 'function', 'endpoint']
const GENERAL = ['base', 'common', 'readme', 'groups']

export const MANIFEST = closed(
  {
    fileVersion: { const: 1 },
    generalCodeFiles: closed(
      Object.fromEntries(GENERAL.map((name) => [name, { type: ['string', 'null'] }])),
      GENERAL,
    ),
    components: closed(
      Object.fromEntries(KINDS.map((kind) => [kind, { type: 'object', additionalProperties: component }])),
      KINDS,
    ),
    origins: { type: 'array', maxItems: 0 },
  },
  ['fileVersion', 'generalCodeFiles', 'components', 'origins'],
)
