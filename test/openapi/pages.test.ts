/** What the server says of itself to programs and people: fresh, small, and without anything from elsewhere. */

import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationsOf } from '../../src/http/reference/openapi-types.ts'
import { BROWSER_MISSING, browserPath, openPage, PHONE, startBrowser } from '../support/browser.ts'
import { liveDocument } from '../support/conformance.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer()
})
afterAll(() => app?.stop())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers })

describe('/openapi.json', () => {
  it('is the document of this very server', async () => {
    const live = await (await get('/openapi.json')).json()
    expect(live).toEqual(JSON.parse(JSON.stringify(liveDocument())))
  })

  it('is not sent again to who has it', async () => {
    const first = await get('/openapi.json')
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const again = await get('/openapi.json', { 'if-none-match': `"other", ${etag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('is compressed for who can read that, under a tag of its own', async () => {
    const plain = await get('/openapi.json', { 'accept-encoding': 'identity' })
    const small = await get('/openapi.json', { 'accept-encoding': 'gzip' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(small.headers.get('content-encoding')).toBe('gzip')
    expect(small.headers.get('vary')).toBe('accept-encoding')
    expect(small.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    // fetch has uncompressed it already.
    expect(await small.text()).toBe(await plain.text())
  })
})

describe('/llms.txt and /llms-full.txt', () => {
  it.each(['llms.txt', 'llms-full.txt'])('%s is the file in the repository, as plain text', async (name) => {
    const answer = await get(`/${name}`)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await answer.text()).toBe(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))
  })
})

describe('/docs', () => {
  it('has a part for every operation, error and object, and every link on it leads somewhere', async () => {
    const text = await (await get('/docs')).text()
    const document = liveDocument()
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const wanted = [
      ...operationsOf(document).map(({ operation }) => operation.operationId),
      ...Object.keys(document.components.examples ?? {}).map((code) => `error-${code}`),
      ...Object.keys(document.components.schemas ?? {}).map((name) => `schema-${name}`),
      ...Object.keys(document.webhooks ?? {}).map((name) => `event-${name}`),
    ]
    expect(wanted.filter((id) => !ids.has(id))).toEqual([])
    const links = [...text.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.filter((id) => !ids.has(id))).toEqual([])
  })

  it('may load, run and send nothing', async () => {
    const policy = (await get('/docs')).headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; form-action 'none';/)
  })
})

describe.skipIf(browserPath === null)(`/docs in a browser (${BROWSER_MISSING})`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  it.each([
    ['on a phone', { ...PHONE, javaScriptEnabled: false }],
    ['on a desk, in the dark', { colorScheme: 'dark' as const, viewport: { width: 1280, height: 900 } }],
  ])(
    '%s fits the width, shows its style, asks nobody else, and leads to an operation',
    async (_, options) => {
      const { page, context, strayRequests } = await openPage(browser, app.url, options)
      const errors: string[] = []
      page.on('console', (message) => errors.push(message.text()))
      await page.goto(`${app.url}/docs#post_mailboxes_mailbox_id_send`)
      const part = page.locator('#post_mailboxes_mailbox_id_send')
      await part.getByText('/v1/mailboxes/{mailbox_id}/send').first().waitFor()
      const box = await part.boundingBox()
      expect(box?.y).toBeLessThan(200)
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
      expect([...strayRequests, ...errors]).toEqual([])
      await context.close()
    },
  )
})
