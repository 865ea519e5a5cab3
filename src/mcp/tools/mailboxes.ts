/** Tools for mailboxes. */

import { ADDS, ENDS, READS, SETS, type Tool } from '../tool.ts'

const MAILBOX = '/v1/mailboxes/{mailbox_id}'

export const MAILBOX_TOOLS: readonly Tool[] = [
  {
    name: 'list_mailboxes',
    title: 'List mailboxes',
    description:
      'Lists the mailboxes this key may use, with their ids, addresses and oversight modes. Call it first: nearly every other tool needs a mailbox_id. Not for mail in them: use check_inbox.',
    endpoint: 'get /v1/mailboxes',
    effects: READS,
  },
  {
    name: 'get_mailbox',
    title: 'Show a mailbox',
    description:
      'Shows one mailbox with its settings. Not needed when list_mailboxes was just called: it shows the same.',
    endpoint: `get ${MAILBOX}`,
    effects: READS,
  },
  {
    name: 'create_mailbox',
    title: 'Make a mailbox',
    description:
      'Makes a mailbox; its mail waits for a person at first (gated_send). The operator is asked: the first call answers pending_approval. Do not use it for another name of a mailbox you have: an address is never given out twice.',
    endpoint: 'post /v1/mailboxes',
    effects: ADDS,
    takes: ['address_local', 'display_name', 'approval_code'],
    needs: ['address_local'],
    once: true,
  },
  {
    name: 'update_mailbox',
    title: 'Change how a mailbox presents itself',
    description:
      'Changes the display name and the signature of a mailbox. Not for oversight, copies or retention: use configure_mailbox.',
    endpoint: `patch ${MAILBOX}`,
    effects: SETS,
    takes: ['display_name', 'signature_block'],
    hides: ['webhook_url', 'oversight_webhook_url'],
  },
  {
    name: 'configure_mailbox',
    title: 'Change how a mailbox works',
    description:
      'Changes oversight (only towards less autonomy), fixed copies, scheduling, approvals and retention. Copies, fewer approvals and shorter retention ask the operator. Not for more autonomy: use request_upgrade.',
    endpoint: `patch ${MAILBOX}/configure`,
    effects: SETS,
    takes: [
      'oversight_mode',
      'auto_cc',
      'auto_bcc',
      'forward_inbound',
      'default_gate_timing',
      'scheduling_enabled',
      'mcp_configured',
      'approvals_required',
      'approval_ttl_seconds',
      'retention_days',
      'approval_code',
    ],
  },
  {
    name: 'delete_mailbox',
    title: 'End a mailbox',
    description:
      'Ends a mailbox for good: mail to it is refused from now on and its address is never given out again. Do not use it to stop sending for a while: use pause_mailbox.',
    endpoint: `delete ${MAILBOX}`,
    effects: ENDS,
  },
]
