/** `multimail demo` plays the whole main job and ends. */

import { access } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal

beforeAll(async () => {
  terminal = await openTerminal()
})

afterAll(() => terminal.dispose())

it('tells each step with its time, and ends with 0', async () => {
  const { code, stdout, stderr } = await terminal.run(['demo', '--exit'], { MULTIMAIL_DATA: '' })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^\d+\. .*$/gm)).toEqual([
    '1. The recipient’s mail server starts',
    '2. MultiMail starts and sets itself up',
    '3. The agent writes a mail through the API',
    '4. It is held: agent@multimail.localhost is gated_send',
    '5. The operator gets a mail with a link to look and decide',
    '6. A person approves exactly this content',
    '7. The mail arrives at the SMTP server of the recipient',
    '8. The recipient answers by SMTP',
    '9. The agent reads the answer as JSON',
    '10. Everybody can prove what happened: the audit chain is verified',
  ])
  expect(stdout).toContain('has got 0 mails')
  expect(stdout).toContain('To: Ada Lovelace <ada@example.com>')
  expect(stdout).toContain('"markdown_reply": "Monday suits me well. Bring the large cards, please."')
  expect(Number(/^Done in ([\d.]+) s:$/m.exec(stdout)?.[1])).toBeLessThan(20)
  expect(stdout.match(/mm_live_\S+/g)?.length).toBeGreaterThanOrEqual(3)
  const folder = /^ {5}Data +(\S+)$/m.exec(stdout)?.[1] ?? ''
  await expect(access(folder)).rejects.toThrow('ENOENT')
})

it('leaves a given folder as it is when that is set up already', async () => {
  const first = await terminal.run(['demo', '--exit', '--json'])
  expect(JSON.parse(first.stdout)).toMatchObject({
    data: terminal.env.MULTIMAIL_DATA,
    keys: expect.anything(),
  })
  const second = await terminal.run(['demo', '--exit', '--json'])
  expect(second).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/is already set up.*\n$/),
  })
})
