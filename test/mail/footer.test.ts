/** The end of every mail of an agent: complete, plain, harmless, and told apart from what was written (§9). */

import { describe, expect, it } from 'vitest'
import { modeSentence } from '../../src/core/mode-sentence.ts'
import { MODES } from '../../src/core/oversight.ts'
import { compose } from '../../src/mail/compose.ts'
import { AI_DISCLOSURE, type Footer, footerHtml, footerText } from '../../src/mail/footer.ts'
import { htmlToMarkdown } from '../../src/mail/html-to-markdown.ts'
import { stripQuotedReply } from '../../src/mail/quoted-reply.ts'
import { base, parsed } from './compose-input.ts'

const footer: Footer = {
  signature: 'Example GmbH\nSupport team',
  oversight: modeSentence('gated_send'),
  verifyUrl: 'https://mail.example.com/verify#eyJ.abc',
  address: 'Street 1\n12345 City',
}

const TEXT = `-- 
Example GmbH
Support team
A person approves what this agent sends, except to recipients allowed beforehand.
Sent via MultiMail · Verify sender: https://mail.example.com/verify#eyJ.abc
This email was sent by an AI agent.
Street 1
12345 City
`

describe('the footer', () => {
  it('as text is a signature block (RFC 3676)', () => {
    expect(footerText(footer)).toBe(TEXT)
  })

  it('leaves out an address that there is not', () => {
    expect(
      footerText({ ...footer, address: null })
        .trimEnd()
        .endsWith(AI_DISCLOSURE),
    ).toBe(true)
  })

  it('says something else under every mode', () => {
    expect(new Set(MODES.map(modeSentence)).size).toBe(MODES.length)
  })

  it('as HTML loads nothing and says the same', async () => {
    const html = footerHtml(footer)
    expect(html).toContain('<a href="https://mail.example.com/verify#eyJ.abc"')
    expect(html).not.toMatch(/<img|src=|<script|<style/)
    const { text, html: whole } = await parsed({ footer })
    expect(text?.replaceAll('\r\n', '\n')).toBe(`Hello Ada\n\n${TEXT}`)
    expect(whole).toContain(html.trim().slice(0, 40))
    expect(whole?.indexOf(AI_DISCLOSURE)).toBeLessThan(whole?.indexOf('</body>') ?? 0)
  })

  it('cannot be broken out of by what the operator wrote', () => {
    const hostile = {
      ...footer,
      signature: '</div><script>alert(1)</script>"&\r\n\0x\u0007y',
      address: '<b>',
    }
    expect(footerHtml(hostile)).not.toMatch(/<script|<b>/)
    expect(footerText(hostile)).not.toMatch(/[^\P{Cc}\n]/u)
  })

  it('is no part of the text of the author', () => {
    const { ownText, text } = compose({ ...base, footer })
    expect(ownText).toBe('Hello Ada\n')
    expect(text).toContain(AI_DISCLOSURE)
    expect(compose(base).text).toBe('Hello Ada\n')
  })

  it('stands alone below an empty text', async () => {
    expect((await parsed({ markdown: '', footer })).text?.replaceAll('\r\n', '\n').trim()).toBe(TEXT.trim())
  })
})

describe('an answer of another agent', () => {
  it('is read without its footer, from text and from HTML', () => {
    const { text, html } = compose({ ...base, markdown: 'Yes, **Monday**.', footer })
    expect(stripQuotedReply(text)).toBe('Yes, Monday.')
    expect(stripQuotedReply(htmlToMarkdown(html))).toBe('Yes, **Monday**.')
  })

  it('is read without it where a program took the two dashes away', () => {
    const bare = `Yes.\n\n${TEXT.split('\n').slice(3).join('\n')}`
    expect(stripQuotedReply(bare)).toBe('Yes.')
  })

  it('keeps what only speaks of MultiMail', () => {
    const text = 'What does "Sent via MultiMail" mean?\n\nSent via MultiMail is what it says below.'
    expect(stripQuotedReply(text)).toBe(text)
  })
})
