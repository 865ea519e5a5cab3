/** The few parts that every page is made of. */

import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { ApiError } from '../api.ts'
import { fromNow, fullTime } from '../format.ts'
import { text } from '../strings.ts'

const LOOKS = {
  primary: 'bg-accent text-accent-ink border-transparent hover:opacity-90',
  go: 'border-go text-go bg-card hover:bg-go-soft',
  stop: 'border-stop text-stop bg-card hover:bg-stop-soft',
  quiet: 'border-line text-ink bg-card hover:bg-raised',
  bare: 'border-transparent text-soft hover:text-ink hover:bg-raised',
} as const

export type Look = keyof typeof LOOKS

/** A button, at least 36 px high. */
export function Button({
  look = 'quiet',
  className = '',
  ...rest
}: ComponentProps<'button'> & { readonly look?: Look }) {
  return (
    <button
      type="button"
      className={`inline-flex min-h-9 items-center justify-center gap-2 rounded-lg border px-3 py-1.5 text-sm font-medium motion-safe:transition-colors disabled:opacity-50 ${LOOKS[look]} ${className}`}
      {...rest}
    />
  )
}

const FIELD =
  'w-full min-h-9 rounded-lg border border-line bg-card px-3 py-1.5 text-ink placeholder:text-soft focus-visible:border-accent'

/** A labelled input, select or text area. */
export function Field({
  label,
  hint,
  as = 'input',
  children,
  className = '',
  ...rest
}: {
  readonly label: string
  readonly hint?: string
  readonly as?: 'input' | 'select' | 'textarea'
  readonly children?: ReactNode
} & ComponentProps<'input'> &
  ComponentProps<'select'> &
  ComponentProps<'textarea'>) {
  const id = useId()
  const Tag = as as 'input'
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {as === 'input' ? (
        <Tag id={id} className={FIELD} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      ) : (
        <Tag id={id} className={FIELD} aria-describedby={hint ? `${id}-hint` : undefined} {...rest}>
          {children}
        </Tag>
      )}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-sm text-soft">
          {hint}
        </p>
      ) : null}
    </div>
  )
}

export function Card({
  title,
  children,
  actions,
}: {
  readonly title?: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <section className="rounded-xl border border-line bg-card p-4">
      {title === undefined ? null : (
        <header className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <h2 className="text-base font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}

const TONES = {
  plain: 'bg-raised text-soft',
  accent: 'bg-accent-soft text-accent',
  go: 'bg-go-soft text-go',
  stop: 'bg-stop-soft text-stop',
  warn: 'bg-warn-soft text-warn',
} as const

export type Tone = keyof typeof TONES

export function Badge({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center whitespace-nowrap rounded-md px-1.5 py-0.5 text-xs font-medium ${TONES[tone]}`}
    >
      {children}
    </span>
  )
}

/** A moment, relative, with the whole time on hover and for machines. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={fullTime(at)}>
      {fromNow(at)}
    </time>
  )
}

/** What went wrong, and what to do about it. */
export function Trouble({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  if (error === null || error === undefined) return null
  const fix = error instanceof ApiError ? error.fix : null
  return (
    <div role="alert" className="my-3 rounded-lg border border-stop bg-stop-soft px-3 py-2 text-sm text-stop">
      <p className="font-medium">{error instanceof Error ? error.message : text.errors.unknown}</p>
      {fix === null ? null : <p>{fix}</p>}
      {retry === undefined ? null : (
        <Button className="mt-2" onClick={retry}>
          {text.errors.retry}
        </Button>
      )}
    </div>
  )
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center gap-2 px-6 py-16 text-center">
      <svg viewBox="0 0 64 48" className="h-16 text-accent" aria-hidden="true">
        <rect x="6" y="8" width="52" height="34" rx="5" fill="none" stroke="currentColor" strokeWidth="2.5" />
        <path d="m7 12 25 18 25-18" fill="none" stroke="currentColor" strokeWidth="2.5" />
        <path
          d="m44 36 5 5 9-11"
          fill="none"
          stroke="var(--go)"
          strokeWidth="3.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <h2 className="mt-2 text-lg font-semibold">{title}</h2>
      <div className="max-w-sm text-soft">{children}</div>
    </div>
  )
}

export function Loading() {
  return (
    <div className="p-4" aria-busy="true">
      {[80, 60, 70].map((width) => (
        <div
          key={width}
          className="mb-3 h-4 motion-safe:animate-pulse rounded bg-raised"
          style={{ width: `${width}%` }}
        />
      ))}
      <span className="sr-only">Loading</span>
    </div>
  )
}

/** Tabs by the pattern of WAI-ARIA: arrow keys move between them. */
export function Tabs({
  label,
  tabs,
}: {
  readonly label: string
  readonly tabs: readonly { readonly name: string; readonly show: () => ReactNode }[]
}) {
  const [chosen, choose] = useState(0)
  const id = useId()
  const shown = Math.min(chosen, tabs.length - 1)
  const move = (by: number) => {
    const next = (shown + by + tabs.length) % tabs.length
    choose(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  return (
    <div>
      <div role="tablist" aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            id={`${id}-${index}`}
            type="button"
            role="tab"
            aria-selected={index === shown}
            aria-controls={`${id}-panel`}
            tabIndex={index === shown ? 0 : -1}
            onClick={() => choose(index)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') move(1)
              if (event.key === 'ArrowLeft') move(-1)
            }}
            className={`min-h-9 whitespace-nowrap border-b-2 px-3 text-sm font-medium ${index === shown ? 'border-accent text-accent' : 'border-transparent text-soft hover:text-ink'}`}
          >
            {name}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${shown}`} className="pt-3">
        {tabs[shown]?.show()}
      </div>
    </div>
  )
}
