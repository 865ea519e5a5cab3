/**
 * Every command of the terminal, in the order in which the help lists them. What a command needs is loaded when it is the
 * one that was asked for: most need little of the program.
 */

import type { Command, Named } from './command.ts'

export interface Listed extends Named {
  load(): Promise<Command>
}

const listed = (name: string, summary: string, load: () => Promise<Command>): Listed => ({
  name,
  summary,
  load,
})

export const COMMANDS: readonly Listed[] = [
  listed(
    'serve',
    'Start the server (HTTP API, inbound SMTP, worker). Sets everything up the first time.',
    async () => (await import('./serve.ts')).serveCommand,
  ),
  listed(
    'mcp',
    'Give an AI client the tools of a running server, by standard input and output.',
    async () => (await import('./mcp.ts')).mcpCommand,
  ),
  listed(
    'init',
    'Set up the data folder, an account, a mailbox and keys, and start nothing.',
    async () => (await import('./init.ts')).initCommand,
  ),
  listed(
    'demo',
    'Play the whole main job against a local SMTP peer, then leave the server running to explore.',
    async () => (await import('./demo.ts')).demoCommand,
  ),
  listed(
    'pending',
    'List the emails that wait for a decision, or show one of them.',
    async () => (await import('./pending.ts')).pendingCommand,
  ),
  listed(
    'decide',
    'Approve or reject an email that waits.',
    async () => (await import('./pending.ts')).decideCommand,
  ),
  listed(
    'pause',
    'Stop all outbound mail of a mailbox, or of everything, at once.',
    async () => (await import('./pause.ts')).pauseCommand,
  ),
  listed(
    'resume',
    'End a pause: what was let go before goes on, what is held stays held.',
    async () => (await import('./pause.ts')).resumeCommand,
  ),
  listed(
    'allow-sending',
    'Send again after too many bounces or complaints stopped it.',
    async () => (await import('./allow-sending.ts')).allowSendingCommand,
  ),
  listed(
    'captured',
    'List the mail that was captured here, or print one as it would have gone out.',
    async () => (await import('./captured.ts')).capturedCommand,
  ),
  listed(
    'mailboxes',
    'List the mailboxes with their oversight modes.',
    async () => (await import('./mailboxes.ts')).mailboxesCommand,
  ),
  listed(
    'mailboxes add',
    'Make a mailbox; it begins in mode gated_send.',
    async () => (await import('./mailboxes.ts')).mailboxesAddCommand,
  ),
  listed(
    'mailboxes change',
    'Change how many people must approve, how long they have, how long mail stays, and copies.',
    async () => (await import('./mailboxes.ts')).mailboxesChangeCommand,
  ),
  listed(
    'mailboxes delete',
    'End a mailbox; its address is never given out again.',
    async () => (await import('./mailboxes.ts')).mailboxesDeleteCommand,
  ),
  listed(
    'mode',
    'Change the oversight mode of a mailbox, also towards more autonomy.',
    async () => (await import('./mode.ts')).modeCommand,
  ),
  listed(
    'allowlist',
    'List whom the agent of a mailbox may write to without a person.',
    async () => (await import('./allowlist.ts')).allowlistCommand,
  ),
  listed(
    'allowlist add',
    'Let the agent of a mailbox write to an address or a domain without a person.',
    async () => (await import('./allowlist.ts')).allowlistAddCommand,
  ),
  listed(
    'allowlist remove',
    'Take an address or a domain off the allowlist of a mailbox.',
    async () => (await import('./allowlist.ts')).allowlistRemoveCommand,
  ),
  listed(
    'reviewers',
    'List who is asked by mail to decide on what waits.',
    async () => (await import('./reviewers.ts')).reviewersCommand,
  ),
  listed(
    'reviewers add',
    'Ask one more person by mail to decide on what waits.',
    async () => (await import('./reviewers.ts')).reviewersAddCommand,
  ),
  listed(
    'reviewers remove',
    'Ask a person no more; links they were sent decide nothing any more.',
    async () => (await import('./reviewers.ts')).reviewersRemoveCommand,
  ),
  listed(
    'sign-in',
    'Print a link that signs in at the console once, without mail.',
    async () => (await import('./people.ts')).signInCommand,
  ),
  listed(
    'people',
    'List who may sign in at the console.',
    async () => (await import('./people.ts')).peopleCommand,
  ),
  listed(
    'people invite',
    'Invite a person to the console, by mail.',
    async () => (await import('./people.ts')).peopleInviteCommand,
  ),
  listed(
    'people role',
    'Give a person another role, or take away what they sign in with; both sign them out.',
    async () => (await import('./people.ts')).peopleRoleCommand,
  ),
  listed(
    'people remove',
    'Remove a person, who is signed out everywhere at once.',
    async () => (await import('./people.ts')).peopleRemoveCommand,
  ),
  listed(
    'domains',
    'List the domains of the account and whether they are proved.',
    async () => (await import('./domains.ts')).domainsCommand,
  ),
  listed(
    'domains add',
    'Claim a domain, and show the DNS records that prove it.',
    async () => (await import('./domains.ts')).domainsAddCommand,
  ),
  listed(
    'domains verify',
    'Look at the DNS records of a domain now.',
    async () => (await import('./domains.ts')).domainsVerifyCommand,
  ),
  listed(
    'domains rotate',
    'Make new DKIM keys for a domain; they sign once their records are seen.',
    async () => (await import('./domains.ts')).domainsRotateCommand,
  ),
  listed(
    'domains remove',
    'Give a domain up; not while there are mailboxes at it.',
    async () => (await import('./domains.ts')).domainsRemoveCommand,
  ),
  listed(
    'keys',
    'List the API keys: what each may do, and whether it was revoked.',
    async () => (await import('./keys.ts')).keysCommand,
  ),
  listed(
    'keys add',
    'Make an API key and print it, once.',
    async () => (await import('./keys.ts')).keysAddCommand,
  ),
  listed(
    'keys allow',
    'Let a key do one narrow thing without asking the operator each time.',
    async () => (await import('./keys.ts')).keysAllowCommand,
  ),
  listed('keys revoke', 'End an API key at once.', async () => (await import('./keys.ts')).keysRevokeCommand),
  listed(
    'keys rotate-identity',
    'Make a new key for the signatures of this server: identity of mail, checkpoints, exports.',
    async () => (await import('./keys-identity.ts')).keysRotateIdentityCommand,
  ),
  listed(
    'verify',
    'Verify who sent a mail, under which oversight, and that nothing in it was changed.',
    async () => (await import('./verify.ts')).verifyCommand,
  ),
  listed(
    'audit verify',
    'Verify the audit log of this server, or an export of one without any server.',
    async () => (await import('./audit.ts')).auditVerifyCommand,
  ),
  listed(
    'audit export',
    'Write the audit log to a file that proves itself.',
    async () => (await import('./audit.ts')).auditExportCommand,
  ),
  listed(
    'export',
    'Write everything the account owns to one archive.',
    async () => (await import('./export.ts')).exportCommand,
  ),
  listed(
    'invite',
    'Invite somebody to sign up for an account of their own.',
    async () => (await import('./invite.ts')).inviteCommand,
  ),
  listed(
    'accounts',
    'List the accounts of this server: the first one, and those made by sign-up.',
    async () => (await import('./accounts.ts')).accountsCommand,
  ),
  listed(
    'limits',
    'Show or change how much mail the account may send in a month, and keep.',
    async () => (await import('./limits.ts')).limitsCommand,
  ),
  listed(
    'account delete',
    'Delete an account and erase everything it owns; there is no way back.',
    async () => (await import('./account.ts')).accountDeleteCommand,
  ),
  listed(
    'doctor',
    'Check settings, disk, database, ports, DNS, relay and clock; say what to do about what is wrong.',
    async () => (await import('./doctor.ts')).doctorCommand,
  ),
  listed(
    'migrate',
    'Bring the database up to the version of this program, and say what was applied.',
    async () => (await import('./migrate.ts')).migrateCommand,
  ),
]
