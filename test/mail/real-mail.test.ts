/** Mail as common programs write it: the same as a full parser finds, and the words a person would read. */

import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { decodeBytes, decodeText } from '../../src/mail/decode.ts'
import type { Leaf } from '../../src/mail/entity.ts'
import { htmlToMarkdown } from '../../src/mail/html-to-markdown.ts'
import { parseHeaders, selectBody } from '../../src/mail/parse.ts'
import { stripQuotedReply } from '../../src/mail/quoted-reply.ts'
import { scan } from '../../src/mail/structure.ts'

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'latin1')
const utf8 = (text: string) => Buffer.from(text).toString('latin1')
const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
const withCharset = (charset: string, bytes: Buffer) =>
  mail(
    'From: a@example.com',
    `Content-Type: text/plain; charset=${charset}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64(bytes),
  )

const GMAIL = mail(
  'MIME-Version: 1.0',
  'References: <1@mail.example.com> <2@mail.example.com>',
  'In-Reply-To: <2@mail.example.com>',
  'From: =?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen@gmail.example>',
  'Date: Mon, 2 Mar 2026 10:00:00 +0100',
  'Message-ID: <CAabc+def=ghi@mail.gmail.example>',
  'Subject: =?UTF-8?B?UmU6IFBsw6RuZSBmw7xyIGRlbiBNw6Ryeg==?=',
  'To: "Agent, The" <agent@example.org>, bob@example.org',
  'Content-Type: multipart/mixed; boundary="000000000000aaaa"',
  '',
  '--000000000000aaaa',
  'Content-Type: multipart/alternative; boundary="000000000000bbbb"',
  '',
  '--000000000000bbbb',
  'Content-Type: text/plain; charset="UTF-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Sch=C3=B6n!',
  '',
  'Am Mo., 2. M=C3=A4rz 2026 um 09:00 Uhr schrieb Agent <agent@example.org>:',
  '',
  '> Passt das?',
  '>',
  '',
  '--000000000000bbbb',
  'Content-Type: text/html; charset="UTF-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<div dir=3D"ltr">Sch=C3=B6n!</div><br><div class=3D"gmail_quote"><div dir=3D"ltr" =',
  'class=3D"gmail_attr">Am Mo., 2. M=C3=A4rz 2026 um 09:00=C2=A0Uhr schrieb Agent &lt;=',
  '<a href=3D"mailto:agent@example.org">agent@example.org</a>&gt;:<br></div><blockquote>=',
  'Passt das?</blockquote></div>',
  '--000000000000bbbb--',
  '--000000000000aaaa',
  'Content-Type: application/pdf; name="=?UTF-8?Q?Pl=C3=A4ne=2Epdf?="',
  'Content-Disposition: attachment; filename="=?UTF-8?Q?Pl=C3=A4ne=2Epdf?="',
  'Content-Transfer-Encoding: base64',
  'Content-ID: <f_abc>',
  '',
  base64(Buffer.from('%PDF-1.4 '.repeat(40))),
  '--000000000000aaaa--',
  '',
)

const OUTLOOK = mail(
  'Received: from x by y; Mon, 2 Mar 2026 09:00:00 +0000',
  'From: Ada Lovelace <ada@outlook.example>',
  'To: agent <agent@example.org>',
  'CC: "Team" <team@example.org>',
  'Subject: RE: Plan',
  'Thread-Topic: Plan',
  'Date: Mon, 2 Mar 2026 09:00:00 +0000',
  'Message-ID: <DB7PR01MB@eurprd01.example>',
  'Content-Type: multipart/related;',
  '\tboundary="_004_DB7PR01MB_";',
  '\ttype="multipart/alternative"',
  'MIME-Version: 1.0',
  '',
  '--_004_DB7PR01MB_',
  'Content-Type: multipart/alternative; boundary="_000_DB7PR01MB_"',
  '',
  '--_000_DB7PR01MB_',
  'Content-Type: text/plain; charset="iso-8859-1"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe',
  '',
  '________________________________',
  'From: agent <agent@example.org>',
  'Sent: Monday, March 2, 2026 8:00',
  'To: Ada Lovelace <ada@outlook.example>',
  'Subject: Plan',
  '',
  'Shall we?',
  '--_000_DB7PR01MB_',
  'Content-Type: text/html; charset="iso-8859-1"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><head>',
  '<!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]--><style>p.MsoNormal{margin:0}</style>',
  '</head><body><p class=3D"MsoNormal">Gr=FC=DFe<o:p></o:p></p><p><img src=3D"cid:image001.png@01DA"></p>',
  '<hr style=3D"width:98%"><div id=3D"divRplyFwdMsg"><font><b>From:</b> agent &lt;agent@example.org&gt;<br>',
  '<b>Sent:</b> Monday, March 2, 2026 8:00<br><b>To:</b> Ada<br><b>Subject:</b> Plan</font></div>',
  '<p>Shall we?</p></body></html>',
  '--_000_DB7PR01MB_--',
  '--_004_DB7PR01MB_',
  'Content-Type: image/png; name="image001.png"',
  'Content-Disposition: inline; filename="image001.png"; size=8; creation-date="Mon, 02 Mar 2026 09:00:00 GMT"',
  'Content-ID: <image001.png@01DA>',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--_004_DB7PR01MB_--',
)

const APPLE = mail(
  'From: Grace <grace@icloud.example>',
  'Content-Type: multipart/mixed; boundary="Apple-Mail=_1234"',
  'Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3774.100.2\\))',
  `Subject: ${utf8('Café ☕')}`,
  'Message-Id: <1234-ABCD@icloud.example>',
  'To: agent@example.org',
  '',
  '',
  '--Apple-Mail=_1234',
  'Content-Transfer-Encoding: 8bit',
  'Content-Type: text/plain;',
  '\tcharset=utf-8',
  '',
  utf8('Voilà.'),
  '',
  '--Apple-Mail=_1234',
  'Content-Disposition: attachment;',
  "\tfilename*0*=utf-8''Rapport%20de%20l%27%C3%A9t%C3%A9;",
  '\tfilename*1=" 2026.txt"',
  'Content-Type: text/plain; x-unix-mode=0644; name="Rapport.txt"',
  'Content-Transfer-Encoding: 7bit',
  '',
  'numbers',
  '--Apple-Mail=_1234',
  'Content-Type: message/rfc822',
  'Content-Disposition: attachment',
  '',
  'From: x@example.com',
  'Subject: =?utf-8?q?Old_n=C3=A9ws/letter?=',
  '',
  'inside',
  '--Apple-Mail=_1234--',
)

const TNEF = mail(
  'From: ada@example.com',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'See attached.',
  '--x',
  'Content-Type: application/ms-tnef; name="winmail.dat"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="winmail.dat"',
  '',
  'eJ8+IgEAAAAA',
  '--x--',
)

const bytesOf = (raw: Buffer, leaf: Leaf) => raw.subarray(leaf.offset, leaf.offset + leaf.length)
const textOf = (raw: Buffer, leaf: Leaf | null) => (leaf === null ? '' : decodeText(bytesOf(raw, leaf), leaf))

/** Without carriage returns and a last line break: the full parser changes them in parts that are not encoded. */
const sizeOf = (bytes: Buffer) => bytes.toString('latin1').replaceAll('\r', '').trimEnd().length

/** What both parsers say, in one form. */
function ours(raw: Buffer) {
  const { headers, leaves } = scan(raw)
  const { from, to, subject, messageId } = parseHeaders(headers)
  const { text, html, attachments } = selectBody(leaves)
  return {
    from,
    to,
    subject,
    messageId,
    text: textOf(raw, text).trim().replaceAll('\r\n', '\n'),
    html: textOf(raw, html).trim().replaceAll('\r\n', '\n'),
    attachments: attachments.map((leaf) => ({
      type: leaf.contentType,
      size: sizeOf(decodeBytes(bytesOf(raw, leaf), leaf.encoding)),
      contentId: leaf.contentId,
    })),
  }
}

async function theirs(raw: Buffer) {
  const parsed = await PostalMime.parse(raw, { forceRfc822Attachments: true })
  const plain = (person: { name?: string; address?: string } | undefined) =>
    person === undefined ? null : { address: person.address ?? '', name: person.name ?? '' }
  return {
    from: plain(parsed.from),
    to: (parsed.to ?? []).map(plain),
    subject: parsed.subject ?? '',
    messageId: parsed.messageId?.replace(/^<|>$/g, '') ?? null,
    text: (parsed.text ?? '').trim().replaceAll('\r\n', '\n'),
    html: (parsed.html ?? '').trim().replaceAll('\r\n', '\n'),
    attachments: parsed.attachments.map(({ mimeType, content, contentId }) => ({
      type: mimeType,
      size: sizeOf(Buffer.from(content as ArrayBuffer)),
      contentId: contentId?.replace(/^<|>$/g, '') ?? null,
    })),
  }
}

describe('mail as programs write it', () => {
  const samples: [string, Buffer][] = [
    ['Gmail', GMAIL],
    ['Outlook', OUTLOOK],
    ['Apple Mail', APPLE],
    ['Exchange with winmail.dat', TNEF],
    ['gb18030', withCharset('gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x81, 0x30, 0x81, 0x30]))],
    ['iso-2022-jp', withCharset('ISO-2022-JP', Buffer.from('\x1b$B$3$s$K$A$O\x1b(B', 'latin1'))],
    ['koi8-r', withCharset('"koi8-r"', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]))],
    ['windows-1252', withCharset('windows-1252', Buffer.from([0x80, 0x20, 0x93, 0xfc, 0x94]))],
    ['utf-8 without a name', mail('From: a@example.com', '', utf8('Grüße'))],
  ]

  it.each(samples)('%s: the same as a full parser finds', async (_name, raw) => {
    expect(ours(raw)).toEqual(await theirs(raw))
  })

  it.each([
    ['Gmail', GMAIL, 'Schön!'],
    ['Outlook', OUTLOOK, 'Grüße\n\n![](cid:image001.png@01DA)'],
  ])('%s: the HTML and the text have the same newest words', (_name, raw, words) => {
    const { html, text } = ours(raw)
    expect(stripQuotedReply(htmlToMarkdown(html))).toBe(words)
    expect(words.startsWith(stripQuotedReply(text))).toBe(true)
  })

  it('names attachments as their authors did', () => {
    const names = (raw: Buffer) => selectBody(scan(raw).leaves).attachments.map(({ fileName }) => fileName)
    expect(names(GMAIL)).toEqual(['Pläne.pdf'])
    expect(names(OUTLOOK)).toEqual(['image001.png'])
    expect(names(APPLE)).toEqual(["Rapport de l'été 2026.txt", 'Old néws-letter.eml'])
    expect(names(TNEF)).toEqual(['winmail.dat'])
  })

  it('is windows-1252 when it says UTF-8 and cannot be', () => {
    expect(ours(withCharset('utf-8', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x80]))).text).toBe(
      'Grüße €',
    )
  })
})

describe('a newsletter', () => {
  const article = (title: string) =>
    `<table align="center" style="width:600px" role="presentation"><tbody><tr><td style="font-size:0px">
       <!--[if mso]><table><tr><td width="600"><![endif]-->
       <div style="font-size:0px;display:inline-block"><table width="100%"><tr>
         <td style="font-family:Arial;font-size:16px"><h2>${title}</h2>
           <p>Words &amp; <a href="https://news.example/c?u=1&amp;l=2">more</a>.</p></td>
       </tr></table></div></td></tr></tbody></table>`
  const html = `<!doctype html><html><head><title>News</title><style>@media{a{b:c}}</style></head><body>
    <div style="display:none;max-height:0;overflow:hidden">Peek${'&#847;&zwnj;&nbsp;'.repeat(100)}</div>
    ${article('One')}${article('Two')}
    <table><thead><tr><th>Plan</th><th>Price</th></tr></thead><tr><td>Small</td><td>5&nbsp;€</td></tr></table>
    <p style="font-size:12px"><a href="https://news.example/u">Unsubscribe</a></p>
    <img src="https://track.example/o.gif" width="1" height="1" alt=""></body></html>`

  it('reads like a page, without what arranges and what spies', () => {
    const piece = (title: string) => `## ${title}\n\nWords & [more](https://news.example/c?u=1&l=2).\n\n`
    expect(htmlToMarkdown(html)).toBe(
      `${piece('One')}${piece('Two')}| Plan | Price |\n| --- | --- |\n| Small | 5 € |\n\n[Unsubscribe](https://news.example/u)`,
    )
  })
})
