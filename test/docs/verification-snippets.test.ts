/** What docs/webhooks.md shows for checking signatures works, in each language, on what the server really posts. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer } from '../support/server.ts'
import { readText } from './pages.ts'

interface Signed {
  readonly secret: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Language {
  readonly fence: string
  readonly command: string
  /** What is to be installed where the command is missing. */
  readonly install: string
  readonly file: string
  /** Reads a {@link Signed} as JSON from standard input and prints `yes` or `no`. */
  readonly program: string
}

const LANGUAGES: readonly Language[] = [
  {
    fence: 'js',
    command: process.execPath,
    install: 'Node.js',
    file: 'check.mjs',
    program: `
import { readFileSync } from 'node:fs'
const { secret, headers, body } = JSON.parse(readFileSync(0, 'utf8'))
console.log(isFromMultiMail(secret, headers, Buffer.from(body)) ? 'yes' : 'no')
`,
  },
  {
    fence: 'python',
    command: 'python3',
    install: 'python3',
    file: 'check.py',
    program: `
import json, sys
given = json.loads(sys.stdin.buffer.read())
print("yes" if is_from_multimail(given["secret"], given["headers"], given["body"].encode()) else "no")
`,
  },
  {
    fence: 'php',
    command: 'php',
    install: 'php-cli',
    file: 'check.php',
    program: `
$given = json_decode(file_get_contents('php://stdin'), true);
echo is_from_multimail($given['secret'], $given['headers'], $given['body']) ? 'yes' : 'no', "\\n";
`,
  },
]

let folder = ''
let signed: Signed
let rotated: Signed

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'multimail-snippets-'))
  ;[signed, rotated] = await postedTwice()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a subscriber really gets now: before its secret is rotated, and after. */
async function postedTwice(): Promise<[Signed, Signed]> {
  const receiver = await startReceiver()
  const app = await startTestServer({
    settings: {
      MULTIMAIL_ROLES: 'http',
      MULTIMAIL_OPERATOR_APPROVAL: 'off',
      MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
    },
  })
  const call = (path: string, body: object) => app.call(app.made.keys.admin, 'POST', path, body)
  try {
    // The snippets look at the clock of this machine.
    app.context.clock.set(Date.now())
    const webhook = { url: receiver.url, events: ['message.sent'], description: 'Grüße' }
    const { body } = await call('/v1/webhooks', webhook)
    const secret = String(body.signing_secret)
    const posted = async (): Promise<Signed> => {
      await call(`/v1/webhooks/${body.id}/test`, {})
      await app.drain()
      const last = receiver.posted.at(-1)
      return { secret, headers: last?.headers as Record<string, string>, body: last?.raw ?? '' }
    }
    const before = await posted()
    await call(`/v1/webhooks/${body.id}/rotate-secret`, {})
    return [before, await posted()]
  } finally {
    await app.stop()
    await receiver.close()
  }
}

describe.each(LANGUAGES)('the check in $fence', ({ fence, command, install, file, program }) => {
  const isThere = spawnSync(command, ['--version']).status === 0
  const where = isThere ? '' : ` (install ${install} to run this)`

  function saysYes(given: Signed): boolean {
    const block = new RegExp(`^\`\`\`${fence}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(readText('docs/webhooks.md'))
    const path = join(folder, file)
    writeFileSync(path, `${block?.[1] ?? ''}\n${program}`)
    const { status, stdout, stderr } = spawnSync(command, [path], { input: JSON.stringify(given) })
    expect([status, stderr.toString()]).toEqual([0, ''])
    return stdout.toString().trim() === 'yes'
  }

  const changed = (headers: Readonly<Record<string, string>>) => ({
    ...signed,
    headers: { ...signed.headers, ...headers },
  })

  it.skipIf(!isThere)(`takes what was posted, also while a secret is rotated${where}`, () => {
    expect(saysYes(signed)).toBe(true)
    expect(saysYes(rotated)).toBe(true)
  })

  it.skipIf(!isThere)(`refuses everything else${where}`, () => {
    const old = String(Number(signed.headers['webhook-timestamp']) - 301)
    const others: readonly Signed[] = [
      { ...signed, body: signed.body.replace('"test":true', '"test":false') },
      { ...signed, body: `${signed.body} ` },
      { ...signed, secret: `whsec_${Buffer.alloc(32).toString('base64')}` },
      changed({ 'webhook-id': '01KAQ3T9M8ZK6W0R4Y2F7VHX5B' }),
      changed({ 'webhook-timestamp': old }),
      changed({ 'webhook-timestamp': 'now' }),
      changed({ 'webhook-signature': '' }),
      changed({ 'webhook-signature': 'v1, v1,ä' }),
      { ...signed, headers: {} },
    ]
    expect(others.map(saysYes)).toEqual(others.map(() => false))
  })
})
