/** An answer that breaks half-way looks broken, and says nothing of why. */

import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'

let gate: Gate
let emailId: string

beforeAll(async () => {
  gate = await Gate.open()
  await gate.freshBox({ mode: 'gated_send' })
  const content = Buffer.alloc(400_000, 'x').toString('base64')
  emailId = await gate.submit({
    attachments: [{ name: 'long.txt', content_base64: content, content_type: 'text/plain' }],
  })
  await breakDisk()
})
afterAll(() => gate.app.stop())

/** Every message that is a file can be opened, and not be read. */
async function breakDisk(): Promise<void> {
  const folder = join(gate.app.context.config.data, 'blobs')
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    await rm(path)
    await mkdir(path)
  }
}

const download = (key: string, path: string) =>
  fetch(`${gate.app.url}${path}`, { headers: { authorization: `Bearer ${key}` } })

/** What came, and whether the connection broke. */
async function whatCame(response: Response): Promise<{ readonly text: string; readonly broke: boolean }> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const piece of response.body ?? []) text += decoder.decode(piece, { stream: true })
    return { text, broke: false }
  } catch {
    return { text, broke: true }
  }
}

it('a message whose file cannot be read', async () => {
  const path = `/v1/mailboxes/${gate.box.id}/emails/${emailId}/raw`
  const { text, broke } = await whatCame(await download(gate.app.made.keys.admin, path))
  expect({ text, broke }).toEqual({ text: '', broke: true })
})

it('an archive with such a message, whose length nobody knows before', async () => {
  const { text, broke } = await whatCame(await download(gate.app.made.keys.admin, '/v1/export'))
  expect(broke).toBe(true)
  expect(text).not.toContain('Error')
})
