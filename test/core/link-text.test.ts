import { describe, expect, it } from 'vitest'
import { otherHostNamed } from '../../src/core/link-text.ts'
import { domain } from './risk-input.ts'

const named = (text: string, ascii: string, unicode = ascii) =>
  otherHostNamed({ text, host: domain(ascii, unicode) })

describe('the text of a link names another host', () => {
  it.each([
    ['https://bank.example/login', 'evil.test', 'bank.example'],
    ['BANK.com', 'evil.test', 'bank.com'],
    ['Go to www.bank.example now', 'evil.test', 'www.bank.example'],
    ['bank.com:443/path', 'evil.test', 'bank.com'],
    ['https://bank.com@evil.test/', 'evil.test', 'bank.com'],
    ['support@bank.example', 'evil.test', 'bank.example'],
    ['(bank.de)', 'evil.test', 'bank.de'],
    ['b\u200bank.com', 'evil.test', 'bank.com'],
    ['notbank.com', 'bank.com', 'notbank.com'],
  ])('%s → %s', (text, host, other) => {
    expect(named(text, host)).toBe(other)
  })
})

describe('the text of a link names no other host', () => {
  it.each([
    ['click here', 'evil.test'],
    ['https://bank.example/a?b=https://other.example', 'bank.example'],
    ['www.bank.com.', 'bank.com'],
    ['bank.com', 'click.bank.com'],
    ['README.md', 'github.test'],
    ['report.pdf and main.rs', 'files.test'],
    ['e.g. this, i.e. that', 'files.test'],
    ['version 1.2.3', 'files.test'],
    ['', 'files.test'],
  ])('%s → %s', (text, host) => {
    expect(named(text, host)).toBeNull()
  })

  it('when it is the same in letters of its own script', () => {
    expect(named('https://bücher.de/x', 'xn--bcher-kva.de', 'bücher.de')).toBeNull()
    expect(named('xn--bcher-kva.de', 'xn--bcher-kva.de', 'bücher.de')).toBeNull()
  })
})
