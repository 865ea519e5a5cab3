/** The custom app of `connectors/make`, read as Make's own tools read it: by its manifest. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '../../../connectors/make')

export type Values = Readonly<Record<string, unknown>>

/** One field of a form, or of what a module gives. */
export interface Field {
  readonly name: string
  readonly type: string
  readonly label?: string
  readonly help?: string
  readonly required?: boolean
  readonly default?: unknown
  readonly multiple?: boolean
  readonly options?: string | readonly { readonly label: string; readonly value: string }[]
  readonly spec?: Field | readonly Field[]
  readonly validate?: { readonly pattern?: string }
}

/** What describes a request, as written. */
export interface Communication {
  readonly url?: string
  readonly method?: string
  readonly headers?: Values
  readonly qs?: Values
  readonly body?: unknown
  readonly type?: string
  readonly condition?: unknown
  readonly temp?: Values
  readonly output?: unknown
  readonly pagination?: { readonly qs?: Values; readonly condition?: unknown }
  readonly response?: Response
  readonly log?: { readonly sanitize: readonly string[] }
}

export interface Valid {
  readonly condition: unknown
  readonly message?: string
  readonly type?: string
}

export interface Response {
  readonly type?: string | Readonly<Record<string, string>>
  readonly valid?: Valid
  readonly limit?: unknown
  readonly error?: Readonly<Record<string, unknown>>
  readonly iterate?: string
  readonly output?: unknown
  readonly wrapper?: unknown
  readonly temp?: Values
  readonly data?: Values
  readonly metadata?: { readonly type: string; readonly value: string }
  readonly trigger?: {
    readonly type: string
    readonly order: string
    readonly id: string
    readonly date?: string
  }
}

export interface Component {
  readonly label: string
  readonly description?: string
  readonly connection?: string | null
  readonly webhook?: string | null
  readonly connectionType?: string
  readonly webhookType?: string
  readonly moduleType?: string
  readonly actionCrud?: string | null
  readonly codeFiles: Readonly<Record<string, string>>
}

export interface Manifest {
  readonly fileVersion: number
  readonly generalCodeFiles: Readonly<Record<string, string>>
  readonly components: Readonly<Record<string, Readonly<Record<string, Component>>>>
  readonly origins: readonly unknown[]
}

/** The app with the text of every file that its manifest names. */
export interface App {
  readonly manifest: Manifest
  readonly base: Communication & { readonly baseUrl: string; readonly timeout: number }
  /** By the path of the file inside the app. */
  readonly files: ReadonlyMap<string, unknown>
  component(kind: string, id: string): Component
  /** A file of a component, like `communication`; undefined when it has none. */
  code(component: Component, name: string): unknown
}

export async function loadApp(): Promise<App> {
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(ROOT, path), 'utf8'))
  const manifest = (await read('makecomapp.json')) as Manifest
  const components = Object.values(manifest.components).flatMap((of) => Object.values(of))
  const paths = [
    ...Object.values(manifest.generalCodeFiles).filter((path) => path.endsWith('.json')),
    ...components.flatMap(({ codeFiles }) => Object.values(codeFiles)),
  ]
  const files = new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)))
  return {
    manifest,
    base: files.get(String(manifest.generalCodeFiles.base)) as App['base'],
    files,
    component(kind, id) {
      const component = manifest.components[kind]?.[id]
      if (component === undefined) throw new Error(`the app has no ${kind} ${id}`)
      return component
    },
    code: ({ codeFiles }, name) => (codeFiles[name] === undefined ? undefined : files.get(codeFiles[name])),
  }
}
