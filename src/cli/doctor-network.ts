/** What `multimail doctor` looks at around the machine: ports, the DNS of the domain, the relay. */

import { Resolver } from 'node:dns/promises'
import type { Config } from '../config.ts'
import { type Finding, findings, reasonOf } from './doctor-finding.ts'
import { askHealth, portState, readGreeting } from './ports.ts'

/** Whether the HTTP port is free, or a MultiMail answers on it. */
export async function checkHttpPort({ host, httpPort, roles }: Config): Promise<Finding> {
  const { ok, warning, problem } = findings('HTTP port')
  if (!roles.includes('http')) return ok('This process does not serve HTTP (MULTIMAIL_ROLES).')
  if (httpPort === 0) return ok('Any free one.')
  const state = await portState(host, httpPort)
  if (state === 'free') return ok(`${httpPort} is free; no server runs there.`)
  if (state !== 'taken')
    return problem(`${httpPort}: ${state.impossible}.`, 'Change MULTIMAIL_HTTP_PORT or MULTIMAIL_HOST.')
  const health = await askHealth(host, httpPort)
  if (health === null) {
    const fix = 'Stop it, or choose another MULTIMAIL_HTTP_PORT.'
    return problem(`Something that is not MultiMail listens on ${httpPort}.`, fix)
  }
  const message = `MultiMail ${health.version} runs on ${httpPort} and says "${health.status}".`
  return health.status === 'ok' ? ok(message) : warning(message, 'See its /health for what is wrong.')
}

/** Whether the SMTP port is free, or our server greets on it. */
export async function checkSmtpPort({ host, smtpPort, roles, domain }: Config): Promise<Finding> {
  const { ok, problem } = findings('SMTP port')
  if (!roles.includes('smtp')) return ok('This process does not take mail (MULTIMAIL_ROLES).')
  if (smtpPort === 0) return ok('Any free one.')
  const state = await portState(host, smtpPort)
  if (state === 'free') return ok(`${smtpPort} is free; no server runs there.`)
  if (state !== 'taken')
    return problem(`${smtpPort}: ${state.impossible}.`, 'Change MULTIMAIL_SMTP_PORT or MULTIMAIL_HOST.')
  const greeting = await readGreeting(host, smtpPort)
  if (greeting?.startsWith(`220 ${domain} `)) return ok(`A server greets as ${domain} on ${smtpPort}.`)
  const fix = 'Stop it, or choose another MULTIMAIL_SMTP_PORT.'
  return problem(`Something that does not greet as ${domain} listens on ${smtpPort}.`, fix)
}

/** Answers that say that a name or a record is not there, rather than that nobody answers. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA'])

/** Whether the DNS leads mail for the domain anywhere (RFC 5321 §5.1: MX, else the addresses of the name). */
export async function checkDns({ domain }: Config): Promise<Finding> {
  const { ok, warning, problem } = findings('DNS')
  if (domain === 'localhost' || domain.endsWith('.localhost')) {
    return ok(`${domain} is a name for this machine only: no mail comes from outside.`)
  }
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const unless = async (lookup: () => Promise<string[]>) => {
    try {
      return await lookup()
    } catch (error) {
      if (ABSENT.has(String((error as { code?: unknown }).code))) return []
      throw error
    }
  }
  try {
    const hosts = await unless(async () =>
      (await resolver.resolveMx(domain))
        .sort((one, other) => one.priority - other.priority)
        .map(({ exchange }) => exchange),
    )
    if (hosts.length > 0 && hosts.every((host) => host === '' || host === '.'))
      return problem(
        `${domain} says that it takes no mail (null MX).`,
        'Publish an MX record to this server.',
      )
    if (hosts.length > 0) return ok(`Mail for ${domain} goes to ${hosts.join(', ')}: that must lead here.`)
    const addresses = [
      ...(await unless(() => resolver.resolve4(domain))),
      ...(await unless(() => resolver.resolve6(domain))),
    ]
    if (addresses.length > 0)
      return ok(`Mail for ${domain} goes to ${addresses.join(', ')} (no MX): that must lead here.`)
    return problem(`${domain} has neither MX nor address records.`, `Publish an MX record of ${domain}.`)
  } catch (error) {
    return warning(`The DNS does not answer: ${reasonOf(error)}`, 'Check the network and /etc/resolv.conf.')
  }
}

/** Whether the relay takes us in: connects, says EHLO, logs in, leaves. */
export async function checkRelay(config: Config): Promise<Finding> {
  const { ok, warning, problem } = findings('delivery')
  if (config.delivery === 'capture') {
    const fix = 'Set MULTIMAIL_RELAY_URL (or MULTIMAIL_DELIVERY=direct) to send for real.'
    return warning('Mail is captured here and nothing leaves this server.', fix)
  }
  if (config.delivery === 'direct') return ok('Mail goes straight to the MX of each domain.')
  try {
    const { transportOf } = await import('../serve.ts')
    const transport = transportOf(config)
    if (transport === null) return problem('There is no relay.', 'Set MULTIMAIL_RELAY_URL.')
    try {
      const { host, tls } = await transport.verify()
      return ok(`The relay ${host} takes us in (${tls ?? 'without TLS'}).`)
    } finally {
      await transport.close()
    }
  } catch (error) {
    return problem(`The relay: ${reasonOf(error)}`, 'Check MULTIMAIL_RELAY_URL: host, port, user, password.')
  }
}
