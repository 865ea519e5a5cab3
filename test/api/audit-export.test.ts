/** The audit log as a file, by API: whole, signed, within the reach of the key, and never ahead of its reader. */

import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ExportEntry, ExportHeader, ExportRecord } from '../../src/core/audit-export.ts'
import type { PublicJwk } from '../../src/core/checkpoint.ts'
import { appendEvent, SYSTEM } from '../../src/store/events.ts'
import { verifyCsv, verifyJsonl } from '../support/audit-exports.ts'
import { Gate } from '../support/gate.ts'
import { inUse } from '../support/memory.ts'
import type { Json } from '../support/server.ts'

let gate: Gate
let admin: string

beforeAll(async () => {
  gate = await Gate.open()
  admin = gate.app.made.keys.admin
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'gated_send' }))

const PATH = '/v1/audit-log/export'
const PATIENT = { timeout: 60_000 }

const download = (query = '', key = admin) =>
  fetch(`${gate.app.url}${PATH}${query}`, { headers: { authorization: `Bearer ${key}` } })

async function textOf(query = '', key = admin): Promise<string> {
  const response = await download(query, key)
  expect(response.status).toBe(200)
  return response.text()
}

const recordsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportRecord)
const entriesOf = (text: string) => recordsOf(text).filter((one): one is ExportEntry => one.type === 'entry')
const chainsOf = (text: string) =>
  recordsOf(text).flatMap((one) => (one.type === 'head' ? [one.chain_id] : []))

async function keysOf(): Promise<PublicJwk[]> {
  const { body } = await gate.call(admin, 'GET', '/.well-known/multimail-signing-key')
  return body.keys as unknown as PublicJwk[]
}

/** Writes `count` entries of 3 kB. */
async function fill(count: number): Promise<void> {
  const { account } = gate.app.made
  const long = 'x'.repeat(2_500)
  for (let done = 0; done < count; done += 500) {
    await gate.app.context.database.write(async (writer) => {
      for (let number = done; number < Math.min(done + 500, count); number++)
        await appendEvent(writer, {
          accountId: account.id,
          mailboxId: gate.box.id,
          test: 0,
          action: 'email.read',
          resourceType: 'email',
          resourceId: `message-${number}`,
          actor: SYSTEM,
          metadata: { recipient: `${long}-${number}@example.org` },
        })
    })
  }
}

describe('the file', () => {
  it('verifies as JSON Lines and as CSV, with the keys that the server publishes', async () => {
    await gate.decide(await gate.submit())
    await gate.app.drain()
    const pinned = await keysOf()
    expect(verifyJsonl(await textOf(), pinned)).toMatchObject({ ok: true, partial: false })
    expect(verifyCsv(await textOf('?format=csv'), pinned)).toMatchObject({ ok: true, partial: false })
  })

  it('has every entry that the log lists, with the same hashes', async () => {
    await gate.submit()
    const entries = entriesOf(await textOf(`?mailbox_id=${gate.box.id}`))
    const { body } = await gate.call(admin, 'GET', `/v1/audit-log?mailbox_id=${gate.box.id}&limit=100`)
    const listed = (body.entries as unknown as Json[]).map(({ hash }) => String(hash)).reverse()
    expect(entries.map(({ hash }) => hash)).toEqual(listed.slice(0, entries.length))
    expect(entries.at(-1)?.action).toBe('audit.exported')
  })

  it('comes as a download of its type', async () => {
    const types = {
      jsonl: 'application/x-ndjson; charset=utf-8',
      csv: 'text/csv; charset=utf-8; header=present',
    }
    for (const [format, type] of Object.entries(types)) {
      const response = await download(`?format=${format}`)
      await response.text()
      expect(response.headers.get('content-type')).toBe(type)
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="audit-2026-03-02.${format}"`,
      )
      expect(response.headers.get('cache-control')).toBe('private, no-store')
    }
  })

  it('is in the log itself, with who took it and of what', async () => {
    await textOf(`?mailbox_id=${gate.box.id}&action=email.read&from=2026-01-01`)
    const { body } = await gate.call(
      admin,
      'GET',
      `/v1/audit-log?mailbox_id=${gate.box.id}&action=audit.exported`,
    )
    const [entry] = body.entries as unknown as Json[]
    expect(entry).toMatchObject({
      actor: 'key:admin',
      metadata: {
        format: 'jsonl',
        filters: {
          mailbox_id: gate.box.id,
          action: 'email.read',
          from: '2026-01-01T00:00:00.000Z',
          to: null,
        },
      },
    })
  })
})

describe('filters', () => {
  it('leave out entries, say so, and the file verifies', async () => {
    await gate.decide(await gate.submit())
    const only = await textOf(`?mailbox_id=${gate.box.id}&action=oversight.approved`)
    expect(entriesOf(only).map(({ action }) => action)).toEqual(['oversight.approved'])
    expect((recordsOf(only)[0] as ExportHeader).filters.action).toBe('oversight.approved')
    expect(verifyJsonl(only)).toMatchObject({ ok: true, partial: true, entries: 1, gaps: 1 })
    const [before, after] = [gate.soon(-1), gate.soon(1)]
    expect(entriesOf(await textOf(`?mailbox_id=${gate.box.id}&to=${before}`))).toEqual([])
    expect(entriesOf(await textOf(`?mailbox_id=${gate.box.id}&from=${after}`))).toEqual([])
    expect(
      entriesOf(await textOf(`?mailbox_id=${gate.box.id}&from=${before}&to=${after}`)).length,
    ).toBeGreaterThan(3)
  })

  it('that are none are refused, and so is a mailbox of nobody', async () => {
    for (const query of ['?format=xml', '?from=yesterday']) expect((await download(query)).status).toBe(400)
    expect((await download('?mailbox_id=01NOBODY')).status).toBe(404)
    expect((await download(`?mailbox_id=${gate.app.made.account.id}`)).status).toBe(404)
  })
})

describe('who may take it', () => {
  it('is a key with admin, and nobody else', async () => {
    for (const key of [gate.agent, gate.reviewer]) expect((await download('', key)).status).toBe(403)
    expect((await fetch(`${gate.app.url}${PATH}`)).status).toBe(401)
  })

  it('gets the chains of its mailboxes alone, where it is limited to them', async () => {
    const limited = await gate.makeKey(['admin'], { mailboxIds: [gate.box.id] })
    const text = await textOf('', limited.raw)
    expect(chainsOf(text)).toEqual([gate.box.id])
    expect(new Set(entriesOf(text).map(({ chain_id }) => chain_id))).toEqual(
      new Set(entriesOf(text).length > 0 ? [gate.box.id] : []),
    )
    expect(verifyJsonl(text)).toMatchObject({ ok: true })
    expect((await download(`?mailbox_id=${gate.app.made.mailbox.id}`, limited.raw)).status).toBe(404)
    expect(chainsOf(await textOf()).length).toBeGreaterThan(1)
  })
})

describe('one at a time', { timeout: 180_000 }, () => {
  /** An export whose reader takes nothing until it is told to. */
  async function slow(): Promise<IncomingMessage> {
    const request = get(`${gate.app.url}${PATH}`, { headers: { authorization: `Bearer ${admin}` } })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return response
  }

  it('is what an account has; a reader that stalls for a minute gives way', async () => {
    await fill(5_000)
    const first = await slow()
    // Listened for from the beginning: what nobody listens for is lost.
    const failure = new Promise((resolve) => {
      first.once('error', resolve)
      first.once('end', () => resolve(null))
    })
    const second = await download()
    expect(second.status).toBe(429)
    expect(second.headers.get('retry-after')).toBe('10')
    expect(((await second.json()) as { code: string }).code).toBe('export_running')
    // What the sockets between hold is taken before the reader is known to stall.
    const third = expect.poll(async () => {
      gate.app.context.clock.advance(61_000)
      const response = await download()
      const text = await response.text()
      return response.status === 200 && verifyJsonl(text).ok
    }, PATIENT)
    await third.toBe(true)
    // The first one ends early, and a file of it says so.
    const pieces: Buffer[] = []
    first.on('data', (piece: Buffer) => pieces.push(piece))
    expect(await failure).not.toBeNull()
    expect(verifyJsonl(Buffer.concat(pieces).toString())).toMatchObject({ ok: false })
  })

  it('ends when its reader goes away, and the next may begin', async () => {
    await fill(5_000)
    const first = await slow()
    first.destroy()
    const next = expect.poll(async () => {
      const response = await download(`?mailbox_id=${gate.box.id}`)
      await response.text()
      return response.status
    }, PATIENT)
    await next.toBe(200)
  })
})

describe('a long trail', () => {
  it('of 10,000 entries is read page by page, in flat memory', { timeout: 180_000 }, async () => {
    await fill(10_000)
    const response = await download(`?mailbox_id=${gate.box.id}`)
    const before = inUse()
    let [bytes, most, next] = [0, 0, 0]
    for await (const piece of response.body ?? []) {
      bytes += piece.length
      if (bytes < next) continue
      next += 5_000_000
      most = Math.max(most, inUse() - before)
    }
    expect(bytes).toBeGreaterThan(30_000_000)
    // All entries at once would be twice of what was written.
    expect(most).toBeLessThan(25_000_000)
  })
})
