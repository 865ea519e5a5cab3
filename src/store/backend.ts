/** What the store needs of the database underneath it. */

import type { Kysely } from 'kysely'
import type { EventsTable, Schema } from './schema.ts'

/** What a migration must not write itself, because databases differ in it. */
export interface ColumnTypes {
  /** Type of a column of raw bytes. */
  readonly bytes: string
  /** Type of a column that numbers rows in the order they come. */
  readonly position: string
  /** Type and default of a column that names the transaction a row was committed in; rows are ordered by it. */
  readonly transaction: string
  /** Statements that make the search index. */
  readonly search: readonly string[]
}

/** An event and its place in the order of commits. */
export interface CommittedEvent extends EventsTable {
  /** Opaque; only compared by the database. */
  readonly place: string
}

/** Text of a message for the search index. */
export interface SearchDocument {
  readonly position: number
  readonly mailboxId: string
  readonly test: number
  /** Compared by its parts, in lower case. */
  readonly sender: string
  readonly subject: string
  /** Every word of the message (`core/words`), with a space between. */
  readonly words: string
}

/** What to look for; every given part must match. */
export interface SearchTerms {
  readonly words: readonly string[]
  readonly senderPart: string | null
  readonly subjectPart: string | null
}

/** One kind of database, in everything in which kinds differ. */
export interface Backend {
  readonly name: 'sqlite' | 'postgres'
  readonly types: ColumnTypes
  /** Sees committed data only. */
  readonly reader: Kysely<Schema>
  /** Runs `work` on the one connection that writes; the caller sends BEGIN and COMMIT. */
  onWriter<T>(work: (writer: Kysely<Schema>) => Promise<T>): Promise<T>
  readonly begin: string
  /** Makes this transaction the only one that may add to a chain until it ends. */
  lockChain(writer: Kysely<Schema>, chainId: string): Promise<void>
  /** Whether only one server process at a time may use this database. */
  readonly isSingleServer: boolean
  /** Takes the right to be that one server, until the process ends; false when another has it. */
  claimServer(): boolean
  /**
   * A page of published events in the order in which they were committed: none that commits later ever comes
   * before one that was seen. `after` is a {@link CommittedEvent.place}, null from the beginning.
   */
  listCommitted(
    reader: Kysely<Schema>,
    scope: { readonly accountId: string | null },
    after: string | null,
    limit: number,
  ): Promise<CommittedEvent[]>
  /** The place of an event in that order; null when it is not there. */
  placeOf(reader: Kysely<Schema>, eventId: string): Promise<string | null>
  /** The place of the newest event that is settled; null when there is none. */
  lastPlace(reader: Kysely<Schema>): Promise<string | null>
  /** Puts a document into the search index, in place of an earlier one at its position. */
  indexDocument(writer: Kysely<Schema>, document: SearchDocument): Promise<void>
  /** Takes a document out of the search index: it is found no more. */
  forgetDocument(writer: Kysely<Schema>, position: number): Promise<void>
  /**
   * Removes from the file what forgotten documents left in the index, a piece at a time; `isFirst` begins. Returns
   * whether there is more to do.
   */
  purgeIndex(writer: Kysely<Schema>, isFirst: boolean): Promise<boolean>
  /** Positions below `before`, newest first, of documents of one mailbox that match. */
  findPositions(
    reader: Kysely<Schema>,
    scope: { readonly mailboxId: string; readonly test: number },
    terms: SearchTerms,
    before: number,
    limit: number,
  ): Promise<number[]>
  /** Whether a failed transaction may simply be tried again (a deadlock with another process). */
  mayRetry(error: unknown): boolean
  /** Whether the failure is the database's (disk full, gone) and not the statement's. */
  isUnavailable(error: unknown): boolean
  close(): Promise<void>
}
