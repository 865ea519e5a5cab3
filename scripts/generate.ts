/** `npm run generate` writes the generated files; with `--check` it only says which are stale, and fails. */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedFiles } from './generated-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const onlyCheck = process.argv.includes('--check')

const stale: string[] = []
for (const [path, text] of generatedFiles()) {
  const file = join(root, path)
  const present = await readFile(file, 'utf8').catch(() => null)
  if (present === text) continue
  stale.push(path)
  if (onlyCheck) continue
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

if (onlyCheck && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run \`npm run generate\` and commit what it wrote.\n`)
  process.exitCode = 1
} else {
  process.stdout.write(stale.length === 0 ? 'Everything is fresh.\n' : `Written: ${stale.join(', ')}\n`)
}
