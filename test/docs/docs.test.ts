/** The documentation tells the truth: its examples run, its links lead somewhere, what is generated is fresh. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generatedFiles } from '../../scripts/generated-files.ts'
import { type Initialized, initialize } from '../../src/actions/initialize.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { loadConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { EVENT_ACTIONS } from '../../src/core/events.ts'
import { OPERATOR_ACTIONS, STANDING_ACTIONS } from '../../src/core/operator-actions.ts'
import { ERRORS } from '../../src/errors.ts'
import { PendingSchema } from '../../src/http/wire-schemas.ts'
import { createLog } from '../../src/log.ts'
import { type RunningServer, startServer } from '../../src/serve.ts'
import {
  allPages,
  anchorsOf,
  asShown,
  type Example,
  examplesOf,
  linksOf,
  ROOT,
  readText,
  routesOf,
  settled,
} from './pages.ts'
import { Shell } from './shell.ts'

const PAGES_THAT_RUN = [
  'README.md',
  'docs/quickstart.md',
  'docs/sending.md',
  'docs/drafts.md',
  'docs/receiving.md',
  'docs/spam.md',
  'docs/oversight.md',
  'docs/modes.md',
  'docs/agents.md',
  'docs/operators.md',
  'docs/reviewers.md',
  'docs/testing.md',
  'docs/audit.md',
  'docs/webhooks.md',
  'docs/erasure.md',
  'docs/feed.md',
  'docs/curl.md',
  'docs/python.md',
  'llms.txt',
]

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Every route of `openapi.json` as `GET /path/{}`: parameters have other names in prose. */
function documentedRoutes(): Set<string> {
  const { paths } = JSON.parse(readText('openapi.json')) as OpenApi
  return new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => unnamed(`${method.toUpperCase()} ${path}`)),
    ),
  )
}

const unnamed = (route: string) => route.replace(/\{\w+\}/g, '{}')

/** Runs `work` with a fresh server and the environment that its documentation asks for. */
async function withServer(
  work: (server: RunningServer, env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'multimail-docs-'))
  const config = loadConfig({ MULTIMAIL_DATA: data, MULTIMAIL_HTTP_PORT: '0', MULTIMAIL_SMTP_PORT: '0' })
  const context = await openContext(config, createLog('silent'))
  const made = await initialize(context)
  const server = await startServer(context, null)
  try {
    await work(server, environmentOf(server, made))
  } finally {
    await server.stop()
    await rm(data, { recursive: true, force: true })
  }
}

function environmentOf(server: RunningServer, { mailbox, keys }: Initialized): Record<string, string> {
  return {
    URL: `http://127.0.0.1:${server.httpPort}`,
    SMTP: `smtp://127.0.0.1:${server.smtpPort}`,
    MAILBOX: mailbox.address,
    MAILBOX_ID: mailbox.id,
    AGENT_KEY: keys.agent,
    REVIEWER_KEY: keys.reviewer,
    ADMIN_KEY: keys.admin,
    TEST_AGENT_KEY: keys.test_agent,
    TEST_REVIEWER_KEY: keys.test_reviewer,
  }
}

async function runExample(shell: Shell, page: string, example: Example): Promise<void> {
  const where = `${page}, line ${example.line}`
  const { exitCode, stdout, stderr } = await shell.run(example.script)
  expect(exitCode, `${where} failed: ${stderr}${stdout}`).toBe(0)
  if (example.answer === null) return
  const shown = settled(JSON.parse(example.answer))
  const given = asShown(settled(JSON.parse(stdout)), shown)
  expect(given, `${where} shows another answer than the server gives`).toEqual(shown)
}

describe('Examples', () => {
  for (const page of PAGES_THAT_RUN) {
    test(`the examples of ${page} run in order and give the answers it shows`, async () => {
      const examples = examplesOf(readText(page))
      expect(examples.length).toBeGreaterThan(0)
      await withServer(async (server, env) => {
        const shell = new Shell(env)
        try {
          for (const example of examples) {
            await runExample(shell, page, example)
            // A reader takes a moment between two examples; the worker needs no more.
            await server.worker?.drain()
          }
        } finally {
          shell.close()
        }
      })
    })
  }
})

describe('Links', () => {
  for (const page of allPages()) {
    test(`every link of ${page} leads somewhere`, () => {
      for (const link of linksOf(readText(page))) {
        const [path = '', anchor] = link.split('#')
        const target = path === '' ? page : normalize(join(dirname(page), path))
        expect(existsSync(join(ROOT, target)), `${page} links to ${link}`).toBe(true)
        if (anchor !== undefined) expect(anchorsOf(readText(target)), `${page}: ${link}`).toContain(anchor)
      }
    })
  }

  test('every page of docs/ can be reached from the README', () => {
    const reached = new Set(['README.md'])
    for (const page of reached) {
      if (!page.endsWith('.md')) continue
      for (const link of linksOf(readText(page))) {
        const target = normalize(join(dirname(page), link.split('#')[0] ?? ''))
        if (existsSync(join(ROOT, target))) reached.add(target)
      }
    }
    expect(allPages().filter((page) => !reached.has(page))).toEqual([])
  })
})

describe('Routes', () => {
  const routes = documentedRoutes()

  for (const page of allPages()) {
    test(`every route that ${page} names is offered`, () => {
      const named = routesOf(readText(page))
      expect(named.filter((route) => !routes.has(unnamed(route)))).toEqual([])
    })
  }

  test('what the README says is not there is not there, and nothing else is missing from that list', () => {
    const later = readText('README.md').split('## Not yet')[1] ?? ''
    const begins = {
      webhooks: '/v1/webhooks',
      MCP: '/mcp',
      'domains of': '/v1/domains',
      'sign-up': '/v1/confirm',
    }
    for (const [word, path] of Object.entries(begins)) {
      const isThere = [...routes].some((route) => route.includes(` ${path}`))
      expect(later.replaceAll('\n', ' ').includes(word), word).toBe(!isThere)
    }
  })
})

describe('Tables', () => {
  test('the page for operators names everything that needs a code, and nothing else', () => {
    const rows = [...readText('docs/operators.md').matchAll(/^\| `\w+ \/v1\S+` +\| `([\w.]+)`/gm)]
    expect(rows.map(([, action]) => action).sort()).toEqual(Object.keys(OPERATOR_ACTIONS).sort())
  })

  test('it names everything that a standing approval may be for', () => {
    const section = readText('docs/operators.md').split('## Standing approvals')[1]?.split('\n## ')[0] ?? ''
    const rows = [...section.matchAll(/^\| `([\w.]+)` /gm)].map(([, name]) => name)
    expect(rows.filter((name) => name !== 'host').sort()).toEqual([...STANDING_ACTIONS].sort())
  })

  test('the page for reviewers explains every field of an email that waits', () => {
    const page = readText('docs/reviewers.md')
    const fields = Object.keys(PendingSchema.shape)
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([])
  })
})

describe('Commands', () => {
  for (const page of allPages()) {
    test(`every command that ${page} names is there`, () => {
      const names = new Set(COMMANDS.flatMap(({ name }) => [name, name.split(' ')[0] ?? '']))
      const named = [...readText(page).matchAll(/(?:`|npx )multimail ([a-z-]+)/g)].map(([, name]) => name)
      expect(named.filter((name) => !names.has(name ?? ''))).toEqual([])
    })
  }
})

describe('Generated files', () => {
  for (const [path, text] of generatedFiles()) {
    test(`${path} is fresh`, () => {
      expect(readText(path), `${path} is stale: run \`npm run generate\``).toBe(text)
    })
  }

  test('generating twice gives the same', () => {
    expect([...generatedFiles()]).toEqual([...generatedFiles()])
  })

  test('every error and every event is documented', () => {
    for (const code of Object.keys(ERRORS)) expect(readText('docs/errors.md')).toContain(`\`${code}\``)
    for (const action of Object.keys(EVENT_ACTIONS)) {
      expect(readText('docs/events.md')).toContain(`\`${action}\``)
    }
  })
})
