/** `multimail serve`: the server; the first time it sets everything up and says how to use it. */

import { initialize, isInitialized } from '../actions/initialize.ts'
import { type Config, loadConfig } from '../config.ts'
import { openContext } from '../context.ts'
import { VERSION } from '../http/app.ts'
import { warningsOf } from '../http/routes/health.ts'
import { createLog } from '../log.ts'
import { type RunningServer, startServer, transportOf } from '../serve.ts'
import type { Command } from './command.ts'
import { welcome } from './welcome.ts'

export const serveCommand: Command = {
  name: 'serve',
  usage: '',
  summary: 'Start the server (HTTP API, inbound SMTP, worker). Sets everything up the first time.',
  help: `The first start makes the data folder, an account, a mailbox and keys, and prints the keys once.
A second start changes nothing and prints no secrets. Ctrl-C or SIGTERM stops it, finishing what it began.

  MULTIMAIL_HTTP_PORT=0 MULTIMAIL_SMTP_PORT=0 multimail serve    any free ports`,
  async run({ json }) {
    const config = loadConfig(process.env)
    const log = createLog(config.logLevel)
    const context = await openContext(config, log)
    const created = (await isInitialized(context)) ? null : await initialize(context)
    const server = await startServer(context, transportOf(config))
    const lines = created === null ? [] : welcome(created, server)
    if (json) process.stdout.write(`${JSON.stringify(banner(server, config))}\n`)
    else process.stdout.write(`${[...lines, ...greeting(server, config)].join('\n')}\n`)
    await untilSignal()
    process.stdout.write(json ? '' : 'Stopping: finishing what was begun …\n')
    await server.stop()
    return 0
  },
}

function banner(server: RunningServer, config: Config) {
  return {
    version: VERSION,
    http_url: server.httpPort === null ? null : server.context.publicUrl,
    smtp: server.smtpPort === null ? null : { host: config.host, port: server.smtpPort },
    delivery: config.delivery,
    database: server.context.database.backend.name,
    warnings: warningsOf(server.context),
  }
}

function greeting(server: RunningServer, config: Config): string[] {
  const { http_url, smtp, delivery, database, warnings } = banner(server, config)
  return [
    `MultiMail ${VERSION} is running (${database}, delivery: ${delivery})`,
    ...(http_url === null ? [] : [`  HTTP API   ${http_url}`]),
    ...(smtp === null ? [] : [`  SMTP in    ${smtp.host}:${smtp.port}`]),
    ...warnings.map((warning) => `  ! ${warning}`),
  ]
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const stop = () => {
      if (asked) process.exit(1)
      asked = true
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
