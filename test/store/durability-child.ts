/** A process that writes until it is killed and says after each answer what was answered. */

import { loadConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { addSetting } from '../../src/store/settings.ts'

const [prefix = ''] = process.argv.slice(2)
const config = loadConfig(process.env)
const context = await openContext(config, createLog('silent'))

async function write(name: string): Promise<void> {
  await context.database.write((writer) => addSetting(writer, name, 'x'))
  process.stdout.write(`${name}\n`)
}

for (let round = 0; ; round++) {
  await Promise.all(Array.from({ length: 8 }, (_, index) => write(`${prefix}-${round}-${index}`)))
}
