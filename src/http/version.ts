/** Which MultiMail this is. */

import { readFile } from 'node:fs/promises'

/** The version in `package.json`. */
export const VERSION = (
  JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version
