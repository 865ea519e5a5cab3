/** Reading and writing: folders, search, one mail with what became of it. */

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { get, withQuery } from '../api.ts'
import { shortTime, spoken } from '../format.ts'
import { mailboxesQuery, useIsOwner } from '../session.tsx'
import { text } from '../strings.ts'
import type { Draft, EmailSummary } from '../types.ts'
import { Badge, Button, Empty, Loading, Trouble } from '../ui/parts.tsx'
import { Compose } from './compose.tsx'
import { Reader } from './mail-reader.tsx'
import { toneOf } from './status-tone.ts'

const words = text.mail

type Folder = keyof typeof words.folders

/** What of a mailbox a folder shows. */
const FILTERS: Readonly<Record<Exclude<Folder, 'drafts'>, Readonly<Record<string, string>>>> = {
  inbox: { direction: 'inbound' },
  sent: { direction: 'outbound' },
  held: { status: 'pending_send_approval,pending_inbound_approval' },
  scheduled: { status: 'scheduled' },
  spam: { status: 'spam_flagged,spam_quarantined' },
  all: {},
}

const FOLDERS = Object.keys(words.folders) as Folder[]

/** `from:ada invoice has:attachment` as the filters of the API. */
export function filtersOf(search: string): Record<string, string> {
  const filters: Record<string, string> = {}
  const rest: string[] = []
  for (const word of search.split(/\s+/)) {
    const [, name, value] = /^(from|subject|tag|has):(.+)$/i.exec(word) ?? []
    if (name === undefined || value === undefined) rest.push(word)
    else if (name.toLowerCase() === 'has') filters.has_attachments = 'true'
    else
      filters[{ from: 'sender', subject: 'subject_contains', tag: 'tag' }[name.toLowerCase()] ?? 'q'] = value
  }
  const q = rest.join(' ').trim()
  return q === '' ? filters : { ...filters, q }
}

interface Page {
  readonly emails: readonly EmailSummary[]
  readonly cursor: string | null
}

export function Mail() {
  const { folder: given } = useParams({ from: '/shell/mail/$folder' })
  const folder = FOLDERS.find((one) => one === given) ?? 'inbox'
  const { mailbox, q = '', id } = useSearch({ from: '/shell/mail/$folder' })
  const navigate = useNavigate({ from: '/mail/$folder' })
  const mailboxes = useQuery(mailboxesQuery)
  const chosen = mailboxes.data?.find((one) => one.id === mailbox) ?? mailboxes.data?.[0]
  const [composes, setComposes] = useState(false)
  const isOwner = useIsOwner()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input, textarea, select') !== null)
        return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  if (mailboxes.isPending) return <Loading />
  if (mailboxes.isError) return <Trouble error={mailboxes.error} retry={() => void mailboxes.refetch()} />
  if (chosen === undefined) return <Empty title={words.empty} />
  const search = (more: { mailbox?: string; q?: string }) =>
    void navigate({ search: (before) => ({ ...before, id: undefined, ...more }), replace: true })
  return (
    <div className="flex flex-col">
      <h1 className="sr-only">{words.title}</h1>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <label className="sr-only" htmlFor="mailbox">
          {words.mailbox}
        </label>
        <select
          id="mailbox"
          className="min-h-9 max-w-60 rounded-lg border border-line bg-card px-2 text-sm"
          value={chosen.id}
          onChange={(event) => search({ mailbox: event.target.value })}
        >
          {mailboxes.data.map((one) => (
            <option key={one.id} value={one.id}>
              {one.address}
            </option>
          ))}
        </select>
        <input
          ref={field}
          type="search"
          aria-label={words.search}
          placeholder={words.searchHint}
          className="min-h-9 min-w-0 flex-1 basis-56 rounded-lg border border-line bg-card px-3 text-sm placeholder:text-soft"
          defaultValue={q}
          onChange={(event) => search({ q: event.target.value })}
        />
        {isOwner ? (
          <Button look="primary" onClick={() => setComposes(true)}>
            {words.compose}
          </Button>
        ) : null}
      </div>
      <nav aria-label={words.title} className="flex gap-1 overflow-x-auto border-b border-line px-2 py-1">
        {FOLDERS.map((one) => (
          <Link
            key={one}
            to="/mail/$folder"
            params={{ folder: one }}
            search={{ mailbox: chosen.id }}
            activeOptions={{ includeSearch: false }}
            className="flex min-h-9 items-center whitespace-nowrap rounded-lg px-3 text-sm text-soft hover:bg-raised aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            {words.folders[one]}
          </Link>
        ))}
      </nav>
      <div className="flex min-w-0">
        <section
          aria-label={words.list}
          className={`min-w-0 flex-1 border-line lg:max-w-md lg:border-r ${id === undefined ? '' : 'hidden lg:block'}`}
        >
          {folder === 'drafts' ? (
            <Drafts mailboxId={chosen.id} />
          ) : (
            <List mailboxId={chosen.id} folder={folder} search={q} open={id} />
          )}
        </section>
        {id === undefined ? (
          <p className="hidden flex-1 p-10 text-center text-soft lg:block">{words.choose}</p>
        ) : (
          <Reader key={id} mailboxId={chosen.id} emailId={id} />
        )}
      </div>
      {composes ? <Compose mailboxId={chosen.id} onClose={() => setComposes(false)} /> : null}
    </div>
  )
}

function List({
  mailboxId,
  folder,
  search,
  open,
}: {
  readonly mailboxId: string
  readonly folder: Exclude<Folder, 'drafts'>
  readonly search: string
  readonly open: string | undefined
}) {
  const wanted = useDeferredValue(search)
  const query = useInfiniteQuery({
    queryKey: ['emails', mailboxId, folder, wanted],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      get<Page>(
        withQuery(`/v1/mailboxes/${mailboxId}/emails`, {
          limit: '50',
          cursor: pageParam,
          ...FILTERS[folder],
          ...filtersOf(wanted),
        }),
      ),
    getNextPageParam: ({ cursor }: Page) => cursor,
  })
  if (query.isPending) return <Loading />
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />
  const emails = query.data.pages.flatMap((page) => page.emails)
  if (emails.length === 0) return <Empty title={words.empty}>{words.emptyMore}</Empty>
  return (
    <>
      <ul>
        {emails.map((email) => (
          <li
            key={email.id}
            className={`border-b border-line ${email.id === open ? 'bg-accent-soft' : 'hover:bg-raised'}`}
          >
            <Link
              from="/mail/$folder"
              to="/mail/$folder"
              search={(before) => ({ ...before, id: email.id })}
              className="block px-4 py-2.5"
            >
              <Row email={email} />
            </Link>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <div className="p-3">
          <Button
            className="w-full"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {text.approvals.more}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function Row({ email }: { readonly email: EmailSummary }) {
  const isUnread = email.status === 'unread'
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className={`min-w-0 flex-1 truncate ${isUnread ? 'font-semibold' : ''}`}>
          {email.direction === 'inbound' ? email.from : email.to.join(', ')}
        </span>
        <span className="shrink-0 text-xs text-soft">{shortTime(email.received_at)}</span>
      </span>
      <span className="flex items-center gap-2">
        <span className={`min-w-0 flex-1 truncate text-sm ${isUnread ? '' : 'text-soft'}`}>
          {email.subject || '—'}
        </span>
        {email.has_attachments ? (
          <span role="img" aria-label={text.approvals.attachments}>
            ⎙
          </span>
        ) : null}
        <Badge tone={email.bounced_at === null ? toneOf(email.status) : 'stop'}>
          {email.bounced_at === null ? spoken(email.status) : text.activity.bounced}
        </Badge>
      </span>
    </>
  )
}

function Drafts({ mailboxId }: { readonly mailboxId: string }) {
  const query = useQuery({
    queryKey: ['drafts', mailboxId],
    queryFn: () => get<{ drafts: Draft[] }>(`/v1/mailboxes/${mailboxId}/drafts?limit=100`),
  })
  const [open, setOpen] = useState<Draft | null>(null)
  if (query.isPending) return <Loading />
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />
  const drafts = query.data.drafts.filter(({ status }) => status === 'draft')
  if (drafts.length === 0) return <Empty title={words.empty} />
  return (
    <>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.id} className="border-b border-line hover:bg-raised">
            <button type="button" className="w-full px-4 py-2.5 text-left" onClick={() => setOpen(draft)}>
              <span className="block truncate">{draft.to.join(', ') || '—'}</span>
              <span className="block truncate text-sm text-soft">{draft.subject || '—'}</span>
            </button>
          </li>
        ))}
      </ul>
      {open === null ? null : <Compose mailboxId={mailboxId} draft={open} onClose={() => setOpen(null)} />}
    </>
  )
}
