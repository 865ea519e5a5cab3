/** This server as browsers know it, for passkeys: they are bound to its host name. */

import type { Site } from '../actions/manage-passkeys.ts'
import type { Context } from '../context.ts'
import type { HeaderOf } from './session-auth.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The site that passkeys are made for. On the machine itself the page may be open under another name of it than the
 * settings say; browsers make passkeys for `localhost`, not for an IP address.
 */
export function siteOf({ publicUrl }: Context, header: HeaderOf): Site {
  const own = new URL(publicUrl)
  const origin = header('origin')
  const asked = origin !== undefined && URL.canParse(origin) ? new URL(origin) : own
  const isLocal = LOOPBACK.has(own.hostname) && LOOPBACK.has(asked.hostname) && asked.port === own.port
  const site = isLocal ? asked : own
  return { origin: site.origin, id: site.hostname }
}
