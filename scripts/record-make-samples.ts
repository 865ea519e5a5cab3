/**
 * Writes the samples of the Make app: what each module gives when it is run against a server.
 * `node scripts/record-make-samples.ts`, after answers of the API changed.
 */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadApp, ROOT } from '../test/connectors/make-runtime/package.ts'
import { recordSamples } from '../test/connectors/make-samples.ts'

const { manifest } = await loadApp()
const samples = await recordSamples()
for (const [id, { codeFiles }] of Object.entries(manifest.components.module ?? {})) {
  const sample = samples[id]
  if (sample === undefined || codeFiles.samples === undefined) throw new Error(`${id} was not recorded`)
  await writeFile(join(ROOT, codeFiles.samples), `${JSON.stringify(sample, null, 2)}\n`)
}
console.log(`${Object.keys(samples).length} samples recorded`)
