/** A list that is loaded, and what can be done with it: the same for every section of the set-up. */

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { get } from '../api.ts'
import { text } from '../strings.ts'
import { Button, Loading, Trouble } from './parts.tsx'
import { useToasts } from './toasts.tsx'

/** Loads `path` and shows it; trouble is told in its place. */
export function Loaded<T>({
  name,
  path,
  children,
}: {
  readonly name: string
  readonly path: string
  readonly children: (answer: T) => ReactNode
}) {
  const query = useQuery({ queryKey: [name, path], queryFn: () => get<T>(path) })
  if (query.isPending) return <Loading />
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />
  return children(query.data)
}

/** Does something, tells how it went, and looks again at what is named. */
export function useAction(touches: readonly string[]) {
  const client = useQueryClient()
  const { tell } = useToasts()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const act = async <T,>(work: () => Promise<T>, told?: string): Promise<T | undefined> => {
    setIsBusy(true)
    setError(null)
    try {
      const answer = await work()
      for (const name of touches) await client.invalidateQueries({ queryKey: [name] })
      if (told !== undefined) tell(told)
      return answer
    } catch (failure) {
      setError(failure)
      return undefined
    } finally {
      setIsBusy(false)
    }
  }
  return { act, error, isBusy }
}

/** A value with a button that copies it. */
export function Copyable({ value, label }: { readonly value: string; readonly label: string }) {
  const { tell } = useToasts()
  return (
    <span className="flex items-start gap-2">
      <code className="min-w-0 flex-1 break-all rounded bg-raised px-1.5 py-1 font-mono text-xs">
        {value}
      </code>
      <Button
        aria-label={`${text.setup.copy} ${label}`}
        onClick={() => void navigator.clipboard.writeText(value).then(() => tell(text.setup.copied))}
      >
        {text.setup.copy}
      </Button>
    </span>
  )
}

/** Something that is told once, and never again. */
export function Secret({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div role="status" className="my-3 rounded-lg border border-go bg-go-soft p-3">
      <p className="mb-2 text-sm font-medium text-go">{text.setup.shownOnce}</p>
      <Copyable value={value} label={label} />
    </div>
  )
}
