/** Sets the stage of the demo, has the main job played on it, and takes everything down again. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Initialized } from '../actions/initialize.ts'
import { type Config, loadConfig, SETTINGS } from '../config.ts'
import { openContext } from '../context.ts'
import { createLog } from '../log.ts'
import { type RunningServer, startServer, transportOf } from '../serve.ts'
import { CommandError } from './command.ts'
import { type Recipient, startRecipient } from './demo-recipient.ts'
import { playMainJob } from './demo-steps.ts'
import { Story, seconds } from './demo-story.ts'
import { portState } from './ports.ts'
import { setUpOnce } from './serving.ts'
import { untilSignal } from './signals.ts'
import { oneLine } from './table.ts'

/** Plays the demo; unless it `exits`, waits for a signal afterwards. Returns the exit code. Rejects when a step fails. */
export async function runDemo(options: { readonly json: boolean; readonly exits: boolean }): Promise<number> {
  const { json, exits } = options
  const write = json ? () => {} : (line: string) => void process.stdout.write(`${line}\n`)
  const stage = new Stage()
  const interrupted = untilSignal()
  try {
    const story = new Story(write)
    const stopped = interrupted.then(() => {
      throw new CommandError('The demo was stopped.')
    })
    const running = await Promise.race([play(story, stage), stopped])
    if (json) process.stdout.write(`${JSON.stringify(resultOf(story, running))}\n`)
    else write(summaryOf(story, running).join('\n'))
    if (exits) return 0
    write('\nThe server and the recipient go on running: Ctrl-C ends them.')
    running.recipient.watch(({ from, subject }) =>
      write(oneLine(`The recipient got a mail from ${from}: ${subject}`)),
    )
    await interrupted
    write('Stopping: finishing what was begun …')
    return 0
  } finally {
    await stage.clear()
  }
}

/** What must be taken down again, in reverse. */
class Stage {
  readonly #steps: (() => Promise<unknown>)[] = []

  onClear(step: () => Promise<unknown>): void {
    this.#steps.push(step)
  }

  async clear(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) await step()
  }
}

interface Running {
  readonly server: RunningServer
  readonly made: Initialized
  readonly config: Config
  readonly recipient: Recipient
}

async function play(story: Story, stage: Stage): Promise<Running> {
  const recipient = await story.step('The recipient’s mail server starts', async (say) => {
    const started = await startRecipient()
    stage.onClear(() => started.close())
    say(`smtp://127.0.0.1:${started.port} takes mail for anybody.`)
    return started
  })
  const running = await story.step('MultiMail starts and sets itself up', async (say) => {
    const started = await start(recipient, stage)
    const { server, made, config } = started
    say(`HTTP API ${server.context.publicUrl}`)
    say(`SMTP     ${config.host}:${server.smtpPort}`)
    say(`Mailbox  ${made.mailbox.address}`)
    say(`Data     ${config.data}`)
    return started
  })
  await playMainJob(story, running)
  return running
}

async function start(recipient: Recipient, stage: Stage): Promise<Running> {
  const config = loadConfig({ ...(await placeOf(stage)), ...relayTo(recipient) })
  const context = await openContext(config, createLog(config.logLevel))
  const made = await setUpOnce(context)
  if (made === null) {
    await context.close()
    throw new CommandError(`${config.data} is already set up: the demo needs a new MULTIMAIL_DATA, or none.`)
  }
  const server = await startServer(context, transportOf(config))
  stage.onClear(() => server.stop())
  return { server, made, config, recipient }
}

function relayTo({ port }: Recipient): Record<string, string> {
  return { MULTIMAIL_DELIVERY: 'relay', MULTIMAIL_RELAY_URL: `smtp://127.0.0.1:${port}?tls=never` }
}

/** Folder, ports and log level: those of the environment, else temporary, free and quiet. */
async function placeOf(stage: Stage): Promise<Record<string, string>> {
  const { MULTIMAIL_DATA, MULTIMAIL_HTTP_PORT, MULTIMAIL_SMTP_PORT, LOG_LEVEL } = process.env
  let data = MULTIMAIL_DATA
  if (data === undefined || data === '') {
    const folder = await mkdtemp(join(tmpdir(), 'multimail-demo-'))
    stage.onClear(() => rm(folder, { recursive: true, force: true }))
    data = folder
  }
  return {
    MULTIMAIL_DATA: data,
    MULTIMAIL_HTTP_PORT: MULTIMAIL_HTTP_PORT || (await freeOr(SETTINGS.httpPort.default)),
    MULTIMAIL_SMTP_PORT: MULTIMAIL_SMTP_PORT || (await freeOr(SETTINGS.smtpPort.default)),
    LOG_LEVEL: LOG_LEVEL || 'warn',
  }
}

/** The port when nobody listens there, else `0`: any free one. */
async function freeOr(port: string): Promise<string> {
  return (await portState(SETTINGS.host.default, Number(port))) === 'free' ? port : '0'
}

function resultOf(story: Story, { server, made, config }: Running) {
  return {
    steps: story.steps,
    total_ms: story.elapsed,
    data: config.data,
    http_url: server.context.publicUrl,
    smtp: { host: config.host, port: server.smtpPort },
    mailbox: { id: made.mailbox.id, address: made.mailbox.address },
    keys: made.keys,
  }
}

function summaryOf(story: Story, running: Running): string[] {
  const { http_url: url, mailbox, keys, total_ms } = resultOf(story, running)
  const width = Math.max(...story.steps.map(({ title }) => title.length))
  const as = (key: string) => `-H 'Authorization: Bearer ${key}'`
  const json = `-H 'Content-Type: application/json'`
  const body = '{"to":"ada@example.com","subject":"Tuesday","markdown":"Or rather **Tuesday**?"}'
  return [
    `\nDone in ${seconds(total_ms)}:`,
    ...story.steps.map(
      ({ title, ms }, index) => `  ${index + 1}. ${title.padEnd(width)}  ${seconds(ms).padStart(8)}`,
    ),
    '\nKeys of this demo:',
    ...Object.entries(keys).map(([name, key]) => `  ${name.padEnd(14)} ${key}`),
    '\nTo explore: write another mail, look, approve; read what came; read the audit log.',
    `curl -s '${url}/v1/mailboxes/${mailbox.id}/send' ${as(keys.agent)} ${json} -d '${body}'`,
    `curl -s '${url}/v1/oversight/pending' ${as(keys.reviewer)}`,
    `curl -s '${url}/v1/oversight/decide' ${as(keys.reviewer)} ${json} -d '{"action":"approve","email_id":"…"}'`,
    `curl -s '${url}/v1/mailboxes/${mailbox.id}/emails' ${as(keys.agent)}`,
    `curl -s '${url}/v1/audit-log?limit=5' ${as(keys.admin)}`,
    `The API: ${url}/openapi.json`,
  ]
}
