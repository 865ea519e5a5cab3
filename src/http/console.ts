/** The web console: files that `npm run build:console` made, served under a policy that loads nothing from elsewhere. */

import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { App } from './environment.ts'
import { pageOf } from './pages/layout.ts'
import { calmPage } from './pages/review-page.ts'

/** Where the build lies. */
const BUILT = fileURLToPath(new URL('../../console/dist/', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Positions of rows in long lists are set by style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

/** Pages that the console draws itself; everything else on the server stays what it is. */
export const CONSOLE_PAGES = [
  '/',
  '/sign-in',
  '/approvals',
  '/mail/:folder',
  '/setup/:section',
  '/activity',
] as const

interface BuiltFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly zipped: Uint8Array<ArrayBuffer>
  readonly type: string
}

type Files = ReadonlyMap<string, BuiltFile>

async function readBuild(): Promise<Files> {
  const names = await readdir(BUILT, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = names.filter((entry) => entry.isFile())
  const read = files.map(async ({ parentPath, name }) => {
    const path = `${parentPath}/${name}`.replaceAll('\\', '/').replace('//', '/')
    const bytes = new Uint8Array(await readFile(path))
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    const zipped = new Uint8Array(await promisify(gzip)(bytes, { level: 9 }))
    return [`/${path.slice(BUILT.length)}`, { bytes, zipped, type }] as const
  })
  return new Map(await Promise.all(read))
}

/** Adds the pages of the console. `GET /` answers programs with `about` in JSON. */
export function addConsole(app: App, about: object): void {
  let build: Promise<Files> | null = null
  const files = () => {
    build ??= readBuild()
    return build
  }
  for (const path of CONSOLE_PAGES) {
    app.get(path, async (c) => {
      const wantsPage = c.req.header('accept')?.includes('text/html') ?? false
      if (path === '/' && !wantsPage) return c.json(about)
      const page = (await files()).get('/index.html')
      if (page === undefined) return unbuilt()
      return answerOf(page, c.req.header('accept-encoding'), 'no-store')
    })
  }
  app.get('/console/:name', async (c) => {
    const file = (await files()).get(c.req.path)
    if (file === undefined) return c.notFound()
    // Names have a hash of what is in them.
    return answerOf(file, c.req.header('accept-encoding'), 'public, max-age=31536000, immutable')
  })
}

/** A file as an answer, compressed for whoever takes that. */
function answerOf(file: BuiltFile, accepts: string | undefined, caching: string): Response {
  const isZipped = /\bgzip\b/.test(accepts ?? '')
  return new Response(isZipped ? file.zipped : file.bytes, {
    headers: {
      ...HEADERS,
      'content-type': file.type,
      'cache-control': caching,
      vary: 'Accept-Encoding',
      ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}

function unbuilt(): Promise<Response> {
  const words =
    'The files of the console are not here. Run `npm run build:console` beside the server and load this page again.'
  return pageOf('The console is not built', calmPage('The console is not built', [words]), 503)
}
