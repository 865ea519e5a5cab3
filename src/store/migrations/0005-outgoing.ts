/** Captured mail keeps the fields that were put before it on its way out. */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [`ALTER TABLE captured ADD COLUMN added_fields text NOT NULL DEFAULT ''`]
}
