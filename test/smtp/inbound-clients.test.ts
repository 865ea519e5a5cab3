/** Real clients: nodemailer, STARTTLS with a certificate of our own, and large mail. */

import { X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import nodemailer from 'nodemailer'
import { describe, expect, test } from 'vitest'
import { createSelfSignedCertificate, ownCertificate } from '../../src/smtp/certificate.ts'
import { Conversation, startTestServer } from './conversation.ts'

const now = Date.UTC(2026, 5, 1)
const tls = createSelfSignedCertificate('mx.example', now)

describe('STARTTLS', () => {
  test('is offered once, and the session knows version and cipher', async () => {
    const server = await startTestServer({ tls })
    const client = Conversation.open(server.port)
    await client.reply()
    expect(await client.ask('EHLO c')).toContain('250-STARTTLS')
    expect(await client.ask('STARTTLS now')).toMatch(/^501 5\.5\.4/)
    expect(await client.startTls()).toBe('mx.example')
    expect(await client.ask('MAIL FROM:<>')).toMatch(/^503 5\.5\.1/)
    expect(await client.ask('EHLO c')).not.toContain('STARTTLS')
    expect(await client.ask('STARTTLS')).toMatch(/^503 5\.5\.1/)
    await client.toData()
    expect(await client.ask('x\r\n.')).toMatch(/^250/)
    expect(server.received[0]?.session.tls).toMatch(/^TLSv1\.3 TLS_/)
    await client.ask('QUIT')
    await client.closed
    await server.close(0)
  })

  test('throws away what was sent in the clear after it', async () => {
    const server = await startTestServer({ tls })
    const client = await Conversation.greeted(server.port)
    await client.startTls({
      before: 'NOOP\r\n',
      injected: 'EHLO m\r\nMAIL FROM:<mallory@b.example>\r\nRCPT TO:<bot@x.example>\r\n',
    })
    expect(await client.ask('NOOP')).toBe('250 2.0.0 OK')
    expect(await client.ask('DATA')).toMatch(/^503 5\.5\.1 Error: send HELO/)
    client.end()
    await server.close(0)
  })
})

describe('nodemailer', () => {
  test('delivers over STARTTLS, pooled', async () => {
    const server = await startTestServer({ tls })
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: server.port,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
      pool: true,
      maxConnections: 3,
    })
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        transport.sendMail({
          from: 'Ann <ann@b.example>',
          to: 'bot@x.example',
          subject: `Grüße ${index}`,
          text: '.\n..\n. dot lines\n',
        }),
      ),
    )
    expect(sent.every(({ response }) => response.startsWith('250 2.0.0 Ok: queued as msg_'))).toBe(true)
    expect(server.received).toHaveLength(20)
    expect(server.received[0]?.content).toContain('\r\n\r\n.\r\n..\r\n. dot lines\r\n')
    transport.close()
    await server.close()
  })

  test('is told which recipient is unknown', async () => {
    const server = await startTestServer()
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: server.port, ignoreTLS: true })
    const sending = transport.sendMail({ from: 'a@b.example', to: 'nobody@x.example', text: 'x' })
    await expect(sending).rejects.toMatchObject({ responseCode: 550 })
    await server.close()
  })

  test('brings 20 MB, of which never more than a few packets wait in memory', async () => {
    let waiting = 0
    let total = 0
    const server = await startTestServer(
      { tls, maxMessageBytes: 40_000_000 },
      {
        async receive(_session, stream) {
          for await (const chunk of stream) {
            total += (chunk as Buffer).length
            const writing = stream instanceof PassThrough ? stream.writableLength : Number.NaN
            waiting = Math.max(waiting, stream.readableLength + writing)
            await new Promise((resolve) => setImmediate(resolve))
          }
          return { id: 'large' }
        },
      },
    )
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port: server.port,
      tls: { rejectUnauthorized: false },
    })
    const attachments = [{ filename: 'large.bin', content: Buffer.alloc(20_000_000, 7) }]
    const sent = await transport.sendMail({
      from: 'a@b.example',
      to: 'bot@x.example',
      text: 'x',
      attachments,
    })
    expect(sent.response).toBe('250 2.0.0 Ok: queued as large')
    expect(total).toBeGreaterThan(26_000_000)
    expect(waiting).toBeLessThan(300_000)
    await server.close()
  })
})

describe('the self-signed certificate', () => {
  test('is a certificate for that name, with its key, for ten years', () => {
    const certificate = new X509Certificate(tls.cert)
    expect(certificate.subject).toBe('CN=mx.example')
    expect(certificate.issuer).toBe('CN=mx.example')
    expect(certificate.checkHost('mx.example')).toBe('mx.example')
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(Date.parse(certificate.validFrom)).toBeLessThanOrEqual(now)
    expect(new Date(certificate.validTo).getUTCFullYear()).toBe(2036)
    expect(tls.key).toContain('BEGIN PRIVATE KEY')
  })

  test('holds for names in other scripts, long names and times after 2049, not for what is no name', () => {
    const check = (name: string, at: number): X509Certificate =>
      new X509Certificate(createSelfSignedCertificate(name, at).cert)
    expect(check('müller.example', now).checkHost('xn--mller-kva.example')).toBeDefined()
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example`
    expect(check(long, now).checkHost(long)).toBe(long)
    expect(new Date(check('x.example', Date.UTC(2045, 0, 1)).validTo).getUTCFullYear()).toBe(2054)
    expect(() => createSelfSignedCertificate('', now)).toThrow(RangeError)
  })

  test('is kept in the data folder, readable by its owner, until name or time call for another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'certificate-'))
    try {
      const inside = join(folder, 'data')
      const first = await ownCertificate(inside, 'mx.example', now)
      expect(await ownCertificate(inside, 'mx.example', now + 1000)).toEqual(first)
      expect((await stat(join(inside, 'smtp-tls.pem'))).mode & 0o777).toBe(0o600)
      expect((await ownCertificate(inside, 'other.example', now)).cert).not.toBe(first.cert)
      const renewed = await ownCertificate(inside, 'other.example', now + 3649 * 86_400_000)
      expect(new X509Certificate(renewed.cert).checkHost('other.example')).toBeDefined()
      expect(await readdir(inside)).toEqual(['smtp-tls.pem'])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
