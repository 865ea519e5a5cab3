/** A changed byte, claim or key is found and named (contract §9). */

import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHeader } from '../../src/core/header-lines.ts'
import {
  canonicalJson,
  type MailClaims,
  recipientDomains,
  signedFields,
  statementText,
} from '../../src/core/identity-claims.ts'
import { peekClaims, peekStatement, verifyMail, verifyStatement } from '../../src/core/verify-identity.ts'
import { publicJwkOf, signText } from '../../src/store/signature.ts'
import { CRYPTO, claimsBy } from '../support/identity.ts'

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const key = newKey()
const keys = [publicJwkOf(newKey()), publicJwkOf(key)]

const HEADER = `From: Agent <agent@sender.example>\r
To: Ada <ada@example.net>,\r
 bea@example.org\r
Cc: cora@example.com\r
Subject: An offer\r
Date: Mon, 23 Nov 2026 10:00:00 +0000\r
Message-ID: <m1@sender.example>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
`
const BODY = 'Hello.\r\n\r\nOne hundred euros.\r\n'
const REPUTATION = 'ab'.repeat(32)

const sha256 = (text: string) => hash('sha256', Buffer.from(text, 'latin1'), 'base64url')
const signedBy = (by: KeyObject, claims: object) => {
  const text = statementText(claims as MailClaims)
  return `${text}.${signText(by, text)}`
}

const claims: MailClaims = {
  ai_generated: true,
  body_hash: sha256(BODY),
  capabilities: ['read', 'send_with_approval'],
  header_hash: sha256(signedFields(readHeader(HEADER))),
  iat: 1_795_428_000,
  mailbox: 'agent@sender.example',
  message_id: 'm1@sender.example',
  operator: 'Example GmbH',
  oversight_mode: 'gated_send',
  recipient_domains_hash: sha256(recipientDomains(readHeader(HEADER))),
  released_by: 'approval',
  reputation_hash: REPUTATION,
  service: 'https://mail.sender.example',
  verified_operator: false,
}

interface Parts {
  readonly statement?: string
  readonly header?: string
  readonly body?: string
  readonly fields?: string
}

const STATEMENT = signedBy(key, claims)
const EXTRA = `X-AI-Generated: true\r\nX-MultiMail-Reputation: ${REPUTATION}\r\n`

function mailOf({ statement = STATEMENT, header = HEADER, body = BODY, fields = EXTRA }: Parts = {}) {
  const text = `Received: by mx\r\nX-MultiMail-Identity: ${statement}\r\n${fields}${header}\r\n${body}`
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

const verify = (parts: Parts, believed = keys) => verifyMail(CRYPTO, mailOf(parts), believed)

describe('a mail as it was sent', () => {
  it('is found to be so, by this code and by node:crypto alone', async () => {
    const report = await verify({})
    expect(report).toMatchObject({ ok: true, checked: 'mail', faults: [], signed_by: keys[1]?.kid, claims })
    expect(claimsBy(keys, STATEMENT)).toEqual(claims)
  })

  it.each([
    ['line feeds alone', BODY.replaceAll('\r\n', '\n')],
    ['another line break at its end', `${BODY}\r\n`],
    ['none at its end', BODY.trimEnd()],
  ])('is the same when it was saved with %s', async (_what, body) => {
    expect((await verify({ body })).faults).toEqual([])
  })

  it('is the same when its header was folded in other places', async () => {
    const header = HEADER.replace('<ada@example.net>,\r\n bea', '<ada@example.net>, bea').replace(
      'An offer',
      'An\r\n\toffer',
    )
    const statement = (STATEMENT.match(/.{1,70}/g) ?? []).join('\r\n ')
    expect((await verify({ header, statement })).faults).toEqual([])
  })

  it('is verified without its body as far as the header goes', async () => {
    expect(await verify({ body: '' })).toMatchObject({ ok: true, checked: 'header' })
  })

  it('shows its claims before anything is verified', () => {
    expect(peekStatement(mailOf())).toBe(STATEMENT)
    expect(peekClaims(STATEMENT)).toEqual(claims)
    expect(peekClaims('x')).toBeNull()
  })
})

describe('what was changed is named', () => {
  it('any byte of the body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(BODY.length - 3), fc.integer({ min: 33, max: 126 }), async (at, code) => {
        const body = `${BODY.slice(0, at)}${String.fromCharCode(code)}${BODY.slice(at + 1)}`
        fc.pre(body.replaceAll(/[\r\n]+/g, '') !== BODY.replaceAll(/[\r\n]+/g, ''))
        expect((await verify({ body })).faults.map(({ what }) => what)).toEqual(['body'])
      }),
    )
  })

  it('any claim, though nothing else was touched', async () => {
    const other: { readonly [K in keyof MailClaims]: fc.Arbitrary<unknown> } = {
      ai_generated: fc.constant(false),
      body_hash: fc.constant(sha256('x')),
      capabilities: fc.constant(['read', 'send']),
      header_hash: fc.constant(sha256('x')),
      iat: fc.integer(),
      mailbox: fc.constant('ceo@sender.example'),
      message_id: fc.constant('m2@sender.example'),
      operator: fc.string(),
      oversight_mode: fc.constantFrom('gated_all', 'autonomous'),
      recipient_domains_hash: fc.constant(sha256('x')),
      released_by: fc.constantFrom('mode', 'allowlist'),
      reputation_hash: fc.constant('0'.repeat(64)),
      service: fc.webUrl(),
      verified_operator: fc.constant(true),
    }
    const visible = ['mailbox', 'message_id', 'ai_generated', 'reputation_hash']
    const change = fc
      .constantFrom(...(Object.keys(other) as (keyof MailClaims)[]))
      .chain((name) => other[name].map((value) => [name, value] as const))
    await fc.assert(
      fc.asyncProperty(change, async ([name, value]) => {
        fc.pre(canonicalJson(value) !== canonicalJson(claims[name]))
        const text = statementText({ ...claims, [name]: value })
        const report = await verify({ statement: `${text}.${STATEMENT.split('.')[1]}` })
        const faults = report.faults
        expect(faults.map(({ what }) => what)).toContain('signature')
        if (visible.includes(name)) expect(faults.map(({ claim }) => claim)).toContain(name)
      }),
    )
  })

  it('any character of the statement', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(STATEMENT.length - 1), fc.constantFrom(...'Az09-_.'), async (at, character) => {
        fc.pre(STATEMENT[at] !== character)
        const statement = `${STATEMENT.slice(0, at)}${character}${STATEMENT.slice(at + 1)}`
        const { faults } = await verify({ statement })
        expect(faults.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^(?:form|signature)$/))
      }),
    )
  })

  it.each([
    ['From', 'agent@sender', 'ceo@sender', 'claim'],
    ['the name in From', 'Agent <', 'Your bank <', 'header'],
    ['Message-ID', '<m1@', '<m2@', 'claim'],
    ['Subject', 'An offer', 'An invoice', 'header'],
    ['Date', '2026', '2027', 'header'],
    ['Content-Type', 'text/plain', 'text/html', 'header'],
    ['a domain of To', 'example.net', 'example.info', 'recipients'],
    ['a domain of Cc', 'example.com', 'example.info', 'recipients'],
    ['an added Reply-To', 'Subject', 'Reply-To: evil@example.info\r\nSubject', 'header'],
    ['a second From', 'Subject', 'From: ceo@sender.example\r\nSubject', 'header'],
  ])('in the header: %s', async (_what, from, to, named) => {
    const { faults } = await verify({ header: HEADER.replace(from, to) })
    expect(faults.map(({ what }) => what)).toContain(named)
    expect(faults.map(({ what }) => what)).not.toContain('signature')
  })

  it.each([
    ['X-AI-Generated', 'ai_generated'],
    ['X-MultiMail-Reputation', 'reputation_hash'],
  ])('the field %s that was taken away', async (field, claim) => {
    const fields = EXTRA.replace(new RegExp(`${field}:.*\r\n`), '')
    expect((await verify({ fields })).faults).toMatchObject([{ what: 'claim', claim }])
  })

  it('a key that is not among those to believe', async () => {
    const { faults, signed_by } = await verify({ statement: signedBy(newKey(), claims) })
    expect(faults).toMatchObject([{ what: 'signature' }])
    expect(faults[0]?.problem).toContain('key is unknown')
    expect(signed_by).toBeNull()
    expect((await verify({}, [])).faults).toMatchObject([{ what: 'key' }])
  })

  it('a statement that is missing, unreadable, or not canonical', async () => {
    const bare = Uint8Array.from(Buffer.from(`${HEADER}\r\n${BODY}`))
    expect((await verifyMail(CRYPTO, bare, keys)).faults).toMatchObject([{ what: 'missing' }])
    for (const statement of ['', '.', 'a.b.c', 'e30=.x', '!', 'x'.repeat(50_000)])
      expect((await verify({ statement })).faults[0]?.what).toBe('form')
    const loose = Buffer.from(JSON.stringify(claims, null, 1)).toString('base64url')
    const { faults } = await verify({ statement: `${loose}.${signText(key, loose)}` })
    expect(faults).toMatchObject([{ what: 'form' }])
  })

  it('the statement of the footer, put into the header of another mail', async () => {
    const { body_hash, header_hash, recipient_domains_hash, released_by, ...ten } = claims
    const { faults } = await verify({ statement: signedBy(key, ten), body: 'Pay to another account.\r\n' })
    expect(faults.map(({ claim }) => claim)).toEqual(
      Object.keys({ body_hash, header_hash, recipient_domains_hash, released_by }),
    )
  })

  it('claims of other kinds, without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.uint8Array({ maxLength: 300 }), async (value, bytes) => {
        const text = Buffer.from(canonicalJson(value)).toString('base64url')
        const report = await verifyStatement(CRYPTO, `${text}.${signText(key, text)}`, keys)
        expect(report.ok).toBe(false)
        await verifyMail(CRYPTO, Uint8Array.from(bytes), keys)
        await verifyMail(CRYPTO, Uint8Array.from([...Buffer.from('X-MultiMail-Identity: '), ...bytes]), keys)
      }),
    )
  })
})

describe('the statement of the footer alone', () => {
  it('is verified without the mail', async () => {
    const { body_hash: _b, header_hash: _h, recipient_domains_hash: _r, released_by: _l, ...ten } = claims
    const report = await verifyStatement(CRYPTO, signedBy(key, ten), keys)
    expect(report).toMatchObject({ ok: true, checked: 'statement', claims: ten })
  })
})
