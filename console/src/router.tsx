/** The pages and their addresses; the server serves the same page for each (src/http/console.ts). */

import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Approvals } from './pages/approvals.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { pendingQuery } from './pending.ts'
import { sessionQuery } from './session.tsx'
import { Shell } from './shell.tsx'

/** Where the queue of approvals is shown. */
const HOMES = ['/', '/approvals']

interface Given {
  readonly client: QueryClient
}

const rootRoute = createRootRouteWithContext<Given>()({})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: SignIn,
  validateSearch: (search: Record<string, unknown>): { email?: string; to?: string } => ({
    ...(typeof search.email === 'string' ? { email: search.email } : {}),
    // Only a path of the console itself.
    ...(typeof search.to === 'string' && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {}),
  }),
})

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  async beforeLoad({ context, location }) {
    // Asked for beside the session, not after it: most who come here come to decide.
    if (HOMES.includes(location.pathname)) void context.client.prefetchInfiniteQuery(pendingQuery)
    const session = await context.client.ensureQueryData(sessionQuery).catch(() => undefined)
    if (session === null) throw redirect({ to: '/sign-in', search: { to: location.pathname } })
  },
})

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/approvals' })
  },
})

const approvalsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/approvals',
  component: Approvals,
  validateSearch: (search: Record<string, unknown>): { id?: string } =>
    typeof search.id === 'string' ? { id: search.id } : {},
})

export interface MailSearch {
  readonly mailbox?: string
  readonly q?: string
  readonly id?: string
}

const mailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mail/$folder',
  component: lazyRouteComponent(() => import('./pages/mail.tsx'), 'Mail'),
  validateSearch: (search: Record<string, unknown>): MailSearch => {
    const text = (name: string) => (typeof search[name] === 'string' ? { [name]: search[name] } : {})
    return { ...text('mailbox'), ...text('q'), ...text('id') }
  },
})

const setupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/setup/$section',
  component: lazyRouteComponent(() => import('./pages/setup.tsx'), 'Setup'),
})

const activityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/activity',
  component: lazyRouteComponent(() => import('./pages/activity.tsx'), 'Activity'),
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([homeRoute, approvalsRoute, mailRoute, setupRoute, activityRoute]),
])

export function createConsoleRouter(client: QueryClient) {
  return createRouter({ routeTree, context: { client }, defaultPreload: 'intent', scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
