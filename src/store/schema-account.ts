/** The tables of an account as a whole: its end, and exports of everything it owns; as in `schema.ts`. */

/** An account that was deleted; its row and this one stay. */
export interface AccountEndsTable {
  account_id: string
  /** From then on nothing leaves, nothing is taken and no key opens anything. */
  deleted_at: number
  deleted_by: string
  /** When everything it owned was erased; null until then. */
  erased_at: number | null
  /** When it was looked at for the last time. */
  closed_at: number | null
  /** How many emails were erased. */
  emails: number
  /** The id of the last entry of the trail that was sealed; '' before the first. */
  sealed_to: string
}

/** When everything an account owns was exported last. */
export interface AccountExportsTable {
  account_id: string
  test: number
  exported_at: number
}
