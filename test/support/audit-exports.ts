/** Exports of an audit trail as the server writes them, made in memory, and what verifying their text comes to. */

import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import { CSV_COLUMNS, CsvReader, cellsOf, csvRow, recordOfCells } from '../../src/core/audit-csv.ts'
import {
  addToDigest,
  type ExportEntry,
  type ExportRecord,
  lineOf,
  readRecord,
} from '../../src/core/audit-export.ts'
import { type ChainHead, chainText, EMPTY_CHAIN } from '../../src/core/chain.ts'
import { checkpointText, exportText, type PublicJwk } from '../../src/core/checkpoint.ts'
import { hide } from '../../src/core/hidden-values.ts'
import { type ExportReport, ExportVerifier } from '../../src/core/verify-export.ts'
import { isSignedBy, publicJwkOf, signText, thumbprintOf } from '../../src/store/signature.ts'

export const digest = (text: string) => hash('sha256', text, 'hex')
export const tools = { digest, isSignedBy, thumbprintOf }

export interface SigningKey {
  readonly key: KeyObject
  readonly jwk: PublicJwk
}

export function makeKey(): SigningKey {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  return { key, jwk: publicJwkOf(key) }
}

const ACCOUNT = 'account'
const SALT = '00112233445566778899aabbccddeeff'

/** An entry at a place of a chain; every third one hides a recipient. */
export function makeEntry(chainId: string, head: ChainHead, changes: Partial<ExportEntry> = {}): ExportEntry {
  const position = head.position + 1
  const clear = {
    n: position,
    note: 'ä, "quoted"\u2028',
    ...(position % 3 === 0 ? { recipient: 'ada@example.org' } : {}),
  }
  const { metadata, values } = hide(clear, SALT, digest)
  const entry = {
    id: `${chainId}-${position}`,
    account_id: ACCOUNT,
    mailbox_id: chainId === ACCOUNT ? null : chainId,
    chain_id: chainId,
    chain_position: position,
    test: 0,
    action: position % 2 === 0 ? 'message.sent' : 'message.submitted',
    resource_type: 'email',
    resource_id: `message-${position}`,
    actor_key_id: position % 2 === 0 ? null : 'key',
    actor: 'key:agent',
    metadata: JSON.stringify(metadata),
    created_at: 1_700_000_000_000 + position,
    prev_hash: head.hash,
    ...changes,
  }
  const hidden = Object.keys(values).length === 0 ? null : { salt: SALT, values }
  return { type: 'entry', hidden, ...entry, hash: changes.hash ?? digest(chainText(entry)) }
}

export function makeChain(chainId: string, length: number): ExportEntry[] {
  const entries: ExportEntry[] = []
  let head: ChainHead = EMPTY_CHAIN
  for (let count = 0; count < length; count++) {
    const entry = makeEntry(chainId, head)
    entries.push(entry)
    head = { position: entry.chain_position, hash: entry.hash }
  }
  return entries
}

export function signedPosition(
  type: 'checkpoint' | 'head',
  chainId: string,
  { position, hash }: ChainHead,
  { key, jwk }: SigningKey,
): ExportRecord {
  const iat = 1_700_000_100
  const text = checkpointText({ accountId: ACCOUNT, chainId, position, hash, issuedAt: iat })
  return { type, chain_id: chainId, position, hash, iat, kid: jwk.kid, signature: signText(key, text) }
}

/** Records with the end that signs them. */
export function sealed(records: readonly ExportRecord[], { key, jwk }: SigningKey): ExportRecord[] {
  const running = records.reduce((before, record) => addToDigest(before, lineOf(record), digest), '')
  const entries = records.filter(({ type }) => type === 'entry').length
  const iat = 1_700_000_200
  const signature = signText(key, exportText({ accountId: ACCOUNT, digest: running, entries, issuedAt: iat }))
  return [...records, { type: 'end', entries, digest: running, iat, kid: jwk.kid, signature }]
}

export interface ExportOptions {
  /** Entries of the chain of the account, then of each mailbox. */
  readonly lengths?: readonly number[]
  /** Whether an entry is taken along; makes the export partial. */
  readonly only?: (entry: ExportEntry) => boolean
}

/** An export that is right; chains are signed at every fourth entry. */
export function makeExport(
  signer: SigningKey,
  { lengths = [6, 9], only }: ExportOptions = {},
): ExportRecord[] {
  const filters = { mailbox_id: null, action: null, from: null, to: null }
  const records: ExportRecord[] = [
    {
      type: 'multimail-audit-export',
      version: 1,
      account_id: ACCOUNT,
      exported_at: '2026-03-02T09:00:00.000Z',
      filters,
      partial: only !== undefined,
      keys: [signer.jwk],
    },
  ]
  const heads: ExportRecord[] = []
  for (const [index, length] of lengths.entries()) {
    const chainId = index === 0 ? ACCOUNT : `mailbox-${index}`
    const entries = makeChain(chainId, length)
    for (const entry of entries.filter(only ?? (() => true))) {
      const place = { position: entry.chain_position, hash: entry.hash }
      records.push(entry)
      if (place.position % 4 === 0) records.push(signedPosition('checkpoint', chainId, place, signer))
    }
    const last = entries.at(-1)
    const end = last === undefined ? EMPTY_CHAIN : { position: last.chain_position, hash: last.hash }
    heads.push(signedPosition('head', chainId, end, signer))
  }
  return sealed([...records, ...heads], signer)
}

export const jsonlOf = (records: readonly ExportRecord[]) => records.map((one) => `${lineOf(one)}\n`).join('')
export const csvOf = (records: readonly ExportRecord[]) =>
  csvRow(CSV_COLUMNS) + records.map((one) => csvRow(cellsOf(one))).join('')

/** Verifies the text of a JSON Lines file. */
export function verifyJsonl(text: string, pinned: readonly PublicJwk[] | null = null): ExportReport {
  const lines = text.split('\n')
  const rest = lines.pop()
  return verifyRecords(lines.map(readRecord), rest === '', pinned)
}

/** Verifies the text of a CSV file. */
export function verifyCsv(text: string, pinned: readonly PublicJwk[] | null = null): ExportReport {
  const reader = new CsvReader()
  const [, ...rows] = reader.push(text)
  const records = rows.map((cells) => (cells === null ? null : recordOfCells(cells)))
  return verifyRecords(records, !reader.isInside, pinned)
}

export function verifyRecords(
  records: readonly (ExportRecord | null)[],
  isWhole = true,
  pinned: readonly PublicJwk[] | null = null,
): ExportReport {
  const verifier = new ExportVerifier(tools, pinned)
  for (const record of records) if (!verifier.take(record)) break
  return verifier.finish(isWhole)
}
