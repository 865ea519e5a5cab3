/** The tables of domains and the keys that sign for them, as in `schema.ts`. */

import type { DomainState } from '../core/domain-state.ts'

export interface DomainsTable {
  id: string
  account_id: string
  /** Lower case, A-labels. At most one account holds it in another state than `pending`. */
  domain: string
  state: DomainState
  dkim_verified: number
  ed25519_verified: number
  spf_verified: number
  mx_verified: number
  return_path_verified: number
  /** `CheckedRecord[]` of the last check; null before the first. */
  records_json: string | null
  /** Checks since the last change of its state. */
  checks: number
  check_at: number
  checked_at: number | null
  failing_since: number | null
  created_at: number
  /** When it was proved last after not being so. */
  verified_at: number | null
}

export interface DkimKeysTable {
  domain: string
  /** Whose proof of the domain it is; '' for the server's own domain. */
  domain_id: string
  algorithm: 'rsa' | 'ed25519'
  selector: string
  /** What stands behind `p=` in the DNS: base64. */
  public_key: string
  /** PKCS #8, PEM. Never leaves the store but to sign. */
  private_key: string
  created_at: number
  /** `next`: published and not seen yet · `retired`: signs no more, but mail on its way still needs it. */
  state: 'signing' | 'next' | 'retired'
  retired_at: number | null
}
