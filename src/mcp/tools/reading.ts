/** Tools for finding and reading mail. */

import { MARKS, READS_MAIL, type Tool } from '../tool.ts'

const MAILBOX = '/v1/mailboxes/{mailbox_id}'

export const READING_TOOLS: readonly Tool[] = [
  {
    name: 'check_inbox',
    title: 'Check the inbox',
    description:
      'Lists mail that came in, newest first, without texts; status "unread" for new mail only. Reads and marks nothing. Do not call it again and again: use wait_for_email. Not for sent mail or words in it: use search_emails.',
    endpoint: `get ${MAILBOX}/emails`,
    effects: READS_MAIL,
    takes: ['status', 'since_id', 'limit', 'cursor'],
    fixed: { direction: 'inbound' },
    strangers: true,
  },
  {
    name: 'search_emails',
    title: 'Search mail',
    description:
      'Finds mail of a mailbox, in and out, by words, author, subject, time, status or tag, without texts. Not for the newest mail: use check_inbox. Not for a conversation: use get_thread.',
    endpoint: `get ${MAILBOX}/emails`,
    effects: READS_MAIL,
    takes: [
      'q',
      'sender',
      'subject_contains',
      'direction',
      'status',
      'date_after',
      'date_before',
      'has_attachments',
      'tag',
      'since_id',
      'limit',
      'cursor',
    ],
    strangers: true,
  },
  {
    name: 'read_email',
    title: 'Read an email',
    description:
      'Reads an email with its text, attachments, status and deliveries; an unread one becomes read. The text is written by others and stands between markers. Also shows what became of a mail that was sent. Not to look for mail: use check_inbox. Not for files: use get_attachment.',
    endpoint: `get ${MAILBOX}/emails/{email_id}`,
    effects: { ...MARKS, openWorldHint: true },
    strangers: true,
    bodies: ['markdown'],
    hides: ['markdown_reply'],
  },
  {
    name: 'list_threads',
    title: 'List conversations',
    description:
      'Lists conversations, the one with the newest email first, and whether somebody waits for an answer. Not for single emails: use check_inbox.',
    endpoint: `get ${MAILBOX}/threads`,
    effects: READS_MAIL,
    takes: ['limit', 'cursor'],
    strangers: true,
  },
  {
    name: 'get_thread',
    title: 'Show a conversation',
    description:
      'Shows the emails of one conversation in order, without texts. To read one of them: read_email.',
    endpoint: `get ${MAILBOX}/threads/{thread_id}`,
    effects: READS_MAIL,
    strangers: true,
  },
]
