/** Tools for keys. */

import { ADDS, ENDS, READS, SETS, type Tool } from '../tool.ts'

const ABOUT = {
  key_id: 'Id of the key, from list_keys.',
  scopes: 'read, send, oversight, admin; send and oversight never together.',
  mailbox_ids: 'The mailboxes that it is limited to; all of them when left out.',
} as const

export const KEY_TOOLS: readonly Tool[] = [
  {
    name: 'list_keys',
    title: 'List keys',
    description: 'Lists the keys of the account and what they may do; never the keys themselves.',
    endpoint: 'get /v1/keys',
    effects: READS,
  },
  {
    name: 'create_key',
    title: 'Make a key',
    description:
      'Makes a key. The operator is asked: the first call answers pending_approval. The answer shows the key once, here in this conversation: where that is not wanted, let the operator make it with `multimail keys add`.',
    endpoint: 'post /v1/keys',
    effects: ADDS,
    about: ABOUT,
    once: true,
  },
  {
    name: 'update_key',
    title: 'Change a key',
    description:
      'Changes the name, scopes or mailboxes of a key; what is left out stays. The operator is asked. To end it use revoke_key.',
    endpoint: 'patch /v1/keys/{id}',
    effects: SETS,
    renames: { id: 'key_id' },
    about: ABOUT,
  },
  {
    name: 'revoke_key',
    title: 'Revoke a key',
    description:
      'Ends a key at once and for good. The operator is asked: the first call answers pending_approval. To take only some of its rights use update_key.',
    endpoint: 'delete /v1/keys/{id}',
    effects: ENDS,
    renames: { id: 'key_id' },
    about: ABOUT,
  },
]
