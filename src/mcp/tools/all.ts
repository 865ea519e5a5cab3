/** Every tool, in the order in which clients list them. */

import type { Tool } from '../tool.ts'
import { ACCOUNT_TOOLS } from './account.ts'
import { AUTONOMY_TOOLS } from './autonomy.ts'
import { DOMAIN_TOOLS } from './domains.ts'
import { DRAFT_TOOLS } from './drafts.ts'
import { FILE_TOOLS } from './files.ts'
import { KEY_TOOLS } from './keys.ts'
import { LABEL_TOOLS } from './labels.ts'
import { MAILBOX_TOOLS } from './mailboxes.ts'
import { OVERSIGHT_TOOLS } from './oversight.ts'
import { READING_TOOLS } from './reading.ts'
import { SENDING_TOOLS } from './sending.ts'
import { WAITING_TOOLS } from './waiting.ts'
import { WEBHOOK_TOOLS } from './webhooks.ts'

/** The groups as the documentation shows them. */
export const GROUPS: readonly { readonly title: string; readonly tools: readonly Tool[] }[] = [
  { title: 'Reading', tools: [...READING_TOOLS, ...WAITING_TOOLS, ...FILE_TOOLS] },
  { title: 'Sending', tools: SENDING_TOOLS },
  { title: 'Drafts', tools: DRAFT_TOOLS },
  { title: 'Tags, contacts, spam', tools: LABEL_TOOLS },
  { title: 'Mailboxes', tools: MAILBOX_TOOLS },
  { title: 'Autonomy', tools: AUTONOMY_TOOLS },
  { title: 'Oversight', tools: OVERSIGHT_TOOLS },
  { title: 'Account', tools: ACCOUNT_TOOLS },
  { title: 'Keys', tools: KEY_TOOLS },
  { title: 'Webhooks', tools: WEBHOOK_TOOLS },
  { title: 'Domains', tools: DOMAIN_TOOLS },
]

export const TOOLS: readonly Tool[] = GROUPS.flatMap(({ tools }) => tools)
