/** What `proof/Tables.v` must be for the proof to be about this program: its text and its hash. */

import { hash } from 'node:crypto'
import { tablesText } from '../src/core/tables.ts'

/** The text of `proof/Tables.v`. */
export const provedTables = (): string => tablesText()

/** SHA-256 of {@link provedTables}, in hex. */
export const tablesHash = (): string => hash('sha256', provedTables(), 'hex')
