/** The package of connectors/n8n as n8n loads it: compiled by its own settings, in a folder of its own. */

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Values by name. */
export type Values = Readonly<Record<string, unknown>>

/** A parameter of a node, as far as these tests look at it. */
export interface Property {
  readonly name: string
  readonly displayName?: string
  readonly type?: string
  readonly value?: unknown
  readonly default?: unknown
  readonly required?: boolean
  readonly typeOptions?: Values
  readonly options?: readonly Property[]
  readonly values?: readonly Property[]
  readonly displayOptions?: { readonly show?: Readonly<Record<string, readonly unknown[]>> }
  readonly routing?: Routing
}

export type Action = ((items: readonly Item[], response: FullResponse) => Promise<Item[]>) | RootProperty
interface RootProperty {
  readonly type: 'rootProperty'
  readonly properties: { readonly property: string }
}

export interface Routing {
  readonly request?: Values
  readonly send?: {
    readonly type?: 'body' | 'query'
    readonly property?: string
    readonly value?: string
    readonly paginate?: string
    readonly preSend?: readonly ((options: Values) => Promise<Values>)[]
  }
  readonly output?: { readonly postReceive?: readonly Action[]; readonly maxResults?: string }
  readonly operations?: {
    readonly pagination: { readonly properties: { readonly continue: string; readonly request: Values } }
  }
}

export interface Item {
  readonly json: Values
  readonly binary?: Readonly<Record<string, Binary>>
}

export interface Binary {
  readonly fileName: string
  readonly mimeType: string
  readonly bytes: Buffer
}

export interface FullResponse {
  readonly statusCode: number
  readonly headers: Values
  readonly body: unknown
}

export interface NodeType {
  readonly description: {
    readonly name: string
    readonly requestDefaults?: Values
    readonly properties: readonly Property[]
  }
  readonly methods: { readonly loadOptions: Readonly<Record<string, () => Promise<Values[]>>> }
  readonly webhookMethods?: { readonly default: Readonly<Record<string, () => Promise<boolean>>> }
  webhook?(): Promise<{ workflowData?: Item[][]; noWebhookResponse?: boolean }>
}

export interface Credential {
  readonly authenticate: { readonly properties: { readonly headers: Values } }
  readonly test: { readonly request: Values }
}

export interface N8nPackage {
  readonly node: NodeType
  readonly trigger: NodeType
  readonly credential: Credential
  dispose(): Promise<void>
}

/** What the nodes need of n8n when they run; n8n itself is not here. */
const N8N_WORKFLOW = `
class NodeApiError extends Error {
  constructor(node, response, { message, description, httpCode }) {
    super(message)
    Object.assign(this, { node, response, description, httpCode })
  }
}
class NodeOperationError extends Error {
  constructor(node, message, { description } = {}) {
    super(message)
    Object.assign(this, { node, description })
  }
}
module.exports = { NodeApiError, NodeOperationError, NodeConnectionTypes: { Main: 'main' } }
`

/** Compiles the package and loads what its package.json says it offers. */
export async function loadPackage(): Promise<N8nPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'multimail-n8n-'))
  const from = join(root, 'connectors', 'n8n')
  for (const name of ['credentials', 'nodes', 'package.json', 'tsconfig.json'])
    await cp(join(from, name), join(folder, name), { recursive: true })
  await mkdir(join(folder, 'node_modules', 'n8n-workflow'), { recursive: true })
  await writeFile(join(folder, 'node_modules', 'n8n-workflow', 'index.js'), N8N_WORKFLOW)
  await symlink(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'), 'junction')
  // The types are those of n8n, so they are checked where it is installed: scripts/try-n8n.ts.
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  await run(process.execPath, [compiler, '-p', folder, '--noCheck'])
  const require = createRequire(join(folder, 'package.json'))
  const { n8n } = require('./package.json')
  const load = (path: string) => {
    const name = path.split('/').at(-1)?.split('.')[0] ?? ''
    return new (require(`./${path}`)[name])()
  }
  return {
    node: load(n8n.nodes[0]),
    trigger: load(n8n.nodes[1]),
    credential: load(n8n.credentials[0]),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}
