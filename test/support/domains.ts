/** Publishes, in the DNS of a test, what a domain is told to publish. */

import type { DnsServer } from './dns.ts'
import type { Json } from './server.ts'

interface ToPublish {
  readonly type: string
  readonly name: string
  readonly value: string
  readonly priority: number | null
}

/** Publishes records; those that a list names are left out. */
export function publish(dns: DnsServer, records: readonly ToPublish[]): void {
  for (const { type, name, value, priority } of records) {
    if (type === 'MX') dns.set(name, 'MX', { preference: priority ?? 10, exchange: value })
    else if (type === 'TXT') dns.set(name, 'TXT', value.match(/.{1,250}/g) ?? [])
    else dns.set(name, type, value)
  }
}

/** The records in the answer of the API. */
export function recordsIn(body: Json): ToPublish[] {
  return body.dns_records as unknown as ToPublish[]
}
