/** Tools for webhooks. */

import { ADDS, ENDS, READS, READS_MAIL, SETS, type Tool } from '../tool.ts'

const ABOUT = { webhook_id: 'Id of the subscription, from list_webhooks.' } as const
const renames = { id: 'webhook_id' } as const

export const WEBHOOK_TOOLS: readonly Tool[] = [
  {
    name: 'list_webhooks',
    title: 'List webhooks',
    description: 'Lists subscriptions to events, without their secrets.',
    endpoint: 'get /v1/webhooks',
    effects: READS,
    hides: ['webhooks'],
  },
  {
    name: 'create_webhook',
    title: 'Subscribe to events',
    description:
      'Has events posted to an https address. The operator is asked: the first call answers pending_approval. The answer shows the secret that the posts are signed with. Not for waiting in a conversation: use wait_for_email.',
    endpoint: 'post /v1/webhooks',
    effects: { ...ADDS, idempotentHint: true, openWorldHint: true },
    takes: ['url', 'events', 'mailbox_id', 'description', 'include_body', 'approval_code'],
    once: true,
  },
  {
    name: 'update_webhook',
    title: 'Change a subscription',
    description:
      'Changes a subscription, or makes one active again that was disabled because it failed; what is left out stays. The operator is asked for another url, more events, another mailbox or bodies. To end it use delete_webhook.',
    endpoint: 'patch /v1/webhooks/{id}',
    effects: { ...SETS, openWorldHint: true },
    renames,
    about: ABOUT,
  },
  {
    name: 'delete_webhook',
    title: 'End a subscription',
    description: 'Ends a subscription at once and for good.',
    endpoint: 'delete /v1/webhooks/{id}',
    effects: ENDS,
    renames,
    about: ABOUT,
  },
  {
    name: 'test_webhook',
    title: 'Test a webhook',
    description:
      'Posts a sample of each event of a subscription, so that the receiver can learn its shape. Nothing in it is real.',
    endpoint: 'post /v1/webhooks/{id}/test',
    effects: { ...ADDS, openWorldHint: true },
    renames,
    about: ABOUT,
    strangers: true,
  },
  {
    name: 'list_webhook_deliveries',
    title: 'List what was posted to webhooks',
    description:
      'Lists what was posted to subscriptions, newest first, with how each receiver answered. Not for deliveries of mail: use read_email.',
    endpoint: 'get /v1/webhook-deliveries',
    effects: READS_MAIL,
    takes: ['webhook_id', 'status', 'limit', 'cursor'],
    strangers: true,
  },
  {
    name: 'redeliver_webhook',
    title: 'Post an event again',
    description:
      'Posts one event to its subscription again, under the same id, so that a receiver that knows it does nothing twice. Not for trying out a receiver: use test_webhook.',
    endpoint: 'post /v1/webhook-deliveries/{id}/redeliver',
    effects: { ...ADDS, openWorldHint: true },
    renames: { id: 'delivery_id' },
    about: { delivery_id: 'Id of what was posted, from list_webhook_deliveries.' },
    strangers: true,
  },
]
