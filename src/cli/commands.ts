/** Every command of the terminal, in the order in which the help lists them. */

import { auditVerifyCommand } from './audit.ts'
import { capturedCommand } from './captured.ts'
import type { Command } from './command.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { initCommand } from './init.ts'
import { keysAddCommand, keysCommand, keysRevokeCommand } from './keys.ts'
import { mailboxesAddCommand, mailboxesCommand, mailboxesDeleteCommand } from './mailboxes.ts'
import { migrateCommand } from './migrate.ts'
import { modeCommand } from './mode.ts'
import { decideCommand, pendingCommand } from './pending.ts'
import { serveCommand } from './serve.ts'

export const COMMANDS: readonly Command[] = [
  serveCommand,
  initCommand,
  demoCommand,
  pendingCommand,
  decideCommand,
  capturedCommand,
  mailboxesCommand,
  mailboxesAddCommand,
  mailboxesDeleteCommand,
  modeCommand,
  keysCommand,
  keysAddCommand,
  keysRevokeCommand,
  auditVerifyCommand,
  doctorCommand,
  migrateCommand,
]
