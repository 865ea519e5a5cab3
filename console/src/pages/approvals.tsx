/** The queue of mail that waits for a person: the list, the mail beside it, and the decision. */

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { fromNow } from '../format.ts'
import { pendingQuery } from '../pending.ts'
import { useMayDecide, useSession } from '../session.tsx'
import { useNews } from '../shell.tsx'
import { text } from '../strings.ts'
import type { LiveEvent, Pending } from '../types.ts'
import { Badge, Button, Empty, Loading, Trouble } from '../ui/parts.tsx'
import { useToasts } from '../ui/toasts.tsx'
import { Case } from './approval-case.tsx'
import { EditDialog, KeysDialog, RejectDialog } from './approval-dialogs.tsx'
import { useDecisions } from './decisions.ts'

const words = text.approvals

export function Approvals() {
  const { id } = useSearch({ from: '/shell/approvals' })
  const navigate = useNavigate({ from: '/approvals' })
  const query = useInfiniteQuery({ ...pendingQuery, enabled: useMayDecide() })
  const mayDecide = useMayDecide()
  const { gone, decide, undo } = useDecisions()
  const all = useMemo(() => query.data?.pages.flatMap(({ emails }) => emails) ?? [], [query.data])
  const items = useMemo(() => all.filter((item) => !gone.has(item.id)), [all, gone])
  const chosen = items.find((item) => item.id === id)
  const [isWide] = useState(() => window.matchMedia('(min-width: 64rem)').matches)
  // What arrives never takes the place of the mail that is looked at.
  const [pinned, setPinned] = useState<string | undefined>()
  const shown = chosen ?? (isWide ? (items.find((item) => item.id === pinned) ?? items[0]) : undefined)
  const opened = useRef(new Set<string>()).current
  if (shown !== undefined) opened.add(shown.id)
  useEffect(() => setPinned(shown?.id), [shown?.id])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'reject' | 'edit' | 'keys' | 'reject-selected' | null>(null)
  const open = useCallback(
    (next: string | undefined) =>
      void navigate({ search: next === undefined ? {} : { id: next }, replace: true }),
    [navigate],
  )
  useOthersDecisions(shown)

  const after = (item: Pending) => items[items.indexOf(item) + 1] ?? items[items.indexOf(item) - 1]
  const settle = (
    item: Pending,
    action: 'approve' | 'reject',
    more: { reason?: string; edits?: object } = {},
  ) => {
    const next = after(item)
    setDialog(null)
    if (isWide || next === undefined) open(next?.id)
    else open(undefined)
    void decide(item, action, more)
  }
  const batch = (action: 'approve' | 'reject', reason?: string) => {
    const chosenItems = items.filter((item) => selected.has(item.id))
    setSelected(new Set())
    setDialog(null)
    for (const item of chosenItems) void decide(item, action, reason === undefined ? {} : { reason })
  }
  const toggle = (item: Pending) =>
    setSelected((before) => {
      const next = new Set(before)
      if (!next.delete(item.id)) next.add(item.id)
      return next
    })
  const move = (by: number) => {
    const at = shown === undefined ? -1 : items.indexOf(shown)
    open(items[Math.max(0, Math.min(items.length - 1, at + by))]?.id)
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    a: () => shown !== undefined && mayDecide && settle(shown, 'approve'),
    r: () => shown !== undefined && mayDecide && setDialog('reject'),
    e: () => shown?.direction === 'outbound' && mayDecide && setDialog('edit'),
    x: () => shown !== undefined && toggle(shown),
    u: undo,
    '?': () => setDialog('keys'),
  })

  if (!mayDecide) return <Empty title={words.viewer} />
  if (query.isPending) return <Loading />
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />
  return (
    <div className="flex h-full flex-col lg:flex-row">
      <h1 className="sr-only">{words.title}</h1>
      <section
        aria-label={words.list}
        className={`min-w-0 border-line lg:w-96 lg:shrink-0 lg:border-r ${shown !== undefined && !isWide ? 'hidden' : ''}`}
      >
        <BatchBar
          count={selected.size}
          total={items.length}
          onApprove={() => batch('approve')}
          onReject={() => setDialog('reject-selected')}
          onClear={() => setSelected(new Set())}
        />
        {items.length === 0 ? (
          <Empty title={words.empty}>{words.emptyMore}</Empty>
        ) : (
          <Queue
            items={items}
            shown={shown}
            selected={selected}
            opened={opened}
            onOpen={(item) => open(item.id)}
            onToggle={toggle}
            onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
          />
        )}
      </section>
      {shown === undefined ? null : (
        <Case
          key={`${shown.id}${shown.content_hash}`}
          item={shown}
          onBack={isWide ? null : () => open(undefined)}
          onApprove={() => settle(shown, 'approve')}
          onReject={() => setDialog('reject')}
          onEdit={() => setDialog('edit')}
        />
      )}
      {dialog === 'reject' && shown !== undefined ? (
        <RejectDialog
          onClose={() => setDialog(null)}
          onReject={(reason) => settle(shown, 'reject', { reason })}
        />
      ) : null}
      {dialog === 'reject-selected' ? (
        <RejectDialog onClose={() => setDialog(null)} onReject={(reason) => batch('reject', reason)} />
      ) : null}
      {dialog === 'edit' && shown !== undefined ? (
        <EditDialog
          item={shown}
          onClose={() => setDialog(null)}
          onSave={(edits) => settle(shown, 'approve', { edits })}
        />
      ) : null}
      {dialog === 'keys' ? <KeysDialog onClose={() => setDialog(null)} /> : null}
    </div>
  )
}

/** Tells when somebody else decided on the mail that is looked at. */
function useOthersDecisions(shown: Pending | undefined): void {
  const session = useSession()
  const { tell } = useToasts()
  const client = useQueryClient()
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.email_id !== shown?.id || !event.event.startsWith('oversight.')) return
      void client.invalidateQueries({ queryKey: ['pending'] })
      const own = session?.person.email ?? ''
      if (event.decided_by !== '' && !event.decided_by.includes(own))
        tell(`${words.decidedByOther} ${event.decided_by}`)
    },
    [shown, session, tell, client],
  )
  useNews(hear)
}

function BatchBar({
  count,
  total,
  onApprove,
  onReject,
  onClear,
}: {
  readonly count: number
  readonly total: number
  readonly onApprove: () => void
  readonly onReject: () => void
  readonly onClear: () => void
}) {
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
      {count === 0 ? (
        <p className="text-sm text-soft">
          <strong className="text-ink">{total}</strong> {words.waits}
        </p>
      ) : (
        <>
          <span className="text-sm">
            {count} {words.selected}
          </span>
          <Button look="go" onClick={onApprove}>
            {words.approveSelected}
          </Button>
          <Button look="stop" onClick={onReject}>
            {words.rejectSelected}
          </Button>
          <Button look="bare" onClick={onClear}>
            {words.clear}
          </Button>
        </>
      )}
    </div>
  )
}

const ROW_HEIGHT = 92

function Queue({
  items,
  shown,
  selected,
  opened,
  onOpen,
  onToggle,
  onEnd,
}: {
  readonly items: readonly Pending[]
  readonly shown: Pending | undefined
  readonly selected: ReadonlySet<string>
  /** Only what somebody has looked at can be in a batch. */
  readonly opened: ReadonlySet<string>
  readonly onOpen: (item: Pending) => void
  readonly onToggle: (item: Pending) => void
  readonly onEnd: () => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  const index = shown === undefined ? -1 : items.indexOf(shown)
  useEffect(() => {
    if (last >= items.length - 10) onEnd()
  }, [last, items.length, onEnd])
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index)
  }, [index, rows])
  return (
    // A region that scrolls can be reached by keyboard.
    <div
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label={words.list}
      className="h-[calc(100dvh-10rem)] overflow-y-auto md:h-[calc(100dvh-7rem)]"
    >
      <ul style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.map(({ index: at, start }) => {
          const item = items[at]
          if (item === undefined) return null
          return (
            <li
              key={item.id}
              className={`absolute inset-x-0 flex border-b border-line ${item.id === shown?.id ? 'bg-accent-soft' : 'hover:bg-raised'}`}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
            >
              <label className="flex w-10 shrink-0 cursor-pointer items-center justify-center">
                <span className="sr-only">
                  {words.select}: {item.subject}
                </span>
                <input
                  type="checkbox"
                  className="size-4"
                  disabled={!opened.has(item.id)}
                  title={opened.has(item.id) ? undefined : words.openFirst}
                  checked={selected.has(item.id)}
                  onChange={() => onToggle(item)}
                />
              </label>
              <button
                type="button"
                onClick={() => onOpen(item)}
                aria-current={item.id === shown?.id}
                className="min-w-0 flex-1 py-2 pr-3 text-left"
              >
                <Row item={item} />
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Row({ item }: { readonly item: Pending }) {
  const people = item.direction === 'outbound' ? [...item.to, ...item.cc, ...item.bcc].join(', ') : item.from
  return (
    <>
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{people}</span>
        <span className="shrink-0 text-xs text-soft">{fromNow(item.received_at)}</span>
      </span>
      <span className="block truncate text-sm">{item.subject || '—'}</span>
      <span className="mt-1 flex items-center gap-1.5 overflow-hidden">
        <span className="min-w-0 truncate text-xs text-soft">{item.mailbox}</span>
        {item.signals.length === 0 ? null : (
          <Badge tone="warn">
            {item.signals.length} {item.signals.length === 1 ? 'signal' : 'signals'}
          </Badge>
        )}
        {item.direction === 'inbound' ? <Badge tone="accent">inbound</Badge> : null}
        {item.approvals_required > 1 ? (
          <Badge>
            {item.approvals_given}/{item.approvals_required}
          </Badge>
        ) : null}
      </span>
    </>
  )
}

/** Single keys, unless somebody is writing or a dialog is open. */
function useShortcuts(keys: Readonly<Record<string, () => unknown>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const isWriting = target.closest(
        'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog',
      )
      // A key that is held down decides once.
      if (isWriting !== null || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      const act = latest.current[event.key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
