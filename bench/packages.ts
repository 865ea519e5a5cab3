/** How many packages `npm ci` installs. */

import { readFile } from 'node:fs/promises'
import type { Benchmark } from './plan.ts'

export const packages: Benchmark = {
  name: 'packages',
  about: 'packages in package-lock.json, for all platforms, and those installed here',
  perDatabase: false,
  async run({ report }) {
    const none = { database: null, ratio: null, floor: null, unit: 'packages', p50_ms: null, p99_ms: null }
    report({ ...none, name: 'packages', value: await countIn('../package-lock.json') }, '<=250')
    report({
      ...none,
      name: 'packages.installed',
      value: await countIn('../node_modules/.package-lock.json'),
    })
  },
}

async function countIn(path: string): Promise<number | null> {
  const text = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => null)
  if (text === null) return null
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, unknown>> }
  return Object.keys(packages).filter((name) => name !== '').length
}
