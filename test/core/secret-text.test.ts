import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretKinds } from '../../src/core/secret-text.ts'

const hex = (length: number) => '0123456789abcdef'.repeat(8).slice(0, length)
const alnum = (length: number) => 'aB3dE6gH9jK2'.repeat(12).slice(0, length)

describe('a text holds', () => {
  it.each([
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow'],
    ['a private key', '-----BEGIN PRIVATE KEY-----'],
    ['a private key', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['an API key of this server', `the key mm_live_${alnum(32)}.`],
    ['an API key of this server', `mm\\_test\\_${alnum(32)}`],
    ['an AWS access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a GitHub token', `ghp_${alnum(36)}`],
    ['a GitHub token', `github_pat_${alnum(60)}`],
    ['a GitLab token', `glpat-${alnum(20)}`],
    ['a Slack token', 'xoxb-123456789012-abcdef'],
    ['a Stripe key', `sk_live_${alnum(24)}`],
    ['an Anthropic key', `sk-ant-api03-${alnum(40)}`],
    ['an OpenAI key', `sk-proj-${alnum(40)}`],
    ['a Google API key', `AIza${alnum(35)}`],
    ['a SendGrid key', `SG.${alnum(22)}.${alnum(43)}`],
    ['a Mailgun key', `key-${hex(32)}`],
    ['an npm token', `npm_${alnum(36)}`],
    ['a Telegram bot token', `123456789:AA${alnum(33)}`],
    ['a JSON Web Token', `eyJ${alnum(20)}.eyJ${alnum(40)}.${alnum(43)}`],
    ['a bearer token', `Authorization: Bearer ${alnum(32)}`],
    ['a password', 'Password: hunter2'],
    ['a password', '**Password:** `correct-horse`'],
    ['a password', 'DB_PASSWORD=s3cret!'],
    ['a password', 'the password is Tr0ub4dor&3, as before'],
    ['a password', 'Passwort lautet geheim123'],
    ['a password', 'Password: see, and password: hunter2'],
    ['a password', 'Password:\nhunter2'],
    ['a password', '| user | ada |\n| password | hunter2 |'],
    ['a password', 'ｐａｓｓｗｏｒｄ：hunter2'],
    ['a password', 'pass\u200bword: hunter2'],
  ])('%s: %s', (kind, text) => {
    expect(secretKinds(text)).toEqual([kind])
  })
})

describe('a text holds no secret', () => {
  it.each([
    'Your password is expired.',
    'Please reset your password: it takes a minute.',
    'Password: ********',
    'Password: <your password>',
    'Password reset: https://example.com/reset?id=12',
    'password: https://example.com/reset1',
    'The bearer of good news',
    'sk-learn-is-a-library-for-machine-learning',
    'task_live_1234567890123456 asAKIAIOSFODNN7EXAMPLE',
    '-----BEGIN PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----',
    '',
  ])('%s', (text) => {
    expect(secretKinds(text)).toEqual([])
  })
})

it('any text can be searched', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(Array.isArray(secretKinds(text))).toBe(true)
    }),
  )
})
