/** `multimail pending` and `multimail decide`: a person looks at what waits, and decides. */

import { type Decided, decideMessage } from '../actions/decide-message.ts'
import { recordReading } from '../actions/read-message.ts'
import type { Context } from '../context.ts'
import { pendingAnswer } from '../http/pending-answer.ts'
import type { pendingOf } from '../http/wire.ts'
import type { Principal } from '../store/access.ts'
import { listHeld } from '../store/message-list.ts'
import { findVisible, type Message, statusOfMessage } from '../store/messages.ts'
import { lineOption, orMissing, takeArguments, textOption } from './arguments.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'
import { manyLines, oneLine, shortened, span, table } from './table.ts'
import { withOperator } from './with-context.ts'

/** Rows are fetched in pages of so many. */
const PAGE = 100

type Pending = ReturnType<typeof pendingOf>

export const pendingCommand: Command = {
  usage: '[EMAIL_ID] [--test]',
  help: `With EMAIL_ID: its header, text, attachments, and the content hash that a decision can be bound to.

  --test   the mail of test keys instead of the live mail

  multimail pending
  multimail pending 01KAQ3T9M8ZK6W0R4Y2F7VHX5B`,
  options: { test: { type: 'boolean' } },
  async run(invocation) {
    const { EMAIL_ID: id } = takeArguments('pending', invocation, ['EMAIL_ID'], ['EMAIL_ID'])
    return withOperator(invocation.options.test === true, async (context, operator) => {
      if (id === '') await showList(context, operator, invocation)
      else await showOne(context, operator, invocation, id)
      return 0
    })
  },
}

async function showList(context: Context, operator: Principal, invocation: Invocation): Promise<void> {
  const held = await allHeld(context, operator)
  await recordReading(context, operator, {
    action: 'oversight.listed',
    resourceType: 'account',
    resourceId: operator.accountId,
    mailboxId: null,
    metadata: { count: held.length },
  })
  const emails = await toPending(context, operator, held)
  const now = context.clock.now()
  const rows = emails.map((email) => [
    email.id,
    shortened(`${email.from} → ${peopleOf(email).join(', ')}`, 60),
    shortened(email.subject, 50),
    `${span(now - Date.parse(email.received_at))} ago`,
    email.expires_at === null ? 'never' : `in ${span(Date.parse(email.expires_at) - now)}`,
  ])
  const text =
    rows.length === 0
      ? 'Nothing waits for a decision.'
      : `${table(['ID', 'WHO → WHOM', 'SUBJECT', 'SINCE', 'EXPIRES'], rows)}\n\nTo decide: multimail decide ID approve|reject${operator.test === 1 ? ' --test' : ''}`
  print(invocation, { emails }, text)
}

/** Everything that waits, the oldest first: what came first is decided first. */
async function allHeld(context: Context, operator: Principal): Promise<Message[]> {
  const held: Message[] = []
  for (let before: string | null = null; ; ) {
    const page: Message[] = await listHeld(context.database.reader, operator, null, {
      before,
      offset: 0,
      limit: PAGE,
    })
    held.push(...page)
    before = page.at(-1)?.id ?? null
    if (page.length < PAGE) return held.reverse()
  }
}

async function toPending(
  context: Context,
  operator: Principal,
  messages: readonly Message[],
): Promise<Pending[]> {
  const emails: Pending[] = []
  for (const message of messages) emails.push(...(await pendingAnswer(context, operator, message)))
  return emails
}

const peopleOf = (email: Pending): string[] => [...email.to, ...email.cc, ...email.bcc]

async function showOne(
  context: Context,
  operator: Principal,
  invocation: Invocation,
  id: string,
): Promise<void> {
  const message = await findVisible(context.database.reader, operator, id)
  if (message === undefined) throw new CommandError(missing(operator, id))
  await recordReading(context, operator, {
    action: 'email.read',
    resourceType: 'email',
    resourceId: id,
    mailboxId: message.mailbox_id,
  })
  const [email] = await toPending(context, operator, [message])
  if (email === undefined) throw new CommandError(missing(operator, id))
  const lines = [
    ['From', email.from],
    ['To', email.to.join(', ')],
    ['Cc', email.cc.join(', ')],
    ['Bcc', email.bcc.join(', ')],
    ['Subject', email.subject],
    ...email.attachments.map(({ name, size, content_type }) => [
      'Attached',
      `${name} (${content_type}, ${size} bytes)`,
    ]),
    ...email.signals.map(({ message }) => ['Look at', message]),
    ['Asked by', email.submitted_by ?? ''],
    [
      'Approvals',
      email.approvals_required > 1 ? `${email.approvals_given} of ${email.approvals_required}` : '',
    ],
    ['Status', email.status],
    ['Hash', email.content_hash],
  ].filter(([, value]) => value !== '')
  const header = lines.map(([name = '', value = '']) => `${`${name}:`.padEnd(11)}${oneLine(value)}`)
  print(invocation, email, `${header.join('\n')}\n\n${manyLines(email.body_markdown)}`)
}

export const decideCommand: Command = {
  usage: 'EMAIL_ID approve|reject [--reason TEXT] [--content-hash HASH] [--test]',
  help: `  --reason TEXT         why; the author of the email sees it
  --content-hash HASH   decide only if the email still has this content (\`multimail pending EMAIL_ID\` shows it)
  --test                an email of a test key

  multimail decide 01KAQ3T9M8ZK6W0R4Y2F7VHX5B approve
  multimail decide 01KAQ3T9M8ZK6W0R4Y2F7VHX5B reject --reason 'Wrong price'`,
  options: { reason: { type: 'string' }, 'content-hash': { type: 'string' }, test: { type: 'boolean' } },
  async run(invocation) {
    const given = takeArguments('decide', invocation, ['EMAIL_ID', 'approve|reject'])
    const action = (['approve', 'reject'] as const).find((verb) => verb === given['approve|reject'])
    if (action === undefined)
      throw new CommandError(`"${given['approve|reject']}" is not a decision: approve or reject.`)
    const reason = lineOption(invocation, 'reason', 1_000)
    return withOperator(invocation.options.test === true, async (context, operator) => {
      const contentHash = textOption(invocation, 'content-hash')
      const input = { emailId: given.EMAIL_ID, action, reason, contentHash, method: 'terminal' } as const
      const decided = await orMissing(missing(operator, given.EMAIL_ID), () =>
        decideMessage(context, operator, input),
      )
      print(invocation, resultOf(operator, decided, reason), sentenceOf(decided))
      return 0
    })
  },
}

function missing(operator: Principal, id: string): string {
  const [here, hint] =
    operator.test === 1 ? ['test', 'Without --test: the live mail.'] : ['live', 'With --test: the test mail.']
  return `There is no email "${id}" in the ${here} mail. ${hint}`
}

function resultOf(operator: Principal, decided: Decided, reason: string | null) {
  const { message, verdict, approvalsGiven, approvalsRequired } = decided
  return {
    id: message.id,
    status: verdict,
    email_status: statusOfMessage(message),
    decided_by: operator.actor.name,
    reason,
    approvals_given: approvalsGiven,
    approvals_required: approvalsRequired,
    content_hash: message.content_hash,
    test: message.test === 1,
  }
}

function sentenceOf({ message, verdict, approvalsGiven, approvalsRequired }: Decided): string {
  const subject = `"${shortened(oneLine(message.subject), 60)}"`
  if (verdict === 'rejected') return `Rejected: ${subject} will not go out.`
  if (verdict === 'approved_and_sent') return `Approved: ${subject} is ${statusOfMessage(message)}.`
  if (approvalsGiven < approvalsRequired)
    return `Approved: ${subject} has ${approvalsGiven} of ${approvalsRequired} approvals.`
  return `Approved: ${subject} is ${statusOfMessage(message)}.`
}
