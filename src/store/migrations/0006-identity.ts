/** The footer is composed into a message but is not what its author wrote, so it is kept beside that. */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return ['ALTER TABLE contents ADD COLUMN footer text']
}
