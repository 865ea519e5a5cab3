/** The mails that are sent and received here; every one differs from all others, as real ones do. */

const SENTENCES = [
  'The shipment left the warehouse this morning and should arrive on Thursday.',
  'Please find the figures of the last quarter below, with the two corrections you asked for.',
  'We could move the meeting to the afternoon if that suits everybody better.',
  'The contract is ready to be signed; the annex has the prices we agreed on.',
  'Could you tell me which of the three offers you would like to go on with?',
]

/** About `length` characters of prose in paragraphs. */
function prose(length: number): string {
  const parts: string[] = []
  for (let size = 0, index = 0; size < length; index++) {
    const sentence = `${SENTENCES[index % SENTENCES.length]}${index % 4 === 3 ? '\n\n' : ' '}`
    parts.push(sentence)
    size += sentence.length
  }
  return parts.join('').slice(0, length)
}

/** Makes bodies of `POST /send` with 2 KB of markdown. */
export function bodies(): () => string {
  const text = `# An offer\n\n- the **first** item\n- the [second](https://example.com/2) item\n\n${prose(1_940)}`
  let count = 0
  return () => {
    count++
    return JSON.stringify({
      to: [`reader-${count % 500}@example.org`],
      subject: `Offer number ${count}`,
      markdown: `${text}\n\nReference ${count}`,
    })
  }
}

const base64Lines = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n')

/** Bytes without a pattern that are the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 1
  for (let index = 0; index < length; index++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    bytes[index] = state >> 16
  }
  return bytes
}

/** Makes the mails of an inbound benchmark: each call gives the bytes of the next, after DATA, with the final dot. */
export type Mails = () => Buffer

/** Multipart mails of about `size` bytes: plain text, HTML and an attachment that fills the rest. */
export function multipartMails(size: number, to: string): Mails {
  const text = prose(1_500)
  const html = `<html><body><h1>Offer</h1>${text
    .split('\n\n')
    .map((paragraph) => `<p style="margin:0">${paragraph}</p>`)
    .join('')}<table><tr><td>Price</td><td><b>100</b></td></tr></table></body></html>`
  const file = noise(Math.max(300, Math.floor(((size - text.length - html.length - 1_100) * 3) / 4.11)))
  const rest = Buffer.from(
    [
      '--outer',
      'Content-Type: multipart/alternative; boundary="inner"',
      '',
      '--inner',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text.replaceAll('\n', '\r\n'),
      '--inner',
      'Content-Type: text/html; charset=utf-8',
      '',
      html,
      '--inner--',
      '',
      '--outer',
      'Content-Type: application/pdf; name="offer.pdf"',
      'Content-Disposition: attachment; filename="offer.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      base64Lines(file),
      '--outer--',
      '.',
      '',
    ].join('\r\n'),
  )
  let count = 0
  return () => {
    count++
    const head = [
      `Received: from mail.example.org (mail.example.org [192.0.2.7]) by mx.example.com; Mon, 5 Oct 2026 10:00:00 +0000`,
      `Message-ID: <${count}.${process.pid}@example.org>`,
      'Date: Mon, 5 Oct 2026 10:00:00 +0000',
      `From: "Ada Example" <ada-${count % 200}@example.org>`,
      `To: <${to}>`,
      `Subject: Offer number ${count}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="outer"',
      '',
      '',
    ].join('\r\n')
    return Buffer.concat([Buffer.from(head), rest])
  }
}

/** The mails that Postfix drains: 5.2 KB, where our server composes 5.5 KB of 2 KB of markdown. */
export function plainMails(to: string): Mails {
  let count = 0
  const body = prose(5_000).replaceAll('\n', '\r\n')
  return () => {
    count++
    return Buffer.from(
      [
        `Message-ID: <${count}.${process.pid}@example.com>`,
        'Date: Mon, 5 Oct 2026 10:00:00 +0000',
        'From: <agent@example.com>',
        `To: <${to}>`,
        `Subject: Offer number ${count}`,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        '',
        body,
        '.',
        '',
      ].join('\r\n'),
    )
  }
}
