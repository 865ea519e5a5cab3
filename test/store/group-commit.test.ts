/** Reading and writing: units share commits, fail alone, and are answered only when they are durable. */

import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIds } from '../../src/context.ts'
import { AppError } from '../../src/errors.ts'
import type { Backend } from '../../src/store/backend.ts'
import { Database, type Reader, type Writer } from '../../src/store/db.ts'
import { openBackend } from '../../src/store/dialect.ts'
import { appendEvent, SYSTEM } from '../../src/store/events.ts'
import { addSetting } from '../../src/store/settings.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { isPostgres, onPostgres, openTestContext, type TestContext } from '../support/database.ts'
import { addAccount } from './rows.ts'

let context: TestContext
let transactions = 0
let database: Database

/** The backend, with its transactions counted. */
function counting(backend: Backend): Backend {
  return {
    ...backend,
    onWriter: (work) => {
      transactions++
      return backend.onWriter(work)
    },
  }
}

beforeAll(async () => {
  context = await openTestContext()
})

beforeEach(async () => {
  database = new Database(counting(context.database.backend), context.clock, createIds())
  await database.write(async ({ db }) => {
    await db.deleteFrom('settings').execute()
  })
  transactions = 0
})

afterAll(() => context.dispose())

const put = (name: string) => (writer: Writer) => addSetting(writer, name, 'x')

async function names(reader: Reader = database.reader): Promise<string[]> {
  const rows = await reader.selectFrom('settings').select('name').orderBy('name').execute()
  return rows.map(({ name }) => name)
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** Something that a test lets happen. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('units that come at the same time', () => {
  it('share one transaction', async () => {
    const wanted = Array.from({ length: 100 }, (_, index) => `n${String(index).padStart(3, '0')}`)
    await Promise.all(wanted.map((name) => database.write(put(name))))
    expect(transactions).toBe(1)
    expect(await names()).toEqual(wanted)
  })

  it('share as few as have room, when they are many', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, index) => database.write(put(`n${index}`))))
    expect(transactions).toBe(3)
    expect(await names()).toHaveLength(300)
  })

  it('see what those before them wrote', async () => {
    const [, seen] = await Promise.all([database.write(put('first')), database.write(({ db }) => names(db))])
    expect(seen).toEqual(['first'])
  })

  it('each get their own answer', async () => {
    const answers = await Promise.all([1, 2, 3].map((number) => database.write(async () => number * 2)))
    expect(answers).toEqual([2, 4, 6])
  })
})

describe('a unit that fails', () => {
  it('undoes itself alone', async () => {
    const verdicts = await Promise.allSettled([
      database.write(put('before')),
      database.write(async (writer) => {
        await addSetting(writer, 'undone', 'x')
        throw new AppError('conflict')
      }),
      database.write(put('after')),
    ])
    expect(verdicts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(verdicts[1]).toMatchObject({ reason: { code: 'conflict' } })
    expect(transactions).toBe(1)
    expect(await names()).toEqual(['after', 'before'])
  })

  it('may fail by what the database says', async () => {
    const raw = (name: string) =>
      database.write(async ({ db }) => {
        await db.insertInto('settings').values({ name, value: 'x' }).execute()
      })
    const verdicts = await Promise.allSettled([
      raw('a'),
      raw('a'),
      raw('b'),
      database.write(async ({ db }) => {
        await sql`SELECT nonsense`.execute(db)
      }),
      raw('c'),
    ])
    expect(verdicts.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(await names()).toEqual(['a', 'b', 'c'])
  })

  it('takes nothing from the chain', async () => {
    const account = await database.write((writer) => addAccount(writer, 'chain-of-failures'))
    const append = (number: number) =>
      database.write(async (writer) => {
        await appendEvent(writer, {
          accountId: account.id,
          mailboxId: null,
          test: 0,
          action: 'account.read',
          resourceType: 'account',
          resourceId: `${number}`,
          actor: SYSTEM,
        })
        if (number % 3 === 0) throw new AppError('conflict')
      })
    await Promise.allSettled(Array.from({ length: 30 }, (_, number) => append(number)))
    const [report] = await verifyChains(database.reader, account.id, null)
    expect(report).toMatchObject({ entries: 20, faults: [] })
  })
})

describe('an answer', () => {
  it('comes after the commit', async () => {
    const { open, opened } = gate()
    let isAnswered = false
    const first = database.write(put('first')).then(() => {
      isAnswered = true
    })
    const second = database.write(async () => {
      // The first unit is done, its transaction is not.
      expect(await names()).toEqual([])
      await opened
    })
    for (let turn = 0; turn < 20; turn++) await nextTurn()
    expect(isAnswered).toBe(false)
    open()
    await first
    expect(await names()).toEqual(['first'])
    await second
  })

  it('can be seen by others at once', async () => {
    for (let number = 0; number < 20; number++) {
      await database.write(put(`n${number}`))
      expect(await names()).toHaveLength(number + 1)
    }
  })

  it('comes to everybody, also to those who ask while others are answered', async () => {
    let answered = 0
    const ask = async (depth: number): Promise<void> => {
      await database.write(put(`d${depth}-${answered}`))
      answered++
      if (depth > 0) await Promise.all([ask(depth - 1), ask(depth - 1)])
    }
    await ask(6)
    expect(answered).toBe(2 ** 7 - 1)
  })
})

describe('ids', () => {
  it('sort like commits, also when the clock goes back', async () => {
    const answered: string[] = []
    const add = async () => {
      answered.push(await database.write(async (writer) => writer.newId()))
    }
    for (const step of [1, 0, -5_000, 1, 10_000, -1]) {
      context.clock.advance(step)
      await Promise.all([add(), add(), add()])
    }
    expect(answered).toEqual([...answered].sort())
    expect(new Set(answered).size).toBe(18)
  })

  onPostgres('sort like commits across processes that lock the chain first', async () => {
    const other = await openOther()
    const locked = gate()
    const late = gate()
    try {
      const first = other.write(async (writer) => {
        await writer.backend.lockChain(writer.db, 'shared')
        locked.open()
        await late.opened
        return writer.newId()
      })
      await locked.opened
      const second = database.write(async (writer) => {
        // This one has begun, but the other is before it in the chain.
        context.clock.advance(1_000)
        late.open()
        await writer.backend.lockChain(writer.db, 'shared')
        return writer.newId()
      })
      const before = await first
      context.clock.advance(1)
      expect((await second).slice(0, 10) >= before.slice(0, 10)).toBe(true)
    } finally {
      await other.close()
    }
  })
})

/** The same database as another process would open it. */
async function openOther(): Promise<Database> {
  const { databaseUrl, data } = context.config
  const backend = await openBackend({ url: databaseUrl, file: `${data}/multimail.db` })
  return new Database(backend, context.clock, createIds())
}

describe('trouble', () => {
  onPostgres('of two processes that wait for each other is overcome', async () => {
    const other = await openOther()
    const both = [gate(), gate()]
    const lock = (target: Database, mine: number, chains: readonly [string, string]) => {
      return target.write(async (writer) => {
        await writer.backend.lockChain(writer.db, chains[0])
        both[mine]?.open()
        await both[1 - mine]?.opened
        await writer.backend.lockChain(writer.db, chains[1])
        await addSetting(writer, `by ${mine}`, 'x')
      })
    }
    try {
      await Promise.all([lock(database, 0, ['one', 'two']), lock(other, 1, ['two', 'one'])])
      expect(await names()).toEqual(['by 0', 'by 1'])
    } finally {
      await other.close()
    }
  })

  it('with the database is told as store_unavailable, and work goes on afterwards', async () => {
    const verdicts = await Promise.allSettled([
      database.write(put('lost')),
      database.write(async ({ db }) => {
        await (isPostgres ? sql`SELECT pg_terminate_backend(pg_backend_pid())` : fillTheDisk(db)).execute(db)
      }),
    ])
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } })
    }
    if (!isPostgres) await sql`PRAGMA max_page_count = 1000000`.execute(await writerOf())
    expect(await names()).toEqual([])
    await database.write(put('kept'))
    expect(await names()).toEqual(['kept'])
  })
})

/** The connection that writes. */
const writerOf = (): Promise<Reader> => context.database.backend.onWriter(async (db) => db)

/** Writes more than there is room for. */
function fillTheDisk(db: Reader) {
  return {
    async execute() {
      await sql`PRAGMA max_page_count = 1`.execute(db)
      await sql`INSERT INTO settings (name, value) VALUES ('big', hex(zeroblob(1000000)))`.execute(db)
    },
  }
}

describe('closing', () => {
  it('finishes what was asked for, then refuses', async () => {
    const own = await openTestContext()
    const done: string[] = []
    const asked = ['a', 'b', 'c'].map(async (name) => {
      await own.database.write(put(name))
      done.push(name)
    })
    const closed = own.database.close()
    await expect(own.database.write(put('late'))).rejects.toMatchObject({ code: 'shutting_down' })
    await closed
    await Promise.all(asked)
    expect(done).toEqual(['a', 'b', 'c'])
    await own.dispose()
  })
})
