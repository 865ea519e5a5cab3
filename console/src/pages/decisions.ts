/** Deciding: at once on the page, on the server a moment later, and taken back within five seconds. */

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { post } from '../api.ts'
import { text } from '../strings.ts'
import type { Pending } from '../types.ts'
import { useToasts } from '../ui/toasts.tsx'

/** So long the release of an approved mail waits for somebody to think better of it. */
const UNDO_SECONDS = 5

interface Verdict {
  readonly status: string
  readonly undo_until: string | null
  readonly approvals_given: number
  readonly approvals_required: number
}

interface More {
  readonly reason?: string
  readonly edits?: object
}

/** `gone`: ids decided here, which the queue shows no more while the server is told. */
export function useDecisions() {
  const client = useQueryClient()
  const { tell, undoLast } = useToasts()
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const restore = useCallback(
    (id: string) => setGone((ids) => new Set([...ids].filter((one) => one !== id))),
    [],
  )
  const decide = useCallback(
    async (item: Pending, action: 'approve' | 'reject', { reason, edits }: More) => {
      setGone((ids) => new Set([...ids, item.id]))
      try {
        const verdict = await post<Verdict>('/v1/oversight/decide', {
          email_id: item.id,
          action,
          content_hash: item.content_hash,
          ...(reason === undefined || reason === '' ? {} : { reason }),
          ...(edits === undefined ? {} : { edits }),
          ...(action === 'approve' ? { undo_seconds: UNDO_SECONDS } : {}),
        })
        const takeBack = async () => {
          try {
            await post('/v1/oversight/undo', { email_id: item.id })
            tell(text.approvals.undone)
          } catch (error) {
            tell(error instanceof Error ? error.message : text.errors.unknown)
          }
          restore(item.id)
          await client.invalidateQueries({ queryKey: ['pending'] })
        }
        const missing = verdict.approvals_required - verdict.approvals_given
        const counted = `${verdict.approvals_given}/${verdict.approvals_required} ${text.approvals.given}`
        if (action === 'reject') tell(text.approvals.rejected)
        else if (verdict.undo_until !== null) tell(text.approvals.approved, () => void takeBack())
        else tell(missing > 0 ? counted : text.approvals.approved)
        // One that needs more people stays in the queue.
        if (action === 'approve' && missing > 0) restore(item.id)
      } catch (error) {
        restore(item.id)
        tell(error instanceof Error ? error.message : text.errors.unknown)
      }
      await client.invalidateQueries({ queryKey: ['pending'] })
    },
    [client, tell, restore],
  )
  return { gone, decide, undo: undoLast }
}
