/**
 * Against pages that make a browser talk to this server, by another origin or by a name of theirs that leads here (DNS
 * rebinding).
 */

import { isIP } from 'node:net'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'

/** Throws AppError `wrong_origin` for a page that is not ours, and for a name that is not of this server. */
export function requireOwnOrigin(
  context: Pick<Context, 'publicUrl' | 'config'>,
  origin: string | undefined,
  host: string | undefined,
): void {
  const name = nameOf(`http://${host ?? ''}`)
  if (name === null || !isOurName(context, name)) throw new AppError('wrong_origin')
  if (origin === undefined) return
  const isOurs = URL.canParse(origin) && new URL(origin).origin === new URL(context.publicUrl).origin
  // A page of this server, opened by another name of it.
  const isHere = URL.canParse(origin) && new URL(origin).host === host && isNoOnesDomain(name)
  if (!isOurs && !isHere) throw new AppError('wrong_origin')
}

function nameOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  return new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

function isOurName({ publicUrl, config }: Pick<Context, 'publicUrl' | 'config'>, name: string): boolean {
  return name === nameOf(publicUrl) || name === config.domain || isNoOnesDomain(name)
}

/** Names that nobody can register and lead here: addresses, names without a dot, localhost. */
function isNoOnesDomain(name: string): boolean {
  return isIP(name) !== 0 || !name.includes('.') || name.endsWith('.localhost')
}
