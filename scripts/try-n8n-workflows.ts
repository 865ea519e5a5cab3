/** The workflows that `scripts/try-n8n.ts` imports into n8n: every action in a row, and one that begins with the trigger. */

/** Parameters of a node by name; text that begins with `=` is an expression of n8n. */
type Parameters = Readonly<Record<string, unknown>>

export interface Keys {
  readonly agent: string
  readonly reviewer: string
  readonly admin: string
}

/** Ids of credentials as they are imported. */
const CREDENTIALS = {
  agent: 'multimailAgent01',
  reviewer: 'multimailReview1',
  admin: 'multimailAdmin01',
  live: 'multimailLive001',
}
type Who = keyof typeof CREDENTIALS

/** Credentials as `n8n import:credentials` takes them: one for each kind of key. */
export const credentials = (baseUrl: string, keys: Readonly<Record<Who, string>>) =>
  (Object.keys(CREDENTIALS) as Who[]).map((who) => ({
    id: CREDENTIALS[who],
    name: `MultiMail ${who}`,
    type: 'multiMailApi',
    data: { baseUrl, apiKey: keys[who] },
  }))

const credentialOf = (who: Who) => ({ multiMailApi: { id: CREDENTIALS[who], name: `MultiMail ${who}` } })

interface Step {
  readonly name: string
  readonly who: Who
  readonly resource: string
  readonly operation: string
  readonly parameters?: Parameters
  /** Whether it must fail. */
  readonly fails?: boolean
}

const of = (step: string, key: string) => `={{ $('${step}').first().json.${key} }}`

const email = (name: string, operation: string, parameters: Parameters): Step => ({
  name,
  who: 'agent',
  resource: 'email',
  operation,
  parameters,
})

function written(mailboxId: string, inboundId: string): Step[] {
  const mailbox = { mailboxId }
  const inbound = { mailboxId, emailId: inboundId }
  const written = { ...mailbox, to: 'ada@example.com, bob@example.com', markdown: 'Line one\n"Line" two' }
  return [
    { name: 'Mailboxes', who: 'agent', resource: 'mailbox', operation: 'getAll' },
    email('Attachment', 'downloadAttachment', { ...inbound, filename: 'a b.csv', binaryField: 'data' }),
    email('Send', 'send', {
      ...written,
      subject: 'Sent by n8n',
      options: {
        attachmentFields: 'data',
        cc: 'carol@example.com',
        tags: { tag: [{ key: 'from', value: 'n8n' }] },
      },
    }),
    email('Schedule', 'schedule', {
      ...written,
      subject: 'Later',
      sendAt: '={{ $now.plus(2, "days") }}',
      options: { gateTiming: 'schedule_first' },
    }),
    {
      name: 'Draft',
      who: 'agent',
      resource: 'draft',
      operation: 'create',
      parameters: { ...written, subject: 'A draft' },
    },
    {
      name: 'Drafts',
      who: 'agent',
      resource: 'draft',
      operation: 'getAll',
      parameters: { ...mailbox, limit: 5 },
    },
    {
      name: 'Draft sent',
      who: 'agent',
      resource: 'draft',
      operation: 'send',
      parameters: { ...mailbox, draftId: of('Draft', 'id') },
    },
  ]
}

function read(mailboxId: string, inboundId: string): Step[] {
  const mailbox = { mailboxId }
  const inbound = { mailboxId, emailId: inboundId }
  return [
    email('Raw', 'downloadRaw', inbound),
    email('Tag', 'tag', { ...inbound, tags: { tag: [{ key: 'seen', value: 'yes' }] } }),
    email('Reply', 'reply', { emailId: inboundId, markdown: 'Thank you' }),
    {
      name: 'Thread',
      who: 'agent',
      resource: 'thread',
      operation: 'get',
      parameters: { ...mailbox, threadId: of('Reply', 'thread_id') },
    },
    email('Emails', 'getAll', { ...mailbox, returnAll: true, filters: { direction: 'inbound' } }),
    email('Search', 'search', { ...mailbox, query: 'zebra', limit: 5 }),
  ]
}

function decided(mailboxId: string): Step[] {
  const mailbox = { mailboxId }
  return [
    email('Reschedule', 'reschedule', {
      ...mailbox,
      emailId: of('Schedule', 'id'),
      changes: { sendAt: '2099-01-01T00:00:00Z' },
    }),
    email('Cancel', 'cancel', { ...mailbox, emailId: of('Schedule', 'id') }),
    {
      name: 'Waiting',
      who: 'reviewer',
      resource: 'approval',
      operation: 'getAll',
      parameters: { returnAll: true },
    },
    {
      name: 'Decide',
      who: 'reviewer',
      resource: 'approval',
      operation: 'decide',
      parameters: {
        emailId: of('Send', 'id'),
        decision: 'approve',
        options: {
          reason: 'Fine',
          contentHash:
            "={{ $('Waiting').all().find((one) => one.json.id === $('Send').first().json.id).json.content_hash }}",
        },
      },
    },
    {
      name: 'Decide again',
      who: 'reviewer',
      resource: 'approval',
      operation: 'decide',
      parameters: { emailId: of('Send', 'id'), decision: 'reject' },
      fails: true,
    },
    email('Get', 'get', { emailId: of('Send', 'id') }),
    {
      name: 'Change mode',
      who: 'admin',
      resource: 'mailbox',
      operation: 'changeMode',
      parameters: { ...mailbox, mode: 'gated_send' },
    },
    { name: 'Mailbox', who: 'admin', resource: 'mailbox', operation: 'get', parameters: mailbox },
    {
      name: 'Trail',
      who: 'admin',
      resource: 'auditEntry',
      operation: 'getAll',
      parameters: { returnAll: true },
    },
  ]
}

/** Every action of the node, in an order in which each can use what those before it gave. */
export const steps = (mailboxId: string, inboundId: string): readonly Step[] => [
  ...written(mailboxId, inboundId),
  ...read(mailboxId, inboundId),
  ...decided(mailboxId),
]

const place = (index: number) => [index * 200, 0]

/** A workflow of all steps in a row. */
export function actionsWorkflow(given: readonly Step[]) {
  const names = ['Start', ...given.map(({ name }) => name)]
  return {
    id: 'multimailActions',
    name: 'Every action of MultiMail',
    active: false,
    settings: {},
    nodes: [
      {
        id: 'start',
        name: 'Start',
        type: 'n8n-nodes-base.manualTrigger',
        typeVersion: 1,
        position: place(0),
        parameters: {},
      },
      ...given.map((step, index) => ({
        id: `step${index}`,
        name: step.name,
        type: 'CUSTOM.multiMail',
        typeVersion: 1,
        position: place(index + 1),
        executeOnce: true,
        alwaysOutputData: true,
        // The worker of MultiMail looks at a new mail a moment after it was taken.
        ...(step.fails === true
          ? { onError: 'continueRegularOutput' }
          : { retryOnFail: true, waitBetweenTries: 1_000 }),
        parameters: { resource: step.resource, operation: step.operation, ...step.parameters },
        credentials: credentialOf(step.who),
      })),
    ],
    connections: Object.fromEntries(
      names
        .slice(0, -1)
        .map((name, index) => [name, { main: [[{ node: names[index + 1], type: 'main', index: 0 }]] }]),
    ),
  }
}

/** A workflow that begins when a mail waits, and approves it. */
export function triggerWorkflow(mailboxId: string) {
  return {
    id: 'multimailTrigger',
    name: 'Approve what waits',
    active: false,
    settings: {},
    nodes: [
      {
        id: 'trigger',
        name: 'MultiMail Trigger',
        type: 'CUSTOM.multiMailTrigger',
        typeVersion: 1,
        position: place(0),
        webhookId: '7d9a4a0e-0f0b-4b57-9a75-2f1f4a6a9d10',
        parameters: { events: ['oversight.pending'], mailboxId, includeBody: true },
        credentials: credentialOf('admin'),
      },
      {
        id: 'decide',
        name: 'Decide',
        type: 'CUSTOM.multiMail',
        typeVersion: 1,
        position: place(1),
        parameters: {
          resource: 'approval',
          operation: 'decide',
          emailId: '={{ $json.email_id }}',
          decision: 'approve',
          options: { reason: 'By n8n' },
        },
        credentials: credentialOf('live'),
      },
    ],
    connections: { 'MultiMail Trigger': { main: [[{ node: 'Decide', type: 'main', index: 0 }]] } },
  }
}
