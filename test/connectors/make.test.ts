/** The files of the Make app: only what Make documents, only what the API has, and words that people can read. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { MODES } from '../../src/core/oversight.ts'
import { liveDocument, undescribed } from '../support/conformance.ts'
import { expressionsIn } from './make-runtime/iml.ts'
import { FUNCTIONS } from './make-runtime/iml-functions.ts'
import { type Expression, parse } from './make-runtime/iml-parser.ts'
import {
  type App,
  type Communication,
  type Component,
  type Field,
  loadApp,
  ROOT,
  type Values,
} from './make-runtime/package.ts'
import { recordSamples } from './make-samples.ts'
import { BASE, FILES, MANIFEST, WEBHOOK_COMMUNICATION } from './make-schemas.ts'
import { operationOf, valuesOf } from './n8n-openapi.ts'

let app: App
let components: { readonly kind: string; readonly id: string; readonly component: Component }[]

beforeAll(async () => {
  app = await loadApp()
  components = Object.entries(app.manifest.components).flatMap(([kind, of]) =>
    Object.entries(of).map(([id, component]) => ({ kind, id, component })),
  )
})

const modules = () => components.filter(({ kind }) => kind === 'module')
const communicationOf = (component: Component) => app.code(component, 'communication') as Communication

/** Every text in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function pathsIn(expression: Expression): (readonly unknown[])[] {
  if (expression.kind === 'path') return [expression.parts]
  if (expression.kind === 'call') return expression.parameters.flatMap(pathsIn)
  if (expression.kind === 'binary') return [expression.left, expression.right].flatMap(pathsIn)
  return expression.kind === 'not' ? pathsIn(expression.of) : []
}

function functionsIn(expression: Expression): string[] {
  if (expression.kind === 'call') return [expression.name, ...expression.parameters.flatMap(functionsIn)]
  if (expression.kind === 'binary') return [expression.left, expression.right].flatMap(functionsIn)
  return expression.kind === 'not' ? functionsIn(expression.of) : []
}

const treesIn = (value: unknown) => textsIn(value).flatMap(expressionsIn).map(parse)

/** Fields with those inside of them, by their whole names. */
function whole(fields: readonly Field[], before = ''): { name: string; field: Field }[] {
  return fields.flatMap((field) => {
    const name = `${before}${field.name}`
    const inner = Array.isArray(field.spec) ? whole(field.spec as Field[], `${name}.`) : []
    return [{ name, field }, ...inner]
  })
}

describe('The files', () => {
  it('have only what the editor of Make knows', () => {
    const ajv = new Ajv2020({ strict: false })
    const flaws = (schema: object, value: unknown, name: string) =>
      ajv.validate(schema, value) ? [] : [`${name}: ${ajv.errorsText()}`]
    const found = [
      ...flaws(MANIFEST, app.manifest, 'makecomapp.json'),
      ...flaws(BASE, app.base, 'base'),
      ...components.flatMap(({ kind, id, component }) =>
        Object.keys(component.codeFiles).flatMap((name) => {
          const isHook = kind === 'webhook' && name === 'communication'
          const schema = isHook ? WEBHOOK_COMMUNICATION : (FILES[name] ?? {})
          return flaws(schema, app.code(component, name), `${kind} ${id} ${name}`)
        }),
      ),
    ]
    expect(found).toEqual([])
  })

  it('are all named by the manifest', async () => {
    const all = await readdir(ROOT, { recursive: true, withFileTypes: true })
    const named = new Set(
      [...app.files.keys(), 'makecomapp.json', 'README.md'].map((path) => join(ROOT, path)),
    )
    const paths = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
    expect(paths.filter((path) => !path.includes('/blueprints/') && !named.has(path))).toEqual([])
  })

  it('have no keys in them', async () => {
    const all = await readdir(ROOT, { recursive: true, withFileTypes: true })
    for (const one of all.filter((entry) => entry.isFile())) {
      const text = await readFile(join(one.parentPath, one.name), 'utf8')
      expect(text, one.name).not.toMatch(/mm_(live|test)_\w|whsec_\w|xox[bp]-\w/)
    }
  })

  it('name each module in one group', () => {
    const groups = app.files.get(String(app.manifest.generalCodeFiles.groups)) as { modules: string[] }[]
    expect(groups.flatMap((group) => group.modules).sort()).toEqual(
      modules()
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('hide keys and secrets in logs', () => {
    const connection = components.find(({ kind }) => kind === 'connection')?.component
    if (connection === undefined) throw new Error('no connection')
    expect(communicationOf(connection).log?.sanitize).toContain('request.headers.authorization')
    expect(app.base.log?.sanitize).toEqual(['request.headers.authorization', 'response.body.signing_secret'])
  })
})

describe('The expressions', () => {
  it('use only documented functions', () => {
    const known = ['if', 'ifempty', ...Object.keys(FUNCTIONS)]
    const names = [...app.files.values()].flatMap(treesIn).flatMap(functionsIn)
    expect(names.filter((name) => !known.includes(name))).toEqual([])
  })

  it('speak of the parameters that there are, and each parameter is used', () => {
    for (const { kind, id, component } of components) {
      const fields = ['params', 'staticParams', 'mappableParams'].flatMap(
        (name) => (app.code(component, name) ?? []) as Field[],
      )
      const names = new Set(fields.map(({ name }) => name))
      const requests = ['communication', 'epoch', 'attach', 'detach', 'update'].map((name) =>
        app.code(component, name),
      )
      const spoken = new Set(
        requests
          .flatMap(treesIn)
          .flatMap(pathsIn)
          .flatMap(([first, second]) => (first === 'parameters' ? [String(second)] : [])),
      )
      expect(spoken, `${kind} ${id}`).toEqual(names)
    }
  })
})

describe('The requests', () => {
  const requests = () =>
    components.flatMap(({ id, component }) =>
      ['communication', 'epoch', 'attach', 'detach', 'update'].flatMap((name) => {
        const given = [app.code(component, name) ?? []].flat() as Communication[]
        const asks = ({ url }: Communication) => url !== undefined && id !== 'makeApiCall'
        return given.filter(asks).map((communication) => ({ id, communication }))
      }),
    )

  it('go to routes of the API, with parameters and fields that these have', () => {
    const document = liveDocument()
    for (const { id, communication } of requests()) {
      const path = String(communication.url)
        .replace('{{parameters.baseUrl}}', '')
        .replace(/\{\{.*?\}\}/g, 'x')
      const sent = { method: communication.method ?? 'GET', path, query: {}, body: {} }
      const operation = operationOf(sent)
      expect(operation, `${id}: ${sent.method} ${path}`).toBeDefined()
      const known = (operation?.parameters ?? []).map(({ name }) => name)
      const query = { ...communication.qs, ...communication.pagination?.qs }
      expect(known, id).toEqual(expect.arrayContaining(Object.keys(query)))
      const schema = operation?.requestBody?.content?.['application/json']?.schema
      const properties =
        document.components.schemas?.[schema?.$ref?.split('/').at(-1) ?? '']?.properties ??
        schema?.properties ??
        {}
      expect(Object.keys(properties), id).toEqual(
        expect.arrayContaining(Object.keys((communication.body ?? {}) as Values)),
      )
    }
  })

  it('of lists have a limit and ask for further pages', () => {
    for (const { component } of modules().filter((one) => one.component.moduleType === 'search')) {
      expect(communicationOf(component)).toMatchObject({
        response: { limit: '{{parameters.limit}}' },
        pagination: { condition: '{{body.cursor}}' },
      })
    }
  })

  it('of any kind can be made by one module, below the server only', () => {
    const universal = modules().filter(({ component }) => component.moduleType === 'universal')
    expect(universal.map(({ id }) => id)).toEqual(['makeApiCall'])
    expect(universal.map(({ component }) => communicationOf(component).url)).toEqual([
      '/v1/{{parameters.url}}',
    ])
  })

  it('offer the choices that the server has', () => {
    const field = (id: string, name: string) => {
      const fields = app.code(app.component('module', id), 'mappableParams') as Field[]
      const options = fields.find((one) => one.name === name)?.options
      return Array.isArray(options) ? (options as { value: string }[]).map(({ value }) => value) : []
    }
    const values = (method: string, path: string, name: string) => valuesOf({ method, path }, name)
    expect(field('changeMode', 'mode')).toEqual([...MODES])
    expect(field('askForAutonomy', 'mode')).toEqual(MODES.slice(1))
    expect(field('scheduleEmail', 'gateTiming')).toEqual(
      values('POST', '/v1/mailboxes/x/send', 'gate_timing'),
    )
    expect(field('decideOnEmail', 'action')).toEqual(values('POST', '/v1/oversight/decide', 'action'))
    expect(field('searchEmails', 'direction').sort()).toEqual(
      [...values('GET', '/v1/mailboxes/x/emails', 'direction')].sort(),
    )
  })
})

describe('The words', () => {
  const labels = () => [
    ...components.map(({ component }) => component.label),
    ...components.flatMap(({ component }) =>
      ['params', 'staticParams', 'mappableParams', 'interface'].flatMap((name) =>
        whole((app.code(component, name) ?? []) as Field[]).map(({ field }) => field.label ?? ''),
      ),
    ),
  ]

  it('of labels are in sentence case', () => {
    const names = /^(ID|IDs|URL|API|SPF|DKIM|DMARC|AI|MCP|IP|HTML|Cc|Bcc|MultiMail|Base64)$/
    const isSentence = (label: string) =>
      /^[A-Z]/.test(label) &&
      label.split(/[ (),]+/).every((word, at) => at === 0 || names.test(word) || word === word.toLowerCase())
    expect(labels().filter((label) => !isSentence(label))).toEqual([])
  })

  it('help with each field and each module', () => {
    const silent = components.flatMap(({ kind, id, component }) => {
      const fields = ['params', 'staticParams', 'mappableParams'].flatMap(
        (name) => (app.code(component, name) ?? []) as Field[],
      )
      const own = kind === 'module' && !component.description?.endsWith('.') ? [id] : []
      const inner = kind === 'rpc' ? [] : fields.filter(({ help }) => !help?.endsWith('.'))
      return [...own, ...inner.map(({ name }) => `${id}.${name}`)]
    })
    expect(silent).toEqual([])
  })
})

describe('What modules give', () => {
  const typeOf = (value: unknown) =>
    value === null
      ? 'nothing'
      : Array.isArray(value)
        ? 'array'
        : typeof value === 'object'
          ? 'object'
          : typeof value

  /** The keys and types of a value; where one of two has nothing, they do not differ. */
  function differences(one: unknown, other: unknown, at: string): string[] {
    const [type, wanted] = [typeOf(one), typeOf(other)]
    if (type === 'nothing' || wanted === 'nothing') return []
    if (type !== wanted) return [`${at}: ${type}, not ${wanted}`]
    if (type === 'array') {
      const [first, second] = [(one as unknown[])[0], (other as unknown[])[0]]
      return first === undefined || second === undefined ? [] : differences(first, second, `${at}[]`)
    }
    if (type !== 'object' || /\.(tags|headers|metadata)$/.test(at)) return []
    const keys = new Set([...Object.keys(one as Values), ...Object.keys(other as Values)])
    return [...keys].flatMap((key) => {
      const [left, right] = [(one as Values)[key], (other as Values)[key]]
      if (left === undefined || right === undefined) return [`${at}.${key}: only in one`]
      return differences(left, right, `${at}.${key}`)
    })
  }

  it('looks like the samples, which were recorded', async () => {
    const recorded = await recordSamples()
    const found = modules().flatMap(({ id, component }) =>
      differences(app.code(component, 'samples'), recorded[id], id),
    )
    expect(found).toEqual([])
  }, 60_000)

  it('is such as the API describes', () => {
    const shown = modules().flatMap(({ id, component }) => {
      const { url, method = 'GET', response } = communicationOf(component)
      if (url === undefined || !['{{body}}', '{{item}}'].includes(String(response?.output))) return []
      const path = url.replace(/\{\{.*?\}\}/g, 'x')
      const sample = app.code(component, 'samples')
      const list = /^\{\{body\.(\w+)\}\}$/.exec(response?.iterate ?? '')?.[1]
      const more = list === undefined || path !== '/v1/oversight/pending' ? {} : { pending: [sample] }
      const answer = list === undefined ? sample : { [list]: [sample], ...more, cursor: null }
      const flaws = [200, 201, 202].map((status) => undescribed(method, path, status, answer))
      return [{ id, flaw: flaws.includes(null) ? null : flaws }]
    })
    expect(shown).toHaveLength(18)
    expect(shown.filter(({ flaw }) => flaw !== null)).toEqual([])
  })

  it('is what the interfaces describe, field by field', () => {
    const fits = (fields: readonly Field[], sample: Values, at: string): string[] => {
      const names = fields.map(({ name }) => name)
      const missing = Object.keys(sample).filter((key) => !names.includes(key))
      const found = fields.flatMap((field) => {
        const value = sample[field.name]
        if (value === undefined) return [`${at}.${field.name}: not given`]
        const first: unknown = Array.isArray(value) ? value[0] : value
        const isInside = Array.isArray(field.spec) && typeof first === 'object' && first !== null
        return isInside ? fits(field.spec as Field[], first as Values, `${at}.${field.name}`) : []
      })
      return [...missing.map((key) => `${at}.${key}: not described`), ...found]
    }
    const found = modules().flatMap(({ id, component }) =>
      fits(app.code(component, 'interface') as Field[], app.code(component, 'samples') as Values, id),
    )
    expect(found).toEqual([])
  })
})
