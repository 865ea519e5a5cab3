/** What `multimail serve` does: opens, sets up the first time, serves until a signal, stops in reverse. */

import { type Initialized, initialize, isInitialized } from '../actions/initialize.ts'
import { type Config, loadConfig } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { warningsOf } from '../http/routes/health.ts'
import { VERSION } from '../http/version.ts'
import { createLog } from '../log.ts'
import { type RunningServer, startServer, transportOf } from '../serve.ts'
import { setupOf } from './init.ts'
import { untilSignal } from './signals.ts'
import { welcome } from './welcome.ts'

/** Runs the server until somebody ends it. Returns the exit code. Rejects when it cannot start. */
export async function runServer(json: boolean): Promise<number> {
  const config = loadConfig(process.env)
  const log = createLog(config.logLevel)
  const context = await openContext(config, log)
  const created = await setUpOnce(context)
  const server = await startServer(context, transportOf(config))
  const lines = created === null ? [] : welcome(created, server)
  const about = banner(server, config)
  const setup = created === null ? null : setupOf(created, about.http_url, about.smtp)
  // Whoever reads that it runs may end it at once.
  const ended = untilSignal()
  if (json) process.stdout.write(`${JSON.stringify({ ...about, setup })}\n`)
  else process.stdout.write(`${[...lines, ...greeting(server, config)].join('\n')}\n`)
  await ended
  process.stdout.write(json ? '' : 'Stopping: finishing what was begun …\n')
  await server.stop()
  return 0
}

/** Makes what the first start makes; null when it was made before. Closes the context when that fails. */
export async function setUpOnce(context: Context): Promise<Initialized | null> {
  try {
    return (await isInitialized(context)) ? null : await initialize(context)
  } catch (error) {
    await context.close()
    throw error
  }
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
    ...(http_url === null
      ? []
      : [`  HTTP API   ${http_url}`, `  Console    ${http_url}/ (\`npx multimail sign-in\` lets you in)`]),
    ...(smtp === null ? [] : [`  SMTP in    ${smtp.host}:${smtp.port}`]),
    ...warnings.map((warning) => `  ! ${warning}`),
  ]
}
