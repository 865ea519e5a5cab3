/** Mail that comes by SMTP past the real rspamd, SpamAssassin and ClamAV. */

import { describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { mail } from '../support/signed-mail.ts'
import { sendMail } from '../support/smtp-sender.ts'
import {
  EICAR,
  GTUBE,
  HAS_CLAMD,
  HAS_RSPAMD,
  HAS_SPAMD,
  type Service,
  startClamd,
  startRspamd,
  startSpamd,
} from './services.ts'

async function using(
  start: () => Promise<Service>,
  env: string,
  use: (server: TestServer) => Promise<void>,
  settings: Record<string, string> = {},
): Promise<void> {
  const service = await start()
  const server = await startTestServer({ settings: { [env]: service.setting, ...settings } })
  try {
    await use(server)
  } finally {
    await server.stop()
    await service.stop()
  }
}

const emails = async (server: TestServer, query = '') => {
  const path = `/v1/mailboxes/${server.made.mailbox.id}/emails${query}`
  const { body } = await server.call(server.made.keys.agent, 'GET', path)
  return body.emails as unknown as { id: string; spam_verdict: string; spam_score: number }[]
}

const WANTED = mail('Ada <ada@a.test>', {
  body: 'Hello,\r\n\r\nhere are the numbers of the year, as you asked.',
})

describe.each([
  ['rspamd', HAS_RSPAMD, startRspamd],
  ['SpamAssassin', HAS_SPAMD, startSpamd],
] as const)('%s', (_name, isInstalled, start) => {
  it.runIf(isInstalled)('lets wanted mail through, has spam quarantined, and is taught', async () => {
    await using(start, 'MULTIMAIL_SPAM_FILTER', async (server) => {
      expect(await sendMail(server.smtpPort, WANTED)).toMatch(/^250 /)
      const [wanted] = await emails(server)
      expect(wanted).toMatchObject({ spam_verdict: 'clean', spam_score: expect.any(Number) })
      expect(await sendMail(server.smtpPort, mail('eve@evil.test', { body: GTUBE }))).toMatch(/^250 /)
      const [spam] = await emails(server, '?status=spam_quarantined')
      expect(spam?.spam_verdict).toBe('quarantined')
      const { body } = await server.call(server.made.keys.agent, 'GET', `/v1/emails/${spam?.id}`)
      expect(JSON.stringify(body.spam_reasons)).toMatch(/The spam filter gave it \d+ points/)
      const taught = await server.call(server.made.keys.agent, 'POST', `/v1/emails/${wanted?.id}/report-spam`)
      expect(taught.body).toMatchObject({ user_label: 'spam' })
    })
  })
})

describe('ClamAV', () => {
  it.runIf(HAS_CLAMD)(
    'has mail with a virus refused, also inside an attachment, and the trail tells',
    async () => {
      await using(startClamd, 'MULTIMAIL_VIRUS_SCANNER', async (server) => {
        expect(await sendMail(server.smtpPort, WANTED)).toMatch(/^250 /)
        const attached = [
          ...['From: eve@evil.test', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', ''],
          ...['--b', '', 'See the file.', '--b', 'Content-Type: application/octet-stream; name=x.com'],
          ...['Content-Transfer-Encoding: base64', '', Buffer.from(EICAR).toString('base64'), '--b--', ''],
        ].join('\r\n')
        for (const raw of [mail('eve@evil.test', { body: EICAR }), attached])
          expect(await sendMail(server.smtpPort, raw)).toBe('550 5.7.1 The mail carries a virus.')
        expect(await emails(server)).toHaveLength(1)
        const { body } = await server.call(
          server.made.keys.admin,
          'GET',
          '/v1/audit-log?action=message.refused',
        )
        expect(JSON.stringify(body)).toContain('Eicar-Test-Signature')
      })
    },
  )

  it.runIf(HAS_CLAMD)('does not keep out what is too large for it', async () => {
    await using(startClamd, 'MULTIMAIL_VIRUS_SCANNER', async (server) => {
      const body = 'A line of a very long letter, which nobody will read to its end.\r\n'.repeat(60_000)
      expect(await sendMail(server.smtpPort, mail('ada@a.test', { body }))).toMatch(/^250 /)
    })
  })
})
