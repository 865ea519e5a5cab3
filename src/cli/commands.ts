/** Every command of the terminal, in the order in which the help lists them. */

import { accountDeleteCommand } from './account.ts'
import { accountsCommand } from './accounts.ts'
import { allowSendingCommand } from './allow-sending.ts'
import { allowlistAddCommand, allowlistCommand, allowlistRemoveCommand } from './allowlist.ts'
import { auditExportCommand, auditVerifyCommand } from './audit.ts'
import { capturedCommand } from './captured.ts'
import type { Command } from './command.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import {
  domainsAddCommand,
  domainsCommand,
  domainsRemoveCommand,
  domainsRotateCommand,
  domainsVerifyCommand,
} from './domains.ts'
import { exportCommand } from './export.ts'
import { initCommand } from './init.ts'
import { inviteCommand } from './invite.ts'
import { keysAddCommand, keysAllowCommand, keysCommand, keysRevokeCommand } from './keys.ts'
import { keysRotateIdentityCommand } from './keys-identity.ts'
import { limitsCommand } from './limits.ts'
import {
  mailboxesAddCommand,
  mailboxesChangeCommand,
  mailboxesCommand,
  mailboxesDeleteCommand,
} from './mailboxes.ts'
import { mcpCommand } from './mcp.ts'
import { migrateCommand } from './migrate.ts'
import { modeCommand } from './mode.ts'
import { pauseCommand, resumeCommand } from './pause.ts'
import { decideCommand, pendingCommand } from './pending.ts'
import {
  peopleCommand,
  peopleInviteCommand,
  peopleRemoveCommand,
  peopleRoleCommand,
  signInCommand,
} from './people.ts'
import { reviewersAddCommand, reviewersCommand, reviewersRemoveCommand } from './reviewers.ts'
import { serveCommand } from './serve.ts'
import { verifyCommand } from './verify.ts'

export const COMMANDS: readonly Command[] = [
  serveCommand,
  mcpCommand,
  initCommand,
  demoCommand,
  pendingCommand,
  decideCommand,
  pauseCommand,
  resumeCommand,
  allowSendingCommand,
  capturedCommand,
  mailboxesCommand,
  mailboxesAddCommand,
  mailboxesChangeCommand,
  mailboxesDeleteCommand,
  modeCommand,
  allowlistCommand,
  allowlistAddCommand,
  allowlistRemoveCommand,
  reviewersCommand,
  reviewersAddCommand,
  reviewersRemoveCommand,
  signInCommand,
  peopleCommand,
  peopleInviteCommand,
  peopleRoleCommand,
  peopleRemoveCommand,
  domainsCommand,
  domainsAddCommand,
  domainsVerifyCommand,
  domainsRotateCommand,
  domainsRemoveCommand,
  keysCommand,
  keysAddCommand,
  keysAllowCommand,
  keysRevokeCommand,
  keysRotateIdentityCommand,
  verifyCommand,
  auditVerifyCommand,
  auditExportCommand,
  exportCommand,
  inviteCommand,
  accountsCommand,
  limitsCommand,
  accountDeleteCommand,
  doctorCommand,
  migrateCommand,
]
