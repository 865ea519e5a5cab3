/**
 * The file format of an export of the audit trail, version 1: one record a line, each written in one way only, so that
 * a file can be verified from its text (docs/audit.md). The same records make a JSON Lines file and a CSV file.
 */

import type { ChainEntry } from './chain.ts'
import type { PublicJwk } from './checkpoint.ts'
import type { HiddenValues } from './hidden-values.ts'

/** What an export was limited to; null where it was not. Times are ISO 8601. */
export interface ExportFilters {
  readonly mailbox_id: string | null
  readonly action: string | null
  readonly from: string | null
  readonly to: string | null
}

/** The first record: whose trail it is, when and how it was taken. */
export interface ExportHeader {
  readonly type: 'multimail-audit-export'
  readonly version: 1
  readonly account_id: string
  /** ISO 8601. */
  readonly exported_at: string
  readonly filters: ExportFilters
  /** Whether entries were left out within chains: then links to them cannot be checked. */
  readonly partial: boolean
  readonly keys: readonly PublicJwk[]
}

/** One entry of the trail, with every column that is hashed, and the clear text of what it hides. */
export interface ExportEntry extends ChainEntry {
  readonly type: 'entry'
  readonly hidden: HiddenValues | null
}

/** A signed statement: entry `position` of the chain has this hash. Unsigned only where the server found a fault. */
export interface ExportPosition {
  /** `checkpoint`: made when the chain was there; `head`: where the chain ended when it was exported. */
  readonly type: 'checkpoint' | 'head'
  readonly chain_id: string
  readonly position: number
  readonly hash: string
  /** Epoch seconds. */
  readonly iat: number
  readonly kid: string | null
  readonly signature: string | null
}

/** The last record: signs how many entries there are, and the digest of all records before it. */
export interface ExportEnd {
  readonly type: 'end'
  readonly entries: number
  readonly digest: string
  /** Epoch seconds. */
  readonly iat: number
  readonly kid: string
  readonly signature: string
}

export type ExportRecord = ExportHeader | ExportEntry | ExportPosition | ExportEnd

/** The running digest of records: of none it is "". `digest` is SHA-256 in lower-case hex. */
export function addToDigest(before: string, line: string, digest: (text: string) => string): string {
  return digest(`${before}\n${line}`)
}

/** A record as the one line of JSON that stands for it, without a line break. */
export function lineOf(record: ExportRecord): string {
  return JSON.stringify(inOrder(record))
}

/** The record with its keys in their order, and no others. */
function inOrder(record: ExportRecord): ExportRecord {
  switch (record.type) {
    case 'multimail-audit-export': {
      const { type, version, account_id, exported_at, filters, partial, keys } = record
      const { mailbox_id, action, from, to } = filters
      const limits = { mailbox_id, action, from, to }
      return { type, version, account_id, exported_at, filters: limits, partial, keys: keys.map(keyInOrder) }
    }
    case 'entry':
      return entryInOrder(record)
    case 'checkpoint':
    case 'head': {
      const { type, chain_id, position, hash, iat, kid, signature } = record
      return { type, chain_id, position, hash, iat, kid, signature }
    }
    case 'end': {
      const { type, entries, digest, iat, kid, signature } = record
      return { type, entries, digest, iat, kid, signature }
    }
  }
}

const keyInOrder = ({ kty, crv, x, y, kid, use, alg }: PublicJwk) => ({ kty, crv, x, y, kid, use, alg })

function entryInOrder(entry: ExportEntry): ExportEntry {
  return {
    type: 'entry',
    id: entry.id,
    account_id: entry.account_id,
    mailbox_id: entry.mailbox_id,
    chain_id: entry.chain_id,
    chain_position: entry.chain_position,
    test: entry.test,
    action: entry.action,
    resource_type: entry.resource_type,
    resource_id: entry.resource_id,
    actor_key_id: entry.actor_key_id,
    actor: entry.actor,
    metadata: entry.metadata,
    created_at: entry.created_at,
    prev_hash: entry.prev_hash,
    hash: entry.hash,
    hidden: entry.hidden === null ? null : { salt: entry.hidden.salt, values: entry.hidden.values },
  }
}

type Kind = 'string' | 'number' | 'boolean'
type Fields = Readonly<Record<string, Kind | `${Kind}|null`>>

const ENTRY_FIELDS: Fields = {
  id: 'string',
  account_id: 'string',
  mailbox_id: 'string|null',
  chain_id: 'string',
  chain_position: 'number',
  test: 'number',
  action: 'string',
  resource_type: 'string',
  resource_id: 'string',
  actor_key_id: 'string|null',
  actor: 'string',
  metadata: 'string',
  created_at: 'number',
  prev_hash: 'string',
  hash: 'string',
}
const POSITION_FIELDS: Fields = {
  chain_id: 'string',
  position: 'number',
  hash: 'string',
  iat: 'number',
  kid: 'string|null',
  signature: 'string|null',
}
const END_FIELDS: Fields = {
  entries: 'number',
  digest: 'string',
  iat: 'number',
  kid: 'string',
  signature: 'string',
}
const HEADER_FIELDS: Fields = {
  version: 'number',
  account_id: 'string',
  exported_at: 'string',
  partial: 'boolean',
}
const FILTER_FIELDS: Fields = {
  mailbox_id: 'string|null',
  action: 'string|null',
  from: 'string|null',
  to: 'string|null',
}
const KEY_FIELDS: Fields = { kty: 'string', crv: 'string', x: 'string', y: 'string', kid: 'string' }

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function has(value: unknown, fields: Fields): value is Loose {
  if (!isObject(value)) return false
  return Object.entries(fields).every(([name, kind]) => {
    const given = value[name]
    return given === null ? kind.endsWith('null') : typeof given === kind.split('|')[0]
  })
}

/** The record that a line stands for; null when it is none, or is written in another way than {@link lineOf} does. */
export function readRecord(line: string): ExportRecord | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (!isRecord(value)) return null
  return lineOf(value) === line ? value : null
}

function isRecord(value: unknown): value is ExportRecord {
  if (!isObject(value)) return false
  switch (value.type) {
    case 'multimail-audit-export':
      return (
        has(value, HEADER_FIELDS) &&
        value.version === 1 &&
        has(value.filters, FILTER_FIELDS) &&
        Array.isArray(value.keys) &&
        value.keys.every((key) => has(key, KEY_FIELDS))
      )
    case 'entry':
      return has(value, ENTRY_FIELDS) && (value.hidden === null || isHidden(value.hidden))
    case 'checkpoint':
    case 'head':
      return has(value, POSITION_FIELDS)
    case 'end':
      return has(value, END_FIELDS)
    default:
      return false
  }
}

function isHidden(value: unknown): boolean {
  if (!has(value, { salt: 'string' }) || !isObject(value.values)) return false
  return Object.values(value.values).every((text) => typeof text === 'string')
}
