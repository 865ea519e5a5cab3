/** Who is signed in, and what they may do. */

import { queryOptions, useQuery } from '@tanstack/react-query'
import { ApiError, get } from './api.ts'
import type { Mailbox, Session } from './types.ts'

/** Null while nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      return await get<Session>('/v1/session')
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
})

/** The session of a page that only people who are signed in see. */
export function useSession(): Session | null {
  return useQuery(sessionQuery).data ?? null
}

export const useMayDecide = () => (useSession()?.person.role ?? 'viewer') !== 'viewer'
export const useIsOwner = () => useSession()?.person.role === 'owner'

export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: async () => (await get<{ mailboxes: Mailbox[] }>('/v1/mailboxes')).mailboxes,
  staleTime: 30_000,
})
