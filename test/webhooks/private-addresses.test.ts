/** Events go to the outside world only, however an address is written or a name resolves (contract §8, RFC 6890). */

import { createServer } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whyNotPosted } from '../../src/core/webhook-url.ts'
import { createPoster } from '../../src/web/post.ts'
import { isPublicAddress } from '../../src/web/public-address.ts'
import { startTestServer } from '../support/server.ts'

let asked = 0
const inside = createServer((_, response) => {
  asked++
  response.end('secret')
})
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  port = (inside.address() as AddressInfo).port
})
afterAll(() => void inside.close())

/** A look-up that gives these addresses, one list after the other, and the last one again and again. */
function lookups(...answers: string[][]): LookupFunction {
  let count = 0
  return (_hostname, options, callback) => {
    const found = answers[Math.min(count++, answers.length - 1)] ?? []
    const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all === true) callback(null, addresses)
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4)
  }
}

async function post(url: string, lookup?: LookupFunction) {
  const poster = createPoster({
    allowsPrivate: false,
    now: () => 0,
    ...(lookup === undefined ? {} : { lookup }),
  })
  try {
    return await poster.post(url, {}, '{}')
  } finally {
    await poster.close()
  }
}

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    'fec0::1',
    'localhost',
    '',
  ])('%s is not of the outside world', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '93.184.215.14', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('a url', () => {
  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'https://example.com:25/',
    'https://example.com:6379/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://server.local/',
    'https://metadata.google.internal/',
    'https://intranet/',
    'https://example.com/#fragment',
    '//example.com',
    'example.com',
    '',
    `https://example.com/${'a'.repeat(2_000)}`,
  ])('%s is refused when somebody subscribes', (url) => {
    expect(whyNotPosted(url, false)).not.toBeNull()
  })

  it.each(['https://hook.eu1.make.com/abc', 'https://example.com:8443/x?y=z', 'https://93.184.215.14/'])(
    '%s is taken',
    (url) => {
      expect(whyNotPosted(url, false)).toBeNull()
    },
  )

  it.each([
    ['as it is', '127.0.0.1'],
    ['as one number', '2130706433'],
    ['in octal', '0177.0.0.1'],
    ['in hexadecimal', '0x7f.1'],
    ['with parts left out', '127.1'],
    ['as IPv6', '[::1]'],
    ['inside IPv6', '[::ffff:127.0.0.1]'],
    ['as nothing', '0'],
    ['in full-width digits', '１２７.0.0.1'],
  ])('of this machine, written %s, is never reached', async (_, host) => {
    const answer = await post(`http://${host}:${port}/`)
    expect(answer.status).toBeNull()
    expect(answer.text).toMatch(/is not a public address/)
    expect(asked).toBe(0)
  })
})

describe('a name', () => {
  it.each([
    ['this machine', ['127.0.0.1']],
    ['the metadata of a cloud', ['169.254.169.254']],
    ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
    ['IPv4 inside IPv6', ['::ffff:127.0.0.1']],
    ['nothing', []],
  ])('that leads to %s is never reached', async (_, addresses) => {
    const answer = await post(`http://example.com:${port}/`, lookups(addresses))
    expect(answer.status).toBeNull()
    expect(answer.text).toMatch(/example\.com leads to .*, which is not public/)
    expect(asked).toBe(0)
  })

  it('is looked up for each connection, and what was found is what is connected to', async () => {
    // The first answer would be connected to, if anybody listened there: the second must be checked again.
    const rebinding = lookups(['192.0.2.1'], ['127.0.0.1'])
    const url = `http://example.com:${port}/`
    for (const _ of [1, 2]) expect((await post(url, rebinding)).text).toMatch(/not public/)
    expect(asked).toBe(0)
  })
})

describe('the development switch', () => {
  it('lets events go there, and is shown loudly', async () => {
    const app = await startTestServer({
      settings: { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_OPERATOR_APPROVAL: 'off' },
    })
    const { body } = await app.call(null, 'GET', '/health')
    expect(JSON.stringify(body.warnings)).toContain('Webhooks may go to private addresses')
    const url = `http://127.0.0.1:${port}/`
    const made = await app.call(app.made.keys.admin, 'POST', '/v1/webhooks', {
      url,
      events: ['message.sent'],
    })
    expect(made.status).toBe(201)
    await app.stop()
  })

  it('is off unless it is set: then such a subscription cannot even be made', async () => {
    const app = await startTestServer({ settings: { MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
    const { body } = await app.call(null, 'GET', '/health')
    expect(JSON.stringify(body)).not.toContain('private addresses')
    const url = `http://127.0.0.1:${port}/`
    const made = await app.call(app.made.keys.admin, 'POST', '/v1/webhooks', {
      url,
      events: ['message.sent'],
    })
    expect(made.status).toBe(400)
    expect(made.body).toMatchObject({ details: [{ path: 'url' }] })
    await app.stop()
  })
})
