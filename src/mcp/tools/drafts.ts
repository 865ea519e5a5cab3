/** Tools for drafts. */

import { ADDS, ENDS, READS, SENDS, SETS, type Tool } from '../tool.ts'

const DRAFTS = '/v1/mailboxes/{mailbox_id}/drafts'
const ABOUT = {
  in_reply_to: 'Id of the email that it answers; recipient and subject may then be left out.',
  markdown: 'The text, in Markdown.',
  to: 'Recipients, 1 to 50.',
} as const

export const DRAFT_TOOLS: readonly Tool[] = [
  {
    name: 'create_draft',
    title: 'Begin a draft',
    description:
      'Keeps a mail that is not finished; every field may be left out. Nobody is asked and nothing is sent. Not for a finished mail: use send_email.',
    endpoint: `post ${DRAFTS}`,
    effects: ADDS,
    about: ABOUT,
    once: true,
  },
  {
    name: 'list_drafts',
    title: 'List drafts',
    description: 'Lists drafts, newest first; sent ones too. Not for sent mail: use search_emails.',
    endpoint: `get ${DRAFTS}`,
    effects: READS,
    takes: ['limit', 'cursor'],
  },
  {
    name: 'get_draft',
    title: 'Show a draft',
    description: 'Shows one draft. Not for mail that was sent or came in: use read_email.',
    endpoint: `get ${DRAFTS}/{draft_id}`,
    effects: READS,
  },
  {
    name: 'update_draft',
    title: 'Change a draft',
    description:
      'Changes a draft: what is left out stays, null empties a field, attachments replace all of them. Not for scheduled mail: use edit_scheduled_email.',
    endpoint: `patch ${DRAFTS}/{draft_id}`,
    effects: SETS,
    about: ABOUT,
  },
  {
    name: 'delete_draft',
    title: 'Delete a draft',
    description: 'Deletes a draft that was not sent, for good. Not for mail that was sent: use cancel_email.',
    endpoint: `delete ${DRAFTS}/{draft_id}`,
    effects: ENDS,
  },
  {
    name: 'send_draft',
    title: 'Send a draft',
    description:
      'Sends a draft, or hands it to a reviewer, as the mailbox is set. A draft is sent once: again answers "already_sent". Afterwards look at its status with read_email; do not send its text again.',
    endpoint: `post ${DRAFTS}/{draft_id}/send`,
    effects: { ...SENDS, idempotentHint: true },
  },
]
