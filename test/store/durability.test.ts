/** What was answered is there after the process was killed, whatever it was doing. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { isPostgres, openTestContext } from '../support/database.ts'

const child = fileURLToPath(new URL('./durability-child.ts', import.meta.url))

/** Lets a process write until it has said `count` answers, kills it, and returns all it said. */
async function writeAndKill(env: Record<string, string>, prefix: string, count: number): Promise<string[]> {
  const victim = spawn(process.execPath, [child, prefix], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(victim, 'exit')
  const answered: string[] = []
  for await (const line of createInterface({ input: victim.stdout })) {
    answered.push(line)
    if (answered.length === count) victim.kill('SIGKILL')
  }
  await gone
  return answered
}

it('is there for the next one who opens the database', async () => {
  const context = await openTestContext()
  try {
    const env = {
      MULTIMAIL_DATA: context.config.data,
      ...(isPostgres ? { DATABASE_URL: context.config.databaseUrl ?? '' } : {}),
    }
    const answered: string[] = []
    // After how many answers it is killed decides what it was doing: somewhere in a shared commit.
    for (const count of [1, 5, 8, 13, 40])
      answered.push(...(await writeAndKill(env, `killed-at-${count}`, count)))
    const rows = await context.database.reader.selectFrom('settings').select('name').execute()
    const stored = new Set(rows.map(({ name }) => name))
    expect(answered.length).toBeGreaterThanOrEqual(67)
    expect(answered.filter((name) => !stored.has(name))).toEqual([])
    await context.database.write(async ({ db }) => {
      await db.insertInto('settings').values({ name: 'afterwards', value: 'x' }).execute()
    })
  } finally {
    await context.dispose()
  }
})
