/** The files that are made from the tables in the code: each path with its text, the same every time. */

import { COMMANDS } from '../src/cli/commands.ts'
import { SETTINGS } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { SIGNALS } from '../src/core/risk.ts'
import { ERRORS } from '../src/errors.ts'
import { createApp } from '../src/http/app.ts'
import { openApiDocument } from '../src/http/document.ts'
import type { OpenApi } from '../src/http/reference/openapi-types.ts'
import { eventsPage } from './events-page.ts'
import { llmsFullText, llmsText } from './llms.ts'
import { code, note, table } from './markdown.ts'
import { mcpPage } from './mcp-page.ts'
import { statesPage } from './states-page.ts'
import { signUpScript, verifyScript } from './verify-script.ts'

const commands = await Promise.all(COMMANDS.map(async (listed) => ({ ...listed, ...(await listed.load()) })))

/** Every generated file: path from the root of the repository → text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const document = openApi()
  const files = new Map([
    ['example.env', exampleEnv()],
    ['docs/config.md', configPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/events.md', eventsPage()],
    ['docs/states.md', statesPage()],
    ['docs/signals.md', signalsPage()],
    ['docs/commands.md', commandsPage()],
    ['docs/mcp-tools.md', mcpPage(untouched)],
    ['src/http/pages/verify-script.txt', verifyScript()],
    ['src/http/pages/sign-up-script.txt', signUpScript()],
    ['openapi.json', `${JSON.stringify(document, null, 2)}\n`],
    ['llms.txt', llmsText(document)],
  ])
  return files.set('llms-full.txt', llmsFullText(document, files))
}

interface Setting {
  readonly env: string
  readonly default: string
  readonly secret?: boolean
  readonly about: string
}

const settings = (): readonly Setting[] => Object.values(SETTINGS)

/** Settings that hold a secret say so, so that their file is kept from other eyes. */
const aboutOf = ({ about, secret }: Setting) => (secret ? `${about} Secret.` : about)

function exampleEnv(): string {
  const lines = settings().flatMap((setting) => [
    ...wrapped(aboutOf(setting), 108).map((line) => `# ${line}`),
    `#${setting.env}=${setting.default}`,
    '',
  ])
  return `# Every setting of MultiMail with its default. Copy this file, take the # off the lines you change, and name
# the copy in MULTIMAIL_CONFIG. The environment wins over the file. Generated from src/config.ts.

${lines.join('\n').trimEnd()}
`
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

function configPage(): string {
  const rows = settings().map((setting) => [
    code(setting.env),
    setting.default === '' ? '' : code(setting.default),
    aboutOf(setting),
  ])
  return `${note('src/config.ts')}
# Configuration

Every setting is an environment variable. The same lines can stand in a file (\`NAME=value\`) that
\`MULTIMAIL_CONFIG\` names; the environment wins over the file. [example.env](../example.env) has them all.
Settings are read once, at start. One that cannot be read stops the start with a line that names it.

${table(['Setting', 'Default', 'What it does'], rows)}

Settings that are secret are never logged. An empty value counts as not set.
`
}

interface ErrorEntry {
  readonly http: number
  readonly smtp?: string
  readonly message: string
  readonly fix: string | null
}

function errorsPage(): string {
  const entries: readonly (readonly [string, ErrorEntry])[] = Object.entries(ERRORS)
  const rows = entries.map(([name, { http, smtp, message, fix }]) => [
    code(name),
    String(http),
    smtp === undefined ? '' : code(smtp),
    message,
    fix ?? '',
  ])
  return `${note('src/errors.ts')}
# Errors

Every failure is one JSON object, with the HTTP status of the table:

\`\`\`json
{
  "error": "to[0]: \\"ada\\" is not a mail address",
  "code": "bad_request",
  "fix": "Correct the fields named in \\"details\\" and send it again.",
  "details": [{ "path": "to[0]", "message": "\\"ada\\" is not a mail address" }],
  "request_id": "01KAQ3T9M8ZK6W0R4Y2F7VHX5B"
}
\`\`\`

- \`code\` is stable: write programs against it. \`error\` is a sentence for people and may be more exact than the one below.
- \`fix\` says what to do next; null when there is nothing to do. \`details\` names the fields that are wrong; it may be empty.
- \`request_id\` is also the header \`X-Request-Id\`: give it to the operator, it is in the log.
- With 401 comes \`WWW-Authenticate\`, with 429 \`Retry-After\` in whole seconds.
- Some errors have further keys, e.g. \`warmup_limit\` has \`warmup_stage\`, \`daily_sent\`, \`daily_limit\` and \`hint\`.

SMTP clients get the reply in the third column instead.

${table(['Code', 'HTTP', 'SMTP', 'What happened', 'What to do'], rows)}
`
}

function signalsPage(): string {
  const rows = Object.entries(SIGNALS).map(([name, about]) => [code(name), about])
  return `${note('src/core/risk.ts')}
# Signals

What warns a [reviewer](reviewers.md) about a mail that waits: \`signals\` of \`GET /v1/oversight/pending\`, the
oversight mail and the page. Each has a \`code\` of this table and a \`message\`, one sentence that names what was
found. They are computed when a mail is taken that a person will look at, and anew when its content is changed. They
stop nothing by themselves, and their absence proves nothing. Agents do not see them.

${table(['Code', 'When'], rows)}

A secret or a number is named by its kind only. It is not stored a second time and stands in no sentence.
`
}

function commandsPage(): string {
  const sections = commands.map(({ name, usage, summary, help }) => {
    const heading = usage === '' ? name : `${name} ${usage}`
    return `## ${name}\n\n${summary}\n\n\`\`\`text\nmultimail ${heading}\n\n${help.replace(/^\n+|\s+$/g, '')}\n\`\`\`\n`
  })
  return `${note('src/cli/')}
# Commands

\`multimail\` is the operator's tool, run on the machine of the server; in a clone \`npx multimail\` or
\`npm start -- …\`. Settings come from the environment: see [configuration](config.md). Every command has
\`--help\` and \`--json\`, and ends with 0 when it did what was asked and 1 with one line when not.

${sections.join('\n')}`
}

/** Routes take a context for their handlers only: declaring them must not touch it. */
const untouched = new Proxy(
  {},
  {
    get: (_, name) => {
      throw new Error(`a route used context.${String(name)} while it was declared, not in its handler`)
    },
  },
) as Context

function openApi(): OpenApi {
  return openApiDocument(createApp(untouched, new AbortController().signal))
}
