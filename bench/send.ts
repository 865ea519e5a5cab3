/** `POST /v1/mailboxes/{id}/send` with 2 KB of markdown that a person must approve, against the bare floor. */

import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import { post } from './http-load.ts'
import { comparison, progress, takeTurns } from './measure.ts'
import type { Benchmark } from './plan.ts'
import { setupOf, startOurs } from './server.ts'
import { bodies } from './texts.ts'

const FLOOR = fileURLToPath(new URL('floor.ts', import.meta.url))

export const send: Benchmark = {
  name: 'send',
  about: 'POST /send, 2 KB, held for approval, against a bare handler with the same two durable inserts',
  perDatabase: true,
  async run(plan, database) {
    const { sizes, report } = plan
    const place = await database.place(plan.folder)
    const floorPlace = await database.place(plan.folder)
    const server = await startOurs(plan, place, `send-${database.name}`)
    const floorAt = floorPlace.backend.url ?? floorPlace.backend.file
    const floor = await startChild([FLOOR, database.name, floorAt])
    const { mailbox, keys } = setupOf(server)
    const body = bodies()
    const ours = {
      url: server.url,
      path: `/v1/mailboxes/${mailbox.id}/send`,
      key: keys.agent,
      body,
      status: 202,
    }
    const theirs = { ...ours, url: `http://127.0.0.1:${floor.firstLine}`, path: '/' }
    for (const connections of sizes.sendConnections) {
      progress(`send: ${connections} connections on ${database.name}`)
      const turns = await takeTurns(
        sizes.rounds,
        () => post(ours, connections, { durationMs: sizes.sendMs }),
        () => post(theirs, connections, { durationMs: sizes.sendMs }),
      )
      const { ratio, value, floor: reference, p50, p99, floorP99 } = comparison(turns.ours, turns.theirs)
      const times = { p50_ms: p50, p99_ms: p99 }
      const name = `send.${connections}`
      report(
        { name, database: database.name, ratio, value, floor: reference, unit: 'requests/s', ...times },
        '>=0.7',
      )
      const slowest = p99 === null || floorP99 === null ? null : p99 / floorP99
      report(
        {
          name: `${name}.p99`,
          database: database.name,
          ratio: slowest,
          value: p99,
          floor: floorP99,
          unit: 'ms',
          ...times,
        },
        '<=2',
      )
    }
    await Promise.all([server.child.stop(), floor.stop()])
    await Promise.all([place.dispose(), floorPlace.dispose()])
  },
}
