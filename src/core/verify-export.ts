/**
 * Verifying an export of the audit trail from its text alone, record by record, in constant memory but for one note a
 * chain: that every entry is as it was written and follows the one before, and that the file is whole and signed.
 * Hashing and checking of signatures come from outside.
 */

import {
  addToDigest,
  type ExportEnd,
  type ExportEntry,
  type ExportHeader,
  type ExportPosition,
  type ExportRecord,
  lineOf,
} from './audit-export.ts'
import { chainText, EMPTY_CHAIN } from './chain.ts'
import { checkpointText, exportText, type PublicJwk } from './checkpoint.ts'
import { falseValue } from './hidden-values.ts'

/** What verification needs of the world. */
export interface Tools {
  /** SHA-256 in lower-case hex. */
  readonly digest: (text: string) => string
  readonly isSignedBy: (key: PublicJwk, text: string, signature: string) => boolean
  /** RFC 7638. */
  readonly thumbprintOf: (key: PublicJwk) => string
}

/** The first thing that is wrong with a file. */
export interface ExportFault {
  /** Line or row of the file, from 1; null for what is not there. */
  readonly line: number | null
  readonly entry_id: string | null
  readonly chain_id: string | null
  readonly position: number | null
  readonly problem: string
}

/** What verifying a file came to. */
export interface ExportReport {
  readonly ok: boolean
  readonly account_id: string | null
  readonly exported_at: string | null
  readonly partial: boolean
  readonly entries: number
  readonly chains: number
  readonly checkpoints: number
  /** Entries whose clear text was there and is what was recorded. */
  readonly revealed: number
  /** Places where entries were left out, so that a link could not be checked; only in partial files. */
  readonly gaps: number
  /** Keys that signed. */
  readonly signed_by: readonly string[]
  readonly fault: ExportFault | null
}

interface Chain {
  position: number
  hash: string
  /** Whether a link to the next entry can be checked: not before the first one of a partial file. */
  isLinked: boolean
  hasHead: boolean
}

/** What is wrong with a record, and with which entry or chain. */
type Wrong = Pick<ExportFault, 'problem'> & Partial<Pick<ExportFault, 'entry_id' | 'chain_id' | 'position'>>

export class ExportVerifier {
  readonly #tools: Tools
  readonly #pinned: ReadonlyMap<string, PublicJwk> | null
  #keys: ReadonlyMap<string, PublicJwk> = new Map()
  #header: ExportHeader | null = null
  #end: ExportEnd | null = null
  readonly #chains = new Map<string, Chain>()
  #digest = ''
  #line = 0
  #entries = 0
  #checkpoints = 0
  #revealed = 0
  #gaps = 0
  readonly #signers = new Set<string>()
  #fault: ExportFault | null = null
  /** An entry that is missing: when it comes later after all, the order was changed. */
  #missing: { readonly chainId: string; readonly position: number; readonly before: number } | null = null

  /** `pinned`: the only keys to believe; null to believe those that the file names. */
  constructor(tools: Tools, pinned: readonly PublicJwk[] | null) {
    this.#tools = tools
    this.#pinned = pinned === null ? null : byThumbprint(tools, pinned)
  }

  /** Takes the next record; null for a line that is none. Returns false when the rest need not be read. */
  take(record: ExportRecord | null): boolean {
    this.#line++
    if (this.#fault !== null) return this.#lookForMissing(record)
    const wrong = this.#check(record)
    if (wrong !== null) this.#fail(this.#line, wrong)
    else if (record !== null && record.type !== 'end')
      this.#digest = addToDigest(this.#digest, lineOf(record), this.#tools.digest)
    return wrong === null || this.#missing !== null
  }

  /** Ends the file. `isWhole`: whether its last line was ended. */
  finish(isWhole: boolean): ExportReport {
    if (this.#fault === null && !isWhole)
      this.#fail(this.#line + 1, { problem: 'The file is cut off in the middle of its last line.' })
    if (this.#fault === null && this.#header === null)
      this.#fail(null, { problem: 'The file is empty, or no export of an audit log.' })
    if (this.#fault === null && this.#end === null)
      this.#fail(null, { problem: 'The file is cut off: its signed end is missing.' })
    return {
      ok: this.#fault === null,
      account_id: this.#header?.account_id ?? null,
      exported_at: this.#header?.exported_at ?? null,
      partial: this.#header?.partial ?? false,
      entries: this.#entries,
      chains: this.#chains.size,
      checkpoints: this.#checkpoints,
      revealed: this.#revealed,
      gaps: this.#gaps,
      signed_by: [...this.#signers],
      fault: this.#fault,
    }
  }

  #fail(line: number | null, wrong: Wrong): void {
    this.#fault = { line, entry_id: null, chain_id: null, position: null, ...wrong }
  }

  #check(record: ExportRecord | null): Wrong | null {
    if (record === null)
      return { problem: 'This line is not one that an export has: it was changed or cut off.' }
    if (this.#end !== null) return { problem: 'There is a line after the signed end: it was added.' }
    const header = this.#header
    if (header === null) return this.#checkHeader(record)
    switch (record.type) {
      case 'multimail-audit-export':
        return { problem: 'A second export begins here.' }
      case 'entry':
        return this.#checkEntry(record, header)
      case 'checkpoint':
      case 'head':
        return this.#checkPosition(record, header)
      case 'end':
        return this.#checkEnd(record, header)
    }
  }

  #checkHeader(record: ExportRecord): Wrong | null {
    if (record.type !== 'multimail-audit-export')
      return { problem: 'The first line does not say that this is an export of an audit log.' }
    this.#header = record
    this.#keys = this.#pinned ?? byThumbprint(this.#tools, record.keys)
    const misnamed = record.keys.find((key) => this.#tools.thumbprintOf(key) !== key.kid)
    return misnamed === undefined
      ? null
      : { problem: `The key "${misnamed.kid}" has another thumbprint than its name.` }
  }

  #checkEntry(entry: ExportEntry, header: ExportHeader): Wrong | null {
    const where = { entry_id: entry.id, chain_id: entry.chain_id, position: entry.chain_position }
    const chain = this.#chains.get(entry.chain_id) ?? newChain(header.partial)
    const problem = this.#problemOfEntry(entry, header) ?? this.#problemOfPlace(chain, entry, header.partial)
    if (problem !== null) return { ...where, problem }
    this.#entries++
    if (entry.hidden !== null) this.#revealed++
    const { chain_position: position, hash } = entry
    this.#chains.set(entry.chain_id, { position, hash, isLinked: true, hasHead: false })
    return null
  }

  /** What is wrong with an entry by itself, or null. */
  #problemOfEntry(entry: ExportEntry, header: ExportHeader): string | null {
    const { digest } = this.#tools
    if (digest(chainText(entry)) !== entry.hash)
      return 'The entry was changed: its hash is not that of its content.'
    if (entry.account_id !== header.account_id) return 'The entry is of another account.'
    const key = entry.hidden === null ? null : falseValue(metadataOf(entry), entry.hidden, digest)
    return key === null ? null : `The clear text of "${key}" is not what the entry recorded: it was changed.`
  }

  /** What is wrong with the place of an entry, or null. */
  #problemOfPlace(chain: Chain, entry: ExportEntry, isPartial: boolean): string | null {
    const { chain_position: position, chain_id: chainId } = entry
    if (chain.hasHead) return 'The entry stands after the signed end of its chain: it was added.'
    if (position <= chain.position) {
      return position === chain.position
        ? `Entry ${position} is there twice: one of the two was inserted.`
        : `Entry ${position} stands after entry ${chain.position}: it was inserted, or the order was changed.`
    }
    const expected = chain.position + 1
    if (position > expected && !isPartial) {
      this.#missing = { chainId, position: expected, before: position }
      return `Entry ${expected} is missing: the next one found is ${position}.`
    }
    if (position > expected || !chain.isLinked) {
      if (position > 1) this.#gaps++
      if (position > 1 || entry.prev_hash === EMPTY_CHAIN.hash) return null
    }
    return entry.prev_hash === chain.hash
      ? null
      : 'The entry does not name the hash of the one before it: one of the two was put in place of another.'
  }

  /** After an entry was found missing: when it comes later, that is told instead. */
  #lookForMissing(record: ExportRecord | null): boolean {
    const missing = this.#missing
    if (missing === null || record?.type !== 'entry') return missing !== null
    if (record.chain_id !== missing.chainId || record.chain_position !== missing.position) return true
    const { position, before } = missing
    const problem = `The order was changed: entry ${position} stands after entry ${before}.`
    this.#fail(this.#line, { entry_id: record.id, chain_id: record.chain_id, position, problem })
    this.#missing = null
    return false
  }

  #checkPosition(record: ExportPosition, header: ExportHeader): Wrong | null {
    const { chain_id, position, hash, type, kid, signature } = record
    const where = { chain_id, position }
    if (kid === null || signature === null)
      return { ...where, problem: 'The server did not sign the end of this chain, because it does not fit.' }
    const signed = { accountId: header.account_id, chainId: chain_id, position, hash, issuedAt: record.iat }
    const unsigned = this.#problemOfSignature(kid, checkpointText(signed), signature)
    if (unsigned !== null) return { ...where, problem: `The ${type} of this chain: ${unsigned}` }
    const chain = this.#chains.get(chain_id) ?? newChain(header.partial)
    if (chain.position === position && chain.isLinked && chain.hash !== hash)
      return {
        ...where,
        problem: `Entry ${position} is not the one that was signed: the chain was rewritten.`,
      }
    const problem =
      type === 'head' ? problemOfHead(chain, position, header.partial) : problemOfCheckpoint(chain, position)
    if (problem !== null) return { ...where, problem }
    if (type === 'checkpoint') this.#checkpoints++
    else this.#chains.set(chain_id, { ...chain, hasHead: true })
    return null
  }

  #problemOfSignature(kid: string, text: string, signature: string): string | null {
    const key = this.#keys.get(kid)
    if (key === undefined) {
      return this.#pinned === null
        ? `it names a key that the file does not have (${kid}).`
        : `it is signed with another key (${kid}) than the one that you trust: it is not from that server.`
    }
    if (!this.#tools.isSignedBy(key, text, signature)) return 'its signature does not hold: it was changed.'
    this.#signers.add(kid)
    return null
  }

  #checkEnd(end: ExportEnd, header: ExportHeader): Wrong | null {
    const open = [...this.#chains].find(([, { hasHead }]) => !hasHead)
    if (open !== undefined) return { chain_id: open[0], problem: 'The signed end of this chain is missing.' }
    const { digest, entries, iat: issuedAt } = end
    const signed = { accountId: header.account_id, digest, entries, issuedAt }
    const problem = this.#problemOfSignature(end.kid, exportText(signed), end.signature)
    if (problem !== null) return { problem: `The end of the file: ${problem}` }
    if (entries !== this.#entries)
      return {
        problem: `The file has ${this.#entries} entries, but ${entries} were signed: some were removed or added.`,
      }
    if (digest !== this.#digest)
      return {
        problem: 'The lines are not those that were signed: one was changed, removed, added or moved.',
      }
    this.#end = end
    return null
  }
}

function problemOfCheckpoint(chain: Chain, position: number): string | null {
  const stands = chain.position === position && position > 0 && !chain.hasHead
  return stands ? null : `The checkpoint does not stand at entry ${position}, which it signs.`
}

function problemOfHead(chain: Chain, position: number, isPartial: boolean): string | null {
  if (chain.hasHead) return 'The signed end of this chain is there twice.'
  if (chain.position > position)
    return `The chain goes on after its signed end, entry ${position}: entries were added.`
  if (chain.position < position && !isPartial)
    return `The chain ends at entry ${chain.position}, but ${position} were signed: its end is missing.`
  return null
}

function byThumbprint(tools: Tools, keys: readonly PublicJwk[]): ReadonlyMap<string, PublicJwk> {
  return new Map(keys.map((key) => [tools.thumbprintOf(key), key]))
}

const newChain = (isPartial: boolean): Chain => ({
  position: EMPTY_CHAIN.position,
  hash: EMPTY_CHAIN.hash,
  isLinked: !isPartial,
  hasHead: false,
})

/** The metadata of an entry, whose hash is right; text that is no object hides nothing. */
function metadataOf({ metadata }: ExportEntry): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(metadata)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
