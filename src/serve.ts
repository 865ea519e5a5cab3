/** Starting and stopping the server: open the store, listen, work, and stop in reverse. */

import { readFile } from 'node:fs/promises'
import { checkRecipient, receiveMessage } from './actions/receive-message.ts'
import { recoverClaims } from './actions/recover-claims.ts'
import { type Config, ConfigError } from './config.ts'
import { type Context, createResolve, openContext, systemClock } from './context.ts'
import { type HttpServer, startHttp } from './http/server.ts'
import type { Log } from './log.ts'
import { keepPolicies } from './mail/mta-sts.ts'
import { createMxResolver } from './mail/mx.ts'
import type { Transport } from './mail/smtp-client.ts'
import { createDirectTransport, createRelayTransport } from './mail/transports.ts'
import { addMcp } from './mcp/door.ts'
import { ownCertificate } from './smtp/certificate.ts'
import { type InboundServer, startInbound } from './smtp/inbound.ts'
import { fetchText } from './web/fetch-text.ts'
import { startWorker, type Worker } from './worker/loop.ts'

export interface RunningServer {
  readonly context: Context
  /** Ports it really listens on; null for a role it does not have. */
  readonly httpPort: number | null
  readonly smtpPort: number | null
  readonly worker: Worker | null
  /** Stops listening, finishes what was begun, closes the store. */
  stop(): Promise<void>
}

/** Requests, conversations and deliveries under way get this long to finish, in ms. */
const GRACE_MS = 20_000

/** Starts the roles of the settings on an open context; closes it again when one of them cannot start. */
export async function startServer(context: Context, transport: Transport | null): Promise<RunningServer> {
  const { config } = context
  let worker: Worker | null = null
  let smtp: InboundServer | null = null
  let http: HttpServer | null = null
  const stop = async () => {
    await Promise.all([http?.close(GRACE_MS), smtp?.close(GRACE_MS)])
    await worker?.stop()
    await transport?.close()
    await context.close()
  }
  try {
    if (!context.database.backend.claimServer())
      throw new ConfigError('another server is using this data folder: stop it first')
    await recoverClaims(context)
    // A file that cannot be used is told of now, not when something is to be signed.
    if (config.identityKeyFile !== null) await context.identity.prepare()
    if (config.roles.includes('worker')) worker = startWorker(context, transport)
    if (config.roles.includes('smtp')) smtp = await startSmtp(context)
    if (config.roles.includes('http')) http = await startHttp(context, [addMcp])
  } catch (error) {
    await stop()
    throw error
  }
  if (http !== null && config.publicUrl === null)
    context.publicUrl = `http://${urlHost(config.host)}:${http.port}`
  return { context, httpPort: http?.port ?? null, smtpPort: smtp?.port ?? null, worker, stop }
}

/** How a bind address is written in a URL that somebody on this machine can open. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

async function startSmtp(context: Context): Promise<InboundServer> {
  const { config, log } = context
  return startInbound(
    {
      host: config.host,
      port: config.smtpPort,
      name: config.domain,
      maxMessageBytes: config.maxMessageBytes,
      tls: await certificateOf(config, context.clock.now()),
      log: (level, message, fields) => log[level](fields, message),
    },
    {
      async checkRecipient(address) {
        await checkRecipient(context, address)
      },
      async receive(session, stream) {
        const ids = await receiveMessage(context, {
          envelopeFrom: session.envelopeFrom,
          recipients: session.recipients,
          stream,
          client: { address: session.remoteAddress, heloName: session.heloName },
          test: 0,
        })
        return { id: ids.join(' ') }
      },
    },
  )
}

async function certificateOf(config: Config, now: number): Promise<{ key: string; cert: string }> {
  if (config.tlsCert === null || config.tlsKey === null)
    return ownCertificate(config.data, config.domain, now)
  return { cert: await readFile(config.tlsCert, 'utf8'), key: await readFile(config.tlsKey, 'utf8') }
}

/** The transport of the settings; null for `capture`. */
export function transportOf(config: Config): Transport | null {
  if (config.delivery === 'relay' && config.relayUrl !== null) {
    return createRelayTransport({
      url: config.relayUrl,
      name: config.domain,
      maxConnections: config.connections,
    })
  }
  if (config.delivery === 'direct') {
    return createDirectTransport({
      name: config.domain,
      port: config.directPort,
      totalConnections: config.connections,
      resolver: createMxResolver(config.dnsServers),
      policyOf: keepPolicies(
        createResolve(config),
        (url) => fetchText(url, false),
        () => systemClock.now(),
      ),
    })
  }
  return null
}

/** Opens the context of the settings and starts everything on it. */
export async function serve(config: Config, log: Log): Promise<RunningServer> {
  return startServer(await openContext(config, log), transportOf(config))
}
