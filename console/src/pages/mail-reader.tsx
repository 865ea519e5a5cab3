/** One mail: as it looks, as text, as it was sent, and what became of it. */

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { addressOf, environmentNow, get, post } from '../api.ts'
import { bytes, fullTime, spoken } from '../format.ts'
import { useIsOwner } from '../session.tsx'
import { text } from '../strings.ts'
import type { Delivery, Email, EmailSummary } from '../types.ts'
import { MailFrame } from '../ui/mail-frame.tsx'
import { Badge, Button, Loading, Moment, Tabs, Trouble } from '../ui/parts.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { Compose } from './compose.tsx'
import { toneOf } from './status-tone.ts'

const words = text.mail

export function Reader({ mailboxId, emailId }: { readonly mailboxId: string; readonly emailId: string }) {
  const path = `/v1/mailboxes/${mailboxId}/emails/${emailId}`
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['email', emailId],
    queryFn: async () => {
      const email = await get<Email>(path)
      // Looking at it marked it as read.
      void client.invalidateQueries({ queryKey: ['emails', mailboxId] })
      return email
    },
  })
  const { tell } = useToasts()
  const isOwner = useIsOwner()
  const [replies, setReplies] = useState(false)
  if (query.isPending) return <Loading />
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />
  const email = query.data
  const act = (where: string) =>
    post(where)
      .then(() => client.invalidateQueries())
      .catch((error: unknown) => tell(error instanceof Error ? error.message : text.errors.unknown))
  const isInbound = email.direction === 'inbound'
  /** Test mail comes in once more, byte by byte as it was. */
  const replay = async () => {
    const bytes = new Uint8Array(await (await fetch(addressOf(`${path}/raw`))).arrayBuffer())
    const raw_base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    await post('/v1/test/inbound', { mailbox_id: mailboxId, from: email.from, raw_base64 })
      .then(() => client.invalidateQueries({ queryKey: ['emails'] }))
      .then(() => tell(text.simulate.done))
      .catch((error: unknown) => tell(error instanceof Error ? error.message : text.errors.unknown))
  }
  const mayCancel = ['pending_send_approval', 'scheduled', 'pending_scan'].includes(email.status)
  return (
    <article aria-label={email.subject} className="min-w-0 flex-1 p-4 lg:px-6">
      <Link
        from="/mail/$folder"
        to="/mail/$folder"
        search={(before) => ({ ...before, id: undefined })}
        className="mb-2 inline-block py-2 text-sm text-accent underline lg:hidden"
      >
        ← {words.back}
      </Link>
      <h2 className="break-words text-xl font-semibold">{email.subject || '—'}</h2>
      <p className="mt-1 break-words text-sm">
        <strong>{email.from_name === '' ? email.from : `${email.from_name} <${email.from}>`}</strong>
        <span className="text-soft"> → {[...email.to, ...email.cc, ...email.bcc].join(', ')}</span>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-soft">
        <Badge tone={toneOf(email.status)}>{spoken(email.status)}</Badge>
        <Moment at={email.received_at} />
        {isInbound ? (
          <Badge tone={email.authentication.verdict === 'passed' ? 'go' : 'warn'}>
            sender {email.authentication.verdict}
          </Badge>
        ) : null}
        {Object.entries(email.tags).map(([name, value]) => (
          <Badge key={name}>{value === '' ? name : `${name}: ${value}`}</Badge>
        ))}
      </p>
      {email.rejected_reason === null ? null : (
        <p className="mt-2 text-sm text-stop">{email.rejected_reason}</p>
      )}
      {email.approved_by === null ? null : (
        <p className="mt-1 text-sm text-soft">
          {text.activity.approved}: {email.approved_by}
        </p>
      )}
      {isOwner ? (
        <div className="mt-3 flex flex-wrap gap-2">
          {isInbound ? <Button onClick={() => setReplies(true)}>{words.reply}</Button> : null}
          {isInbound && environmentNow() === 'test' ? (
            <Button onClick={() => void replay()}>{words.replay}</Button>
          ) : null}
          {mayCancel ? <Button onClick={() => void act(`${path}/cancel`)}>{words.cancel}</Button> : null}
          {isInbound ? (
            <Button
              look="bare"
              onClick={() =>
                void act(
                  `/v1/emails/${emailId}/${email.status.startsWith('spam') ? 'not-spam' : 'report-spam'}`,
                )
              }
            >
              {email.status.startsWith('spam') ? words.notSpam : words.spam}
            </Button>
          ) : null}
        </div>
      ) : null}
      <div className="mt-4">
        <Tabs
          label={email.subject}
          tabs={[
            {
              name: words.rendered,
              show: () => (
                <MailFrame
                  mailboxId={mailboxId}
                  emailId={emailId}
                  inbound={isInbound}
                  markdown={email.markdown}
                />
              ),
            },
            { name: words.plain, show: () => <Source words={email.markdown} /> },
            { name: words.source, show: () => <RawSource path={`${path}/raw`} /> },
            ...(isInbound
              ? []
              : [{ name: words.delivery, show: () => <Timeline path={`${path}/deliveries`} /> }]),
          ]}
        />
      </div>
      {email.attachments.length === 0 ? null : (
        <ul aria-label={text.approvals.attachments} className="mt-4 flex flex-wrap gap-2">
          {email.attachments.map(({ name, size }) => (
            <li key={name}>
              <a
                className="inline-flex min-h-9 items-center rounded-lg border border-line px-3 text-sm hover:bg-raised"
                href={addressOf(`${path}/attachments/${encodeURIComponent(name)}`)}
              >
                {name} · {bytes(size)}
              </a>
            </li>
          ))}
        </ul>
      )}
      <Thread mailboxId={mailboxId} email={email} />
      {replies ? <Compose mailboxId={mailboxId} answers={email} onClose={() => setReplies(false)} /> : null}
    </article>
  )
}

function Source({ words: shown }: { readonly words: string }) {
  return (
    <pre
      tabIndex={0}
      className="max-h-[60vh] overflow-auto whitespace-pre-wrap break-words rounded-lg border border-line bg-card p-4 font-mono text-sm"
    >
      {shown}
    </pre>
  )
}

/** So much of a source is shown; the rest is in the download. */
const SHOWN = 200_000

function RawSource({ path }: { readonly path: string }) {
  const query = useQuery({
    queryKey: ['raw', path],
    queryFn: async () => (await fetch(addressOf(path))).text(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.isPending) return <Loading />
  return (
    <>
      <a className="mb-2 inline-block py-1 text-sm text-accent underline" href={addressOf(path)}>
        {words.download}
      </a>
      <Source words={(query.data ?? '').slice(0, SHOWN)} />
    </>
  )
}

function Timeline({ path }: { readonly path: string }) {
  const query = useQuery({
    queryKey: ['deliveries', path],
    queryFn: () => get<{ deliveries: Delivery[] }>(path),
  })
  if (query.isPending) return <Loading />
  if (query.isError) return <Trouble error={query.error} />
  if (query.data.deliveries.length === 0) return <p className="text-soft">{words.noAttempt}</p>
  return query.data.deliveries.map((delivery) => (
    <section key={delivery.recipient} className="mb-4">
      <h3 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
        <span className="break-all">{delivery.recipient}</span>
        <Badge tone={delivery.status === 'sent' ? 'go' : delivery.status === 'queued' ? 'warn' : 'stop'}>
          {delivery.status}
        </Badge>
      </h3>
      <ol className="mt-1 border-l-2 border-line pl-3 text-sm">
        {delivery.attempts.map((attempt) => (
          <li key={attempt.at} className="mb-1 break-words">
            <span className="text-soft">{fullTime(attempt.at)}</span> {attempt.outcome}
            {attempt.host === null ? null : <span className="text-soft"> · {attempt.host}</span>}
            {attempt.tls === null ? null : <span className="text-soft"> · {attempt.tls}</span>}
            {attempt.reply === null ? null : <p className="font-mono text-xs text-soft">{attempt.reply}</p>}
          </li>
        ))}
        {delivery.next_attempt_at === null ? null : (
          <li>
            {words.next} <Moment at={delivery.next_attempt_at} />
          </li>
        )}
      </ol>
    </section>
  ))
}

function Thread({ mailboxId, email }: { readonly mailboxId: string; readonly email: Email }) {
  const query = useQuery({
    queryKey: ['emails', 'thread', email.thread_id],
    queryFn: () => get<{ emails: EmailSummary[] }>(`/v1/mailboxes/${mailboxId}/threads/${email.thread_id}`),
  })
  const others = query.data?.emails.filter(({ id }) => id !== email.id) ?? []
  if (others.length === 0) return null
  return (
    <section aria-label={text.approvals.thread} className="mt-6">
      <h3 className="mb-1 text-sm font-semibold">{text.approvals.thread}</h3>
      <ol className="border-l-2 border-line pl-3">
        {others.map((one) => (
          <li key={one.id} className="py-1 text-sm">
            <Link
              from="/mail/$folder"
              to="/mail/$folder"
              search={(before) => ({ ...before, id: one.id })}
              className="text-accent underline"
            >
              {one.from}: {one.subject}
            </Link>{' '}
            <span className="text-soft">
              <Moment at={one.received_at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
