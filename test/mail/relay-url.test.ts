import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { parseRelayUrl, redact } from '../../src/mail/relay-url.ts'

function faultOf(url: string): AppError {
  try {
    parseRelayUrl(url)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error(`no AppError for ${url}`)
}

describe('the URL of a relay', () => {
  it('names the server, and how to log in', () => {
    expect(parseRelayUrl('smtp://us%40er:p%3Ass%2F@mail.example:2525?tls=required&name=we.example')).toEqual({
      host: 'mail.example',
      port: 2525,
      implicitTls: false,
      starttls: 'required',
      login: { user: 'us@er', password: 'p:ss/' },
      name: 'we.example',
    })
  })

  it.each([
    ['smtp://mail.example', 25, false],
    ['smtp://u:p@mail.example', 587, false],
    ['smtps://mail.example', 465, true],
    ['smtps://mail.example:4650/', 4650, true],
    ['SMTP://[::1]:25', 25, false],
  ])('%s means port %i', (url, port, implicitTls) => {
    expect(parseRelayUrl(url)).toMatchObject({ port, implicitTls, starttls: 'opportunistic', name: null })
  })

  it('takes an IPv6 address without its brackets', () => {
    expect(parseRelayUrl('smtp://[2001:db8::1]:2525').host).toBe('2001:db8::1')
  })

  it.each([
    '',
    'mail.example:25',
    'http://u:secret@mail.example',
    'smtp:mail.example',
    'smtp://',
    'smtp://u:secret@mail.example/path',
    'smtp://u:secret@mail.example#x',
    'smtp://u:secret@mail.example:0',
    'smtp://u:secret@mail.example:99999',
    'smtp://u:sec%ret@mail.example',
    'smtp://u:secret%0d%0a@mail.example',
    'smtp://u:secret%00@mail.example',
    'smtp://u@mail.example',
    'smtp://:secret@mail.example',
    'smtp://u:secret@mail.example?tls=maybe',
    'smtp://u:secret@mail.example?name=a%0d%0ab',
    'smtp://u:secret@mail.example?pool=1',
    'smtps://u:secret@mail.example?tls=never',
    'smtp://u:sec/ret@mail.example',
  ])('refuses %j, naming the setting and not the password', (url) => {
    const fault = faultOf(url)
    expect(fault.code).toBe('bad_request')
    expect(fault.message).toContain('MULTIMAIL_RELAY_URL')
    expect(JSON.stringify([fault.message, fault.fix, fault.details])).not.toMatch(/sec/)
  })

  it('is shown without its password', () => {
    expect(redact('smtp://user:secret@mail.example:25?tls=required')).toBe(
      'smtp://user:***@mail.example:25?tls=required',
    )
    expect(redact('smtps://mail.example')).toBe('smtps://mail.example')
    expect(redact('secret')).toBe('(not a URL)')
  })
})
