/**
 * Links by which one reviewer decides on one content of one message (contract §7 "Hosted page"): a random token,
 * stored as its hash, used once.
 */

import { hash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { AppError } from '../errors.ts'
import type { Reader, Writer } from './db.ts'
import type { ReviewLinksTable } from './schema-oversight.ts'

export type ReviewLink = Selectable<ReviewLinksTable>

const hashOf = (token: string) => hash('sha256', token, 'hex')

/** Makes a link and returns its token, which cannot be had again: 256 random bits in base64url. */
export async function makeReviewLink(
  writer: Writer,
  link: Omit<ReviewLink, 'token_hash' | 'created_at' | 'used_at'>,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = { ...link, token_hash: hashOf(token), created_at: writer.now, used_at: null }
  await writer.db.insertInto('review_links').values(row).execute()
  return token
}

/** The link of a token, used and expired ones too. */
export async function findReviewLink(reader: Reader, token: string): Promise<ReviewLink | undefined> {
  return reader
    .selectFrom('review_links')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
}

/** A link as it is now. */
export async function refreshReviewLink(reader: Reader, link: ReviewLink): Promise<ReviewLink> {
  const row = await reader
    .selectFrom('review_links')
    .selectAll()
    .where('token_hash', '=', link.token_hash)
    .executeTakeFirst()
  return row ?? link
}

/** Uses a link up, in the transaction of the decision. Throws `link_expired`, `link_used`. */
export async function spendReviewLink(writer: Writer, link: ReviewLink): Promise<void> {
  if (link.expires_at <= writer.now) throw new AppError('link_expired')
  const result = await writer.db
    .updateTable('review_links')
    .set({ used_at: writer.now })
    .where('token_hash', '=', link.token_hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw new AppError('link_used')
}
