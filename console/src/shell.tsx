/** What is around every page: where to go, the environment, the pause button, who is signed in, what happens live. */

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, chooseEnvironment, type Environment, environmentNow, get, post } from './api.ts'
import { follow } from './live.ts'
import { ConfirmSignIn } from './pages/confirm-sign-in.tsx'
import { useMayDecide, useSession } from './session.tsx'
import { text } from './strings.ts'
import { chooseTheme, themeNow } from './theme.ts'
import type { LiveEvent } from './types.ts'
import { Dialog } from './ui/dialog.tsx'
import { Badge, Button, Field, Trouble } from './ui/parts.tsx'
import { Simulate } from './ui/simulate.tsx'

const NEWS = 'multimail-news'

/** Hears of everything that happens while a page is open. */
export function useNews(hear: (event: LiveEvent) => void): void {
  useEffect(() => {
    const listener = (event: Event) => hear((event as CustomEvent<LiveEvent>).detail)
    window.addEventListener(NEWS, listener)
    return () => window.removeEventListener(NEWS, listener)
  }, [hear])
}

const LINK =
  'flex min-h-10 items-center gap-2 rounded-lg px-3 text-sm font-medium text-soft hover:bg-raised hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent'

/** How many mails wait; looked up anew whenever something happens. */
function Waiting() {
  const query = useQuery({
    queryKey: ['statistics', 'waiting'],
    queryFn: () => get<{ waiting_now: number }>('/v1/statistics'),
    enabled: useMayDecide(),
  })
  const count = query.data?.waiting_now ?? 0
  return count === 0 ? null : <Badge tone="accent">{count}</Badge>
}

function Navigation() {
  const words = text.navigation
  const { pathname } = useLocation()
  // Every folder of the mail, and every section of the set-up, is the same place here.
  const currentIn = (place: string) => (pathname.startsWith(place) ? ('page' as const) : undefined)
  return (
    <nav aria-label={words.label} className="flex gap-1 overflow-x-auto md:flex-col">
      <Link to="/approvals" className={LINK}>
        {words.approvals}
        <Waiting />
      </Link>
      <Link
        to="/mail/$folder"
        params={{ folder: 'inbox' }}
        className={LINK}
        aria-current={currentIn('/mail/')}
      >
        {words.mail}
      </Link>
      <Link
        to="/setup/$section"
        params={{ section: 'guide' }}
        className={LINK}
        aria-current={currentIn('/setup/')}
      >
        {words.setup}
      </Link>
      <Link to="/activity" className={LINK}>
        {words.activity}
      </Link>
    </nav>
  )
}

function EnvironmentSwitch({
  environment,
  onChoose,
}: {
  readonly environment: Environment
  readonly onChoose: (environment: Environment) => void
}) {
  return (
    <fieldset className="flex rounded-lg border border-line bg-raised p-0.5">
      <legend className="sr-only">{text.environment.label}</legend>
      {(['live', 'test'] as const).map((one) => (
        <label
          key={one}
          className={`flex min-h-8 cursor-pointer items-center rounded-md px-3 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent ${environment === one ? 'bg-card text-ink shadow-sm' : 'text-soft'}`}
        >
          <input
            type="radio"
            name="environment"
            className="sr-only"
            checked={environment === one}
            onChange={() => onChoose(one)}
          />
          {text.environment[one]}
        </label>
      ))}
    </fieldset>
  )
}

function PauseButton() {
  const session = useSession()
  const client = useQueryClient()
  const [asks, setAsks] = useState(false)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const isPaused = session?.account.paused ?? false
  const change = async () => {
    try {
      await post(`/v1/account/${isPaused ? 'resume' : 'pause'}`, { reason: reason || text.pause.short })
      setAsks(false)
      setReason('')
      setError(null)
      await client.invalidateQueries()
    } catch (failure) {
      setError(failure)
    }
  }
  if (!useMayDecide()) return null
  return (
    <>
      <Button look={isPaused ? 'go' : 'stop'} onClick={() => setAsks(true)}>
        {isPaused ? text.pause.resume : text.pause.short}
      </Button>
      {asks ? (
        <Dialog title={isPaused ? text.pause.resume : text.pause.pause} onClose={() => setAsks(false)}>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void change()
            }}
          >
            {isPaused ? null : <p className="mb-3 text-soft">{text.pause.explain}</p>}
            <Field
              label={text.pause.reason}
              value={reason}
              maxLength={500}
              onChange={(event: { target: { value: string } }) => setReason(event.target.value)}
            />
            <Trouble error={error} />
            <Button type="submit" look={isPaused ? 'go' : 'stop'} className="mt-4 w-full">
              {isPaused ? text.pause.resume : text.pause.pause}
            </Button>
          </form>
        </Dialog>
      ) : null}
    </>
  )
}

function Me() {
  const session = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [theme, setTheme] = useState(themeNow)
  const leave = async () => {
    await api('DELETE', '/v1/session').catch(() => {})
    client.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <details className="relative">
      <summary className="flex min-h-9 list-none items-center rounded-lg border border-line bg-card px-3 text-sm">
        <span className="max-w-16 truncate sm:max-w-40">{session?.person.name || session?.person.email}</span>
      </summary>
      <div className="absolute right-0 z-40 mt-1 w-60 rounded-xl border border-line bg-card p-3 shadow-xl">
        <p className="break-all text-sm font-medium">{session?.person.email}</p>
        <p className="mb-2 text-sm text-soft">
          {session?.person.role} · {session?.account.name}
        </p>
        <label className="flex min-h-9 items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={theme === 'dark'}
            onChange={(event) => {
              const chosen = event.target.checked ? 'dark' : 'light'
              chooseTheme(chosen)
              setTheme(chosen)
            }}
          />
          {text.navigation.theme}
        </label>
        <Link
          to="/setup/$section"
          params={{ section: 'you' }}
          className="block py-2 text-sm text-accent underline"
        >
          {text.setup.sections.you}
        </Link>
        <Button className="w-full" onClick={() => void leave()}>
          {text.navigation.signOut}
        </Button>
      </div>
    </details>
  )
}

export function Shell() {
  const client = useQueryClient()
  const session = useSession()
  const [environment, setEnvironment] = useState(environmentNow)
  const [simulates, setSimulates] = useState(false)
  useEffect(() => {
    document.documentElement.dataset.environment = environment
    return follow(client, (event) => window.dispatchEvent(new CustomEvent(NEWS, { detail: event })))
  }, [client, environment])
  const choose = (chosen: Environment) => {
    chooseEnvironment(chosen)
    setEnvironment(chosen)
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  }
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-card focus:p-2 focus:text-accent"
      >
        {text.navigation.skip}
      </a>
      <header className="sticky top-0 z-30 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-card px-3 py-2">
        <span className="flex items-center gap-2 font-semibold">
          <svg viewBox="0 0 32 32" className="size-6 text-accent" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="currentColor" />
            <path d="M7 11h18v11H7zm0 0 9 7 9-7" fill="none" stroke="var(--card)" strokeWidth="2" />
          </svg>
          <span className="sr-only sm:not-sr-only">{text.name}</span>
        </span>
        <span className="hidden min-w-0 truncate text-sm text-soft sm:inline">{session?.account.name}</span>
        <span className="flex-1" />
        <EnvironmentSwitch environment={environment} onChoose={choose} />
        <PauseButton />
        <Me />
      </header>
      {environment === 'test' ? (
        <section
          aria-label={text.environment.label}
          className="flex flex-wrap items-center justify-center gap-3 bg-accent px-3 py-1.5 text-center text-sm font-medium text-accent-ink"
        >
          {text.environment.banner}
          <button type="button" className="underline" onClick={() => setSimulates(true)}>
            {text.environment.simulate}
          </button>
        </section>
      ) : null}
      {session?.account.paused ? (
        <p role="status" className="bg-stop-soft px-3 py-1.5 text-center text-sm font-medium text-stop">
          {text.pause.paused}
        </p>
      ) : null}
      <div className="mx-auto flex w-full max-w-[112rem] flex-1 flex-col md:flex-row">
        <aside className="border-b border-line p-2 md:w-44 md:shrink-0 md:border-b-0 md:border-r">
          <Navigation />
        </aside>
        <main id="content" key={environment} className="min-w-0 flex-1" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {simulates ? <Simulate onClose={() => setSimulates(false)} /> : null}
      <ConfirmSignIn />
    </div>
  )
}
