/** A server of one role. */

import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal

beforeEach(async () => {
  terminal = await openTerminal()
})
afterEach(() => terminal.dispose())

it.each(['worker', 'http', 'smtp'])('that is only %s runs until it is told to stop', async (role) => {
  const serving = await terminal.serve({ MULTIMAIL_ROLES: role })
  // Meanwhile it has nothing to do.
  expect(await terminal.run(['pending'])).toMatchObject({ code: 0 })
  expect(await serving.stop()).toMatchObject({ code: 0, stderr: '' })
})
