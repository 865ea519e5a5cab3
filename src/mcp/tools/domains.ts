/** Tools for domains. */

import { ADDS, ENDS, MARKS, READS, type Tool } from '../tool.ts'

const ABOUT = { domain_id: 'Id of the domain, from list_domains.' } as const
const renames = { id: 'domain_id' } as const

export const DOMAIN_TOOLS: readonly Tool[] = [
  {
    name: 'list_domains',
    title: 'List domains',
    description: 'Lists the domains of the account and whether they are proved.',
    endpoint: 'get /v1/domains',
    effects: READS,
  },
  {
    name: 'get_domain',
    title: 'Show a domain',
    description:
      'Shows a domain with the DNS records to publish and how they stood when last looked at. To look now: verify_domain.',
    endpoint: 'get /v1/domains/{id}',
    effects: READS,
    renames,
    about: ABOUT,
  },
  {
    name: 'add_domain',
    title: 'Claim a domain',
    description:
      'Claims a domain and says which DNS records prove it; somebody has to publish them. Only for a domain that your operator owns.',
    endpoint: 'post /v1/domains',
    effects: { ...ADDS, idempotentHint: true },
  },
  {
    name: 'verify_domain',
    title: 'Look at the records of a domain',
    description:
      'Looks at the DNS records of a domain now. Not in a loop: records take minutes to hours, and the server looks by itself.',
    endpoint: 'post /v1/domains/{id}/verify',
    effects: { ...MARKS, openWorldHint: true },
    renames,
    about: ABOUT,
  },
  {
    name: 'remove_domain',
    title: 'Give a domain up',
    description: 'Gives a domain up; not while there are mailboxes at it.',
    endpoint: 'delete /v1/domains/{id}',
    effects: ENDS,
    renames,
    about: ABOUT,
  },
]
