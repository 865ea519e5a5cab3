/** What is said of an operation beyond its route. */

import type { ErrorCode } from '../../errors.ts'

export interface About {
  /** Where the route itself says no more than its summary. */
  readonly description?: string
  readonly errors?: readonly ErrorCode[]
  /** Further answers: HTTP status → when. Of the same schema as the first. */
  readonly also?: Readonly<Record<string, string>>
  /** Media types that the first answer has as well, when they are asked for. */
  readonly mediaTypes?: readonly string[]
}
