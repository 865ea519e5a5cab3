/** Domains: the records to publish, what the DNS says of each, and what to do. */

import { api, post } from '../../api.ts'
import { spoken } from '../../format.ts'
import { text } from '../../strings.ts'
import type { DnsRecord, Domain } from '../../types.ts'
import { Badge, Button, Card, Empty, Field, Trouble } from '../../ui/parts.tsx'
import { Copyable, Loaded, useAction } from '../../ui/section.tsx'

const words = text.setup

export function Domains() {
  const { act, error, isBusy } = useAction(['domains'])
  return (
    <>
      <Card title="A new domain">
        <form
          className="flex flex-wrap items-end gap-2"
          action={async (form: FormData) => {
            await act(() => post('/v1/domains', { domain: String(form.get('domain')) }))
          }}
        >
          <Field
            className="min-w-60 flex-1"
            label="Domain"
            name="domain"
            required
            placeholder="mail.example.com"
          />
          <Button type="submit" look="primary" disabled={isBusy}>
            {words.add}
          </Button>
        </form>
        <Trouble error={error} />
      </Card>
      <Loaded<{ domains: Domain[] }> name="domains" path="/v1/domains">
        {({ domains }) =>
          domains.length === 0 ? (
            <Empty title="No domain of your own yet">Mail leaves in the name of the server's domain.</Empty>
          ) : (
            domains.map((domain) => (
              <Card
                key={domain.id}
                title={domain.domain}
                actions={
                  <span className="flex items-center gap-2">
                    <Badge tone={domain.status === 'active' ? 'go' : 'warn'}>{domain.status}</Badge>
                    <Button
                      disabled={isBusy}
                      onClick={() => void act(() => post(`/v1/domains/${domain.id}/verify`), words.done)}
                    >
                      {words.check}
                    </Button>
                    <Button
                      look="stop"
                      disabled={isBusy}
                      aria-label={`${words.remove} ${domain.domain}`}
                      onClick={() => void act(() => api('DELETE', `/v1/domains/${domain.id}`), words.done)}
                    >
                      {words.remove}
                    </Button>
                  </span>
                }
              >
                <ul className="grid gap-3">
                  {domain.dns_records.map((record) => (
                    <RecordLine key={`${record.purpose}${record.name}`} record={record} />
                  ))}
                </ul>
              </Card>
            ))
          )
        }
      </Loaded>
    </>
  )
}

function RecordLine({ record }: { readonly record: DnsRecord }) {
  const tone = record.status === 'verified' ? 'go' : record.required ? 'stop' : 'plain'
  return (
    <li className="rounded-lg border border-line p-3">
      <p className="mb-2 flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{spoken(record.purpose)}</span>
        <Badge>{record.type}</Badge>
        {record.priority === null ? null : <Badge>priority {record.priority}</Badge>}
        <Badge tone={tone}>{record.status}</Badge>
        {record.required ? null : <span className="text-soft">optional</span>}
      </p>
      <div className="grid gap-1">
        <Copyable value={record.name} label={`name of ${spoken(record.purpose)}`} />
        <Copyable value={record.value} label={`value of ${spoken(record.purpose)}`} />
      </div>
      {record.problem === null ? null : <p className="mt-2 text-sm text-stop">{record.problem}</p>}
    </li>
  )
}
