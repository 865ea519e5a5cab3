/** What happened: thirty days at a glance, and the audit log, entry by entry. */

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addressOf, get, withQuery } from '../api.ts'
import { duration, fullTime, spoken } from '../format.ts'
import { useIsOwner, useMayDecide } from '../session.tsx'
import { text } from '../strings.ts'
import type { AuditEntry, Statistics, StatisticsDay } from '../types.ts'
import { Badge, Button, Card, Empty, Field, Loading, Trouble } from '../ui/parts.tsx'
import { Loaded, useAction } from '../ui/section.tsx'

const words = text.activity

export function Activity() {
  const isOwner = useIsOwner()
  const mayDecide = useMayDecide()
  if (!mayDecide) return <Empty title={text.approvals.viewer} />
  return (
    <div className="mx-auto grid max-w-5xl gap-4 p-4">
      <h1 className="text-2xl font-semibold">{words.title}</h1>
      <Loaded<Statistics> name="statistics" path={statisticsPath()}>
        {(statistics) => <Charts statistics={statistics} />}
      </Loaded>
      {isOwner ? <Audit /> : null}
    </div>
  )
}

/** The last 30 days, by day so that the address stays the same until midnight. */
function statisticsPath(): string {
  const day = 86_400_000
  const tomorrow = Math.ceil(Date.now() / day) * day
  return withQuery('/v1/statistics', { from: String(tomorrow - 30 * day), to: String(tomorrow) })
}

type Count = Exclude<keyof StatisticsDay, 'date'>

const sum = (days: readonly StatisticsDay[], name: Count) => days.reduce((total, day) => total + day[name], 0)

function Charts({ statistics }: { readonly statistics: Statistics }) {
  const { days, median_wait_seconds: median, waiting_now: waiting } = statistics
  const sent = sum(days, 'sent')
  const share = (count: number) => (sent === 0 ? '' : `${((100 * count) / sent).toFixed(1)} %`)
  const tiles = [
    [words.waiting, String(waiting), ''],
    [words.median, median === null ? '—' : duration(median), ''],
    [words.bounced, String(sum(days, 'bounced')), share(sum(days, 'bounced'))],
    [words.complained, String(sum(days, 'complained')), share(sum(days, 'complained'))],
  ] as const
  return (
    <Card title={words.charts}>
      <dl className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-4">
        {tiles.map(([name, value, more]) => (
          <div key={name} className="rounded-lg bg-ground p-3">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="text-2xl font-semibold tabular-nums">
              {value} <span className="text-sm font-normal text-soft">{more}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-5 md:grid-cols-2">
        <Bars days={days} name="sent" label={words.sent} tone="var(--accent)" />
        <Bars days={days} name="received" label={words.received} tone="var(--soft)" />
        <Bars days={days} name="held" label={words.held} tone="var(--warn)" />
        <Bars days={days} name="approved" label={words.approved} tone="var(--go)" />
      </div>
      <details className="mt-4">
        <summary className="text-sm text-soft">{words.table}</summary>
        <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={words.charts}>
          <table className="w-full text-right text-sm tabular-nums">
            <thead>
              <tr>
                {[
                  words.day,
                  words.sent,
                  words.received,
                  words.held,
                  words.approved,
                  words.refused,
                  words.bounced,
                ].map((name) => (
                  <th key={name} scope="col" className="px-2 py-1 font-medium text-soft">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr key={day.date} className="border-t border-line">
                  <th scope="row" className="px-2 py-1 font-normal">
                    {day.date}
                  </th>
                  <td>{day.sent}</td>
                  <td>{day.received}</td>
                  <td>{day.held}</td>
                  <td>{day.approved}</td>
                  <td>{day.rejected + day.expired}</td>
                  <td>{day.bounced}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Card>
  )
}

const WIDTH = 300
const HEIGHT = 64

function Bars({
  days,
  name,
  label,
  tone,
}: {
  readonly days: readonly StatisticsDay[]
  readonly name: Count
  readonly label: string
  readonly tone: string
}) {
  const highest = Math.max(1, ...days.map((day) => day[name]))
  const step = WIDTH / Math.max(1, days.length)
  const total = sum(days, name)
  return (
    <figure>
      <figcaption className="mb-1 flex justify-between text-sm">
        <span className="font-medium">{label}</span>
        <span className="tabular-nums text-soft">{total}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-20 w-full"
        role="img"
        aria-label={`${label}: ${total}`}
      >
        <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line)" />
        {days.map((day, index) => {
          const height = (day[name] / highest) * (HEIGHT - 4)
          return (
            <rect
              key={day.date}
              x={index * step + 1}
              y={HEIGHT - height}
              width={Math.max(1, step - 2)}
              height={height}
              fill={tone}
            >
              <title>{`${day.date}: ${day[name]}`}</title>
            </rect>
          )
        })}
      </svg>
    </figure>
  )
}

interface Page {
  readonly entries: readonly AuditEntry[]
  readonly cursor: string | null
}

interface Verdict {
  readonly ok: boolean
  readonly entries: number
  readonly checkpoints_valid: number
}

function Audit() {
  const [action, setAction] = useState('')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const { act, error, isBusy } = useAction([])
  const query = useInfiniteQuery({
    queryKey: ['audit', action],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Page>(withQuery('/v1/audit-log', { limit: '50', cursor: pageParam, action })),
    getNextPageParam: ({ cursor }: Page) => cursor,
  })
  const verify = async () => {
    const found = await act(() => get<Verdict>('/v1/audit-log/verify'))
    if (found !== undefined) setVerdict(found)
  }
  return (
    <Card
      title={words.audit}
      actions={
        <span className="flex flex-wrap gap-2">
          <Button disabled={isBusy} onClick={() => void verify()}>
            {words.verify}
          </Button>
          <a className={EXPORT} href={addressOf('/v1/audit-log/export?format=jsonl')} download>
            {words.exportLines}
          </a>
          <a className={EXPORT} href={addressOf('/v1/audit-log/export?format=csv')} download>
            {words.exportCsv}
          </a>
        </span>
      }
    >
      {verdict === null ? null : (
        <p
          role="status"
          className={`mb-3 rounded-lg px-3 py-2 text-sm ${verdict.ok ? 'bg-go-soft text-go' : 'bg-stop-soft text-stop'}`}
        >
          {verdict.ok ? words.verified : words.broken}: {verdict.entries} entries, {verdict.checkpoints_valid}{' '}
          checkpoints
        </p>
      )}
      <Trouble error={error} />
      <Field
        className="mb-3 max-w-sm"
        label={words.action}
        placeholder="email.submitted"
        value={action}
        onChange={(event: { target: { value: string } }) => setAction(event.target.value.trim())}
      />
      {query.isPending ? <Loading /> : null}
      <Trouble error={query.error} />
      <ul className="divide-y divide-line">
        {query.data?.pages
          .flatMap(({ entries }) => entries)
          .map((entry) => (
            <li key={entry.id} className="py-2 text-sm">
              <details>
                <summary className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="w-40 shrink-0 text-soft">{fullTime(entry.created_at)}</span>
                  <Badge tone="accent">{spoken(entry.action)}</Badge>
                  <span className="min-w-0 break-all">{entry.actor}</span>
                </summary>
                <pre className="mt-2 overflow-x-auto whitespace-pre-wrap break-all rounded bg-ground p-2 text-xs">
                  {JSON.stringify(entry, null, 2)}
                </pre>
              </details>
            </li>
          ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          className="mt-3 w-full"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {words.more}
        </Button>
      ) : null}
    </Card>
  )
}

const EXPORT =
  'inline-flex min-h-9 items-center rounded-lg border border-line bg-card px-3 text-sm font-medium hover:bg-raised'
