/** A domain as clients see it (contract §9). */

import type { CheckedRecord } from '../core/dns-records.ts'
import type { Domain } from '../store/domains.ts'
import { iso } from './wire.ts'

const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

export function domainOf(domain: Domain, records: readonly CheckedRecord[]) {
  return {
    id: domain.id,
    domain: domain.domain,
    // A domain that is failing may still be used.
    status: domain.state === 'pending' ? 'pending' : 'active',
    dkim_verified: domain.dkim_verified === 1,
    spf_verified: domain.spf_verified === 1,
    mx_verified: domain.mx_verified === 1,
    return_path_verified: domain.return_path_verified === 1,
    dns_records: records,
    created_at: iso(domain.created_at),
    verified_at: isoOrNull(domain.verified_at),
    checked_at: isoOrNull(domain.checked_at),
    next_check_at: iso(domain.check_at),
    failing_since: isoOrNull(domain.failing_since),
  }
}
