/** Builds the web console into console/dist; run by `npm ci`. Without the development packages there is nothing to do. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
if (existsSync(`${root}/node_modules/vite`)) {
  const { build } = await import('vite')
  await build({ configFile: `${root}/console/vite.config.ts`, logLevel: 'warn' })
  process.stdout.write('The console is built in console/dist.\n')
} else {
  process.stdout.write('The console is not built: its development packages are not installed.\n')
}
