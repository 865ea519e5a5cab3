/** What the first start prints, once: where things are, the keys, and the main job in three lines of curl. */

import type { Initialized } from '../actions/initialize.ts'
import type { RunningServer } from '../serve.ts'

/** The lines; `server` tells where it really listens. */
export function welcome(created: Initialized, server: Pick<RunningServer, 'context'>): string[] {
  const { account, mailbox, keys } = created
  const url = server.context.publicUrl
  const asAgent = `-H 'Authorization: Bearer ${keys.agent}'`
  const asReviewer = `-H 'Authorization: Bearer ${keys.reviewer}'`
  const body = '{"to":"ada@example.com","subject":"Hello","markdown":"Hello **Ada**!"}'
  const json = `-H 'Content-Type: application/json'`
  const idOnly = `sed 's/.*"id":"\\([^"]*\\)".*/\\1/'`
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
    `ID=$(curl -s ${url}/v1/mailboxes/${mailbox.id}/send ${asAgent} ${json} -d '${body}' | ${idOnly})`,
    `curl -s ${url}/v1/oversight/pending ${asReviewer}`,
    `curl -s ${url}/v1/oversight/decide ${asReviewer} ${json} -d '{"action":"approve","email_id":"'$ID'"}'`,
    '',
  ]
}
