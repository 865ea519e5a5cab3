/** One mail that waits: who wants to say what to whom, what is odd about it, and the decision. */

import type { ReactNode } from 'react'
import { addressOf } from '../api.ts'
import { bytes, fullTime, spoken } from '../format.ts'
import { text } from '../strings.ts'
import type { Pending } from '../types.ts'
import { Difference } from '../ui/difference.tsx'
import { MailFrame } from '../ui/mail-frame.tsx'
import { Badge, Button, Moment, Tabs } from '../ui/parts.tsx'

const words = text.approvals

export function Case({
  item,
  onBack,
  onApprove,
  onReject,
  onEdit,
}: {
  readonly item: Pending
  readonly onBack: (() => void) | null
  readonly onApprove: () => void
  readonly onReject: () => void
  readonly onEdit: () => void
}) {
  const isOutbound = item.direction === 'outbound'
  return (
    <article aria-label={item.subject} className="flex min-w-0 flex-1 flex-col lg:h-[calc(100dvh-3.6rem)]">
      <div className="min-w-0 flex-1 overflow-y-auto p-4 lg:px-6" tabIndex={-1}>
        {onBack === null ? null : (
          <Button look="bare" onClick={onBack} className="-ml-3 mb-1">
            ← {words.back}
          </Button>
        )}
        <p className="text-sm text-soft">
          <strong className="text-ink">{item.mailbox}</strong> {isOutbound ? words.wants : words.received}
        </p>
        <p className="break-words text-lg font-semibold">
          {isOutbound ? item.to.join(', ') : `${item.from_name} <${item.from}>`}
        </p>
        <Copies item={item} />
        <h2 className="mt-3 break-words text-xl font-semibold">{item.subject || '—'}</h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          <Badge tone="accent">{item.oversight_mode}</Badge>
          <span>
            {words.askedBy} {item.submitted_by ?? item.from}, <Moment at={item.received_at} />
          </span>
          {item.expires_at === null ? null : (
            <span>
              {words.expires} <Moment at={item.expires_at} />
            </span>
          )}
          {item.send_at === null ? null : (
            <span>
              {words.sendAt} {fullTime(item.send_at)}
            </span>
          )}
          {item.approvals_required > 1 ? (
            <span>
              {item.approvals_given}/{item.approvals_required} {words.given}
              {item.approvals.map(({ decided_by }) => ` · ${decided_by}`)}
            </span>
          ) : null}
        </p>
        {item.paused ? <p className="mt-2 text-sm font-medium text-stop">{words.paused}</p> : null}
        <Signals item={item} />
        <div className="mt-4">
          <Tabs label={item.subject} tabs={tabsOf(item)} />
        </div>
        <Attachments item={item} />
        <Thread item={item} />
      </div>
      <footer className="sticky bottom-0 flex gap-2 border-t border-line bg-card px-4 py-3 lg:px-6">
        <Button look="primary" className="min-h-11 flex-1 sm:flex-none sm:px-8" onClick={onApprove}>
          {words.approve} <Key name="a" />
        </Button>
        <Button look="stop" className="min-h-11 flex-1 sm:flex-none sm:px-6" onClick={onReject}>
          {words.reject} <Key name="r" />
        </Button>
        {isOutbound ? (
          <Button className="min-h-11 sm:px-6" onClick={onEdit}>
            {words.edit} <Key name="e" />
          </Button>
        ) : null}
      </footer>
    </article>
  )
}

function Key({ name }: { readonly name: string }) {
  return (
    <span
      aria-hidden="true"
      className="hidden rounded border border-current px-1 font-mono text-xs lg:inline"
    >
      {name}
    </span>
  )
}

function Copies({ item }: { readonly item: Pending }) {
  const lists = [
    ['Cc', item.cc],
    ['Bcc', item.bcc],
  ] as const
  return lists
    .filter(([, people]) => people.length > 0)
    .map(([name, people]) => (
      <p key={name} className="break-words text-sm">
        <span className="text-soft">{name}</span> {people.join(', ')}
      </p>
    ))
}

function Signals({ item }: { readonly item: Pending }) {
  if (item.signals.length === 0) return null
  return (
    <section aria-label={words.signals} className="mt-3 rounded-lg bg-warn-soft px-3 py-2 text-warn">
      <h3 className="text-sm font-semibold">{words.signals}</h3>
      <ul className="list-disc pl-5 text-sm">
        {item.signals.map(({ code, message }) => (
          <li key={`${code}${message}`} className="break-words">
            {message}
          </li>
        ))}
      </ul>
    </section>
  )
}

function tabsOf(item: Pending) {
  const { mailbox_id: mailboxId, id: emailId, body_markdown: markdown } = item
  const rendered = () => (
    <MailFrame
      mailboxId={mailboxId}
      emailId={emailId}
      inbound={item.direction === 'inbound'}
      markdown={markdown}
    />
  )
  const plain = () => (
    <pre
      tabIndex={0}
      className="max-h-[60vh] overflow-auto whitespace-pre-wrap break-words rounded-lg border border-line bg-ground p-4 font-mono text-sm"
    >
      {item.body_text}
    </pre>
  )
  const tabs: { name: string; show: () => ReactNode }[] = [
    { name: words.rendered, show: rendered },
    { name: words.plain, show: plain },
    { name: words.header, show: () => <Details item={item} /> },
  ]
  if (item.edits.length > 0) tabs.push({ name: words.difference, show: () => <Edits item={item} /> })
  return tabs
}

function Details({ item }: { readonly item: Pending }) {
  const rows = [
    ['From', `${item.from_name} <${item.from}>`],
    ['To', item.to.join(', ')],
    ['Cc', item.cc.join(', ')],
    ['Bcc', item.bcc.join(', ')],
    ['Subject', item.subject],
    ['Date', fullTime(item.received_at)],
    ['Content', item.content_hash],
  ].filter(([, value]) => value !== '')
  return (
    <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
      <dt className="text-soft">Source</dt>
      <dd>
        <a
          className="text-accent underline"
          href={addressOf(`/v1/mailboxes/${item.mailbox_id}/emails/${item.id}/raw`)}
        >
          {text.mail.download}
        </a>
      </dd>
    </dl>
  )
}

function Edits({ item }: { readonly item: Pending }) {
  return item.edits.map((edit) => (
    <section key={edit.edited_at} className="mb-4">
      <h3 className="mb-1 text-sm font-medium">
        {edit.edited_by}, <Moment at={edit.edited_at} />
      </h3>
      {edit.changes.map(({ field, before, after }) => (
        <div key={field} className="mb-2">
          <p className="text-sm text-soft">{spoken(field)}</p>
          <Difference before={before} after={after} />
        </div>
      ))}
    </section>
  ))
}

/** Types that browsers draw without running anything. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

function Attachments({ item }: { readonly item: Pending }) {
  if (item.attachments.length === 0) return null
  return (
    <section aria-label={words.attachments} className="mt-4">
      <h3 className="mb-1 text-sm font-semibold">{words.attachments}</h3>
      <ul className="flex flex-wrap gap-2">
        {item.attachments.map(({ name, size, content_type }) => (
          <li key={name}>
            {PICTURES.has(content_type) ? (
              <img
                loading="lazy"
                alt={name}
                className="mb-1 max-h-48 max-w-full rounded-lg border border-line bg-white"
                src={addressOf(
                  `/v1/mailboxes/${item.mailbox_id}/emails/${item.id}/attachments/${encodeURIComponent(name)}`,
                )}
              />
            ) : null}
            <a
              className="flex min-h-10 items-center gap-2 rounded-lg border border-line bg-card px-3 py-1 text-sm hover:bg-raised"
              href={addressOf(
                `/v1/mailboxes/${item.mailbox_id}/emails/${item.id}/attachments/${encodeURIComponent(name)}`,
              )}
            >
              <span className="break-all font-medium">{name}</span>
              <span className="text-soft">
                {bytes(size)} · {content_type}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Thread({ item }: { readonly item: Pending }) {
  if (item.thread.length === 0) return null
  return (
    <section aria-label={words.thread} className="mt-5">
      <h3 className="mb-1 text-sm font-semibold">{words.thread}</h3>
      <ol className="border-l-2 border-line pl-3">
        {item.thread.map((one) => (
          <li key={one.id} className="mb-2 text-sm">
            <span className="font-medium">{one.from}</span>{' '}
            <span className="text-soft">
              <Moment at={one.received_at} />
            </span>
            <p className="break-words text-soft">{one.preview}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
