/** What the first start prints, once: where things are, the keys, and the main job in three lines of curl. */

import type { Initialized } from '../actions/initialize.ts'
import type { RunningServer } from '../serve.ts'

/** The lines; `server` tells where it really listens. */
export function welcome(created: Initialized, server: Pick<RunningServer, 'context'>): string[] {
  const { account, mailbox, keys } = created
  const url = server.context.publicUrl
  const json = `-H 'Content-Type: application/json'`
  const body = `{"to":"ada@example.com","subject":"Hello","markdown":"Hello **Ada**!"}`
  return [
    '',
    'Welcome to MultiMail. This is shown once; the keys cannot be shown again.',
    '',
    `  Account        ${account.name} <${account.oversight_email}>`,
    `  Mailbox        ${mailbox.address}  (${mailbox.mode}; id ${mailbox.id})`,
    `  Agent key      ${keys.agent}   read, send`,
    `  Reviewer key   ${keys.reviewer}   read, oversight`,
    `  Admin key      ${keys.admin}   read, admin`,
    `  Test agent     ${keys.test_agent}   read, send: nothing leaves the server`,
    `  Test reviewer  ${keys.test_reviewer}   read, oversight`,
    '',
    'Try it: the agent writes, you look, you approve.',
    '',
    `curl -s ${url}/v1/mailboxes/${mailbox.id}/send -H 'Authorization: Bearer ${keys.agent}' ${json} -d '${body}'`,
    `curl -s ${url}/v1/oversight/pending -H 'Authorization: Bearer ${keys.reviewer}'`,
    `curl -s ${url}/v1/oversight/decide -H 'Authorization: Bearer ${keys.reviewer}' ${json} -d "{\\"action\\":\\"approve\\",\\"email_id\\":\\"$(curl -s ${url}/v1/oversight/pending -H 'Authorization: Bearer ${keys.reviewer}' | sed 's/.*"emails":\\[{"id":"\\([0-9A-Z]*\\)".*/\\1/')\\"}"`,
    '',
  ]
}
