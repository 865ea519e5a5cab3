/** The mails that wait for a decision, page by page. */

import { infiniteQueryOptions } from '@tanstack/react-query'
import { get, withQuery } from './api.ts'
import type { Pending } from './types.ts'

interface Page {
  readonly emails: readonly Pending[]
  readonly cursor: string | null
}

const PAGE = '50'

export const pendingQuery = infiniteQueryOptions({
  queryKey: ['pending'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    get<Page>(withQuery('/v1/oversight/pending', { limit: PAGE, cursor: pageParam })),
  getNextPageParam: ({ cursor }: Page) => cursor,
})
