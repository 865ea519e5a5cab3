/** Every command of the terminal. */

import type { Command } from './command.ts'
import { initCommand } from './init.ts'
import { serveCommand } from './serve.ts'

export const COMMANDS: readonly Command[] = [serveCommand, initCommand]
