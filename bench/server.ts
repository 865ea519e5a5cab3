/** Our server as people run it: `multimail serve` in a process of its own, without rate limits and log lines. */

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './child.ts'
import type { Place } from './databases.ts'
import type { Plan } from './plan.ts'

export const BIN = fileURLToPath(new URL('../bin/multimail.js', import.meta.url))

export interface Setup {
  readonly account: { readonly id: string }
  readonly mailbox: { readonly id: string; readonly address: string }
  readonly keys: Readonly<Record<'agent' | 'reviewer' | 'admin', string>>
}

export interface OurServer {
  readonly url: string
  readonly smtpPort: number
  /** What the first start on this place made; null at later ones. */
  readonly setup: Setup | null
  readonly child: Child
}

/** The settings of every server that is measured. */
export const SETTINGS = {
  MULTIMAIL_HTTP_PORT: '0',
  MULTIMAIL_SMTP_PORT: '0',
  MULTIMAIL_RATE_LIMIT: 'off',
  MULTIMAIL_MONTHLY_QUOTA: '1000000000',
  LOG_LEVEL: 'warn',
}

/** Node's arguments to start our server; `label` names its CPU profile when one is wanted. */
export function commandOf(plan: Plan, label: string): string[] {
  if (plan.profiles === null) return [BIN]
  return ['--cpu-prof', `--cpu-prof-dir=${join(plan.profiles, label)}`, BIN]
}

/** Starts our server and waits until it listens. */
export async function startOurs(
  plan: Plan,
  place: Place,
  label: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OurServer> {
  const env = { ...SETTINGS, ...place.settings, ...settings }
  const child = await startChild([...commandOf(plan, label), 'serve', '--json'], env)
  const banner = JSON.parse(child.firstLine) as {
    readonly http_url: string | null
    readonly smtp: { readonly port: number } | null
    readonly setup: Setup | null
  }
  return { url: banner.http_url ?? '', smtpPort: banner.smtp?.port ?? 0, setup: banner.setup, child }
}

/** The setup of a first start; throws when it was not the first. */
export function setupOf(server: OurServer): Setup {
  if (server.setup === null) throw new Error('the server was set up before')
  return server.setup
}
