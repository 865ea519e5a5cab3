/**
 * Holds the Make app against the JSON schemas of Make's own editor, by the names of its files as the editor does:
 * `git clone --depth 1 https://github.com/integromat/vscode-apps-sdk FOLDER`, then
 * `node scripts/check-make-schemas.ts FOLDER`. The schemas are Make's, so they are not kept here.
 */

import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { Ajv } from 'ajv'

const app = join(import.meta.dirname, '../connectors/make')

/** Which schema is for files that end so; an `update` is one of the requests of a webhook. */
const SCHEMAS: readonly (readonly [string, string])[] = [
  ['.communication.iml.json', 'api'],
  ['.attach.iml.json', 'api'],
  ['.detach.iml.json', 'api'],
  ['.update.iml.json', 'api'],
  ['.epoch.iml.json', 'epoch'],
  ['params.iml.json', 'parameters'],
  ['.interface.iml.json', 'parameters'],
  ['.samples.iml.json', 'samples'],
  ['base.iml.json', 'base'],
  ['groups.json', 'groups'],
  ['common.json', 'common'],
  ['makecomapp.json', 'makecomapp.schema'],
]

const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'))

async function schemasIn(editor: string): Promise<Ajv> {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false })
  for (const folder of ['syntaxes/imljson/schemas', 'syntaxes/local-development/schemas']) {
    for (const name of await readdir(join(editor, folder))) {
      const { $schema: _dialect, $id: _id, ...schema } = await read(join(editor, folder, name))
      ajv.addSchema(schema, `file:///${name}`)
    }
  }
  return ajv
}

async function main(editor: string | undefined): Promise<number> {
  if (editor === undefined) throw new Error('name the folder of the editor’s repository')
  const ajv = await schemasIn(editor)
  const entries = await readdir(app, { recursive: true, withFileTypes: true })
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  let checked = 0
  let wrong = 0
  for (const file of files) {
    const schema = SCHEMAS.find(([end]) => basename(file).endsWith(end))?.[1]
    if (schema === undefined) continue
    checked++
    if (ajv.validate(`file:///${schema}.json`, await read(file))) continue
    wrong++
    console.log(`${relative(app, file)}: ${ajv.errorsText()}`)
  }
  console.log(`${checked} files checked, ${wrong} wrong`)
  return wrong === 0 && checked > 0 ? 0 : 1
}

process.exitCode = await main(process.argv[2])
