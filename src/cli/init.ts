/** `multimail init`: everything the first start makes, without starting (contract §13). */

import { type Initialized, initialize, isInitialized } from '../actions/initialize.ts'
import { type Config, loadConfig } from '../config.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { welcome } from './welcome.ts'
import { withContext } from './with-context.ts'

/** Options of `init` and the settings they stand for. */
const SETTINGS_OF_OPTIONS: Readonly<Record<string, string>> = {
  data: 'MULTIMAIL_DATA',
  domain: 'MULTIMAIL_DOMAIN',
  'operator-name': 'MULTIMAIL_OPERATOR_NAME',
  'operator-email': 'MULTIMAIL_OPERATOR_EMAIL',
  mailbox: 'MULTIMAIL_FIRST_MAILBOX',
}

export const initCommand: Command = {
  usage: '[options]',
  help: `  --data FOLDER             where everything is kept (MULTIMAIL_DATA, ./data)
  --domain DOMAIN           where the mailboxes live (MULTIMAIL_DOMAIN)
  --operator-name NAME      who answers for the agents (MULTIMAIL_OPERATOR_NAME)
  --operator-email ADDRESS  where the operator is reached (MULTIMAIL_OPERATOR_EMAIL)
  --mailbox LOCALPART       the first mailbox (MULTIMAIL_FIRST_MAILBOX, agent)

Answers 1 and one line when the data folder is already set up.

  multimail init --json > secrets.json`,
  options: Object.fromEntries(
    Object.keys(SETTINGS_OF_OPTIONS).map((name) => [name, { type: 'string' as const }]),
  ),
  async run(invocation) {
    takeArguments('init', invocation, [])
    for (const [option, setting] of Object.entries(SETTINGS_OF_OPTIONS)) {
      const value = invocation.options[option]
      if (typeof value === 'string') process.env[setting] = value
    }
    loadConfig(process.env)
    return withContext(async (context, config) => {
      if (await isInitialized(context))
        throw new CommandError(`${placeOf(config)} is already set up; nothing was changed.`)
      const created = await initialize(context)
      const result = setupOf(created, context.publicUrl, { host: config.host, port: config.smtpPort })
      print(invocation, result, welcome(created, { context }).join('\n'))
      return 0
    })
  },
}

/** What was made, with the raw keys, as `--json` prints it (contract §13). */
export function setupOf(created: Initialized, httpUrl: string | null, smtp: object | null) {
  const { account, mailbox, keys } = created
  return {
    account: { id: account.id, slug: account.slug },
    mailbox: { id: mailbox.id, address: mailbox.address },
    keys,
    http_url: httpUrl,
    smtp,
  }
}

/** Where the set-up is, in words, without secrets. */
function placeOf(config: Config): string {
  return config.databaseUrl === null ? config.data : 'The database'
}
