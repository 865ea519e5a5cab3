/**
 * Mail that comes in by HTTP where port 25 cannot be opened: as it is, signed; from Postmark; from Amazon SES. From
 * here on it is treated as mail by SMTP is. What the two tell of mail that they sent for us is taken here too.
 */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { checkRecipient, receiveMessage } from '../../actions/receive-message.ts'
import { takeProviderReports } from '../../actions/take-provider-report.ts'
import type { Context } from '../../context.ts'
import { isAddress } from '../../core/address.ts'
import {
  isTimely,
  type ProviderMail,
  type ProviderRequest,
  readPostmark,
  readSns,
  SIGNATURE_SECONDS,
  signedPrefix,
} from '../../core/provider-mail.ts'
import { AppError, badField } from '../../errors.ts'
import { parseBody, readBody } from '../body.ts'
import type { App, Environment } from '../environment.ts'

/** At most so many recipients of one mail, as by SMTP. */
const MAX_RECIPIENTS = 100

const Answer = z
  .object({
    status: z.enum(['received', 'confirmed', 'ignored']),
    ids: z.array(z.string()),
    refused: z.array(z.object({ recipient: z.string(), message: z.string() })),
  })
  .openapi('InboundAnswer')

type Reply = z.infer<typeof Answer>

/** Opens the address by which a provider confirms a subscription. */
export type Confirm = (url: string) => Promise<void>

const confirmByFetch: Confirm = async (url) => {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) })
  await answer.body?.cancel()
  if (!answer.ok) throw new AppError('bad_request', { message: `Amazon SNS answered ${answer.status}.` })
}

/** Adds the routes. */
export function addInboundRoutes(app: App, context: Context, confirm: Confirm = confirmByFetch): void {
  document(app)
  app.post('/v1/inbound/mime', async (c) => c.json(await takeSigned(context, c)))
  app.post('/v1/inbound/postmark', async (c) => {
    requirePassword(context, c)
    const body = await bodyOf(c)
    return c.json(await take(context, body, readPostmark(body), confirm))
  })
  app.post('/v1/inbound/ses', async (c) => {
    requirePassword(context, c)
    const body = await bodyOf(c)
    return c.json(await take(context, body, readSns(body), confirm))
  })
}

const bodyOf = async (c: HonoContext<Environment>) => parseBody(await readBody(c.env.incoming), false)

function secretOf(context: Context): string {
  const { inboundSecret } = context.config
  if (inboundSecret === null) throw new AppError('inbound_closed')
  return inboundSecret
}

/** Whether two texts are the same, without telling by time where they differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

/** Providers can give a password in the address they post to (RFC 7617); the name does not matter. */
function requirePassword(context: Context, c: HonoContext<Environment>): void {
  const secret = secretOf(context)
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]{1,2000})$/i.exec(c.req.header('authorization') ?? '') ?? []
  const given = Buffer.from(encoded, 'base64').toString()
  if (!isSame(given.slice(given.indexOf(':') + 1), secret)) {
    throw new AppError('unauthorized', {
      fix: 'Post to https://multimail:SECRET@…, with MULTIMAIL_INBOUND_SECRET in place of SECRET.',
    })
  }
}

async function take(
  context: Context,
  body: object,
  request: ProviderRequest,
  confirm: Confirm,
): Promise<Reply> {
  if (request.kind === 'problem') throw badField(request.path, request.message)
  if (request.kind === 'nothing') return { status: 'ignored', ids: [], refused: [] }
  if (request.kind === 'confirm') {
    await confirm(request.url)
    context.log.info('confirmed a subscription of Amazon SNS')
    return { status: 'confirmed', ids: [], refused: [] }
  }
  if (request.kind === 'reports') {
    const told = Buffer.from(JSON.stringify(body, null, 2))
    const { ids, unknown } = await takeProviderReports(context, request.reports, told)
    const refused = unknown.map((recipient) => ({
      recipient: recipient.slice(0, 320),
      message: 'No mail that was sent from here is known to be meant.',
    }))
    return { status: ids.length > 0 ? 'received' : 'ignored', ids: [...ids], refused }
  }
  const { raw, ...envelope } = request.mail
  const bytes = Buffer.from(raw.text, raw.encoding)
  if (bytes.length > context.config.maxMessageBytes) throw tooLarge(context)
  return receive(context, envelope, Readable.from([bytes]))
}

const tooLarge = (context: Context) =>
  new AppError('too_large', { message: `The mail is larger than ${context.config.maxMessageBytes} bytes.` })

/** Stores the mail for those recipients who have a mailbox here; throws `unknown_mailbox` when nobody has. */
async function receive(
  context: Context,
  { envelopeFrom, recipients }: Omit<ProviderMail, 'raw'>,
  stream: Readable,
): Promise<Reply> {
  const known: string[] = []
  const refused: { recipient: string; message: string }[] = []
  for (const recipient of new Set(recipients)) {
    try {
      if (!isAddress(recipient)) throw new AppError('unknown_mailbox')
      await checkRecipient(context, recipient)
      known.push(recipient)
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      refused.push({ recipient: recipient.slice(0, 320), message: error.message })
    }
  }
  if (known.length === 0) throw new AppError('unknown_mailbox')
  const from = isAddress(envelopeFrom) ? envelopeFrom : ''
  const ids = await receiveMessage(context, { envelopeFrom: from, recipients: known, stream, test: 0 })
  return { status: 'received', ids: [...ids], refused }
}

/** Mail as it is; its envelope stands in headers and is signed with it. */
async function takeSigned(context: Context, c: HonoContext<Environment>): Promise<Reply> {
  const secret = secretOf(context)
  const header = (name: string) => c.req.header(`x-multimail-${name}`) ?? ''
  const [timestamp, from, to, signature] = [
    header('timestamp'),
    header('envelope-from'),
    header('envelope-to'),
    header('signature'),
  ]
  if (!isTimely(timestamp, context.clock.now()))
    throw badField(
      'X-MultiMail-Timestamp',
      `must be the time in epoch seconds, at most ${SIGNATURE_SECONDS} off`,
    )
  const recipients = to.split(',').map((address) => address.trim())
  if (to === '' || recipients.length > MAX_RECIPIENTS)
    throw badField(
      'X-MultiMail-Envelope-To',
      `must name 1 to ${MAX_RECIPIENTS} addresses, separated by commas`,
    )
  const hmac = createHmac('sha256', secret).update(signedPrefix(timestamp, from, to))
  // The signature is known to be right at the end only; until then nothing of the mail is kept.
  const stream = Readable.from(
    checked(context, c.env.incoming, (chunk) => {
      if (chunk !== null) hmac.update(chunk)
      else if (!isSame(signature, `sha256=${hmac.digest('hex')}`)) throw wrongSignature()
    }),
  )
  return receive(context, { envelopeFrom: from, recipients }, stream)
}

const wrongSignature = () =>
  new AppError('unauthorized', {
    message: 'X-MultiMail-Signature is not that of this mail.',
    fix: 'Sign with HMAC-SHA256 and MULTIMAIL_INBOUND_SECRET: see docs/inbound-http.md.',
  })

/** The chunks of a request; each is shown to `look`, and null at the end. */
async function* checked(
  context: Context,
  incoming: IncomingMessage,
  look: (chunk: Buffer | null) => void,
): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > context.config.maxMessageBytes) throw tooLarge(context)
    look(chunk)
    yield chunk
  }
  look(null)
}

function document(app: App): void {
  const about = 'From then on it is treated as mail by SMTP is. Open where MULTIMAIL_INBOUND_SECRET is set.'
  const routes = [
    { path: '/v1/inbound/mime', summary: 'Hand over an inbound mail as it is', type: 'message/rfc822' },
    { path: '/v1/inbound/postmark', summary: 'Where Postmark posts inbound mail', type: 'application/json' },
    {
      path: '/v1/inbound/ses',
      summary: 'Where Amazon SES posts inbound mail, by SNS',
      type: 'application/json',
    },
  ]
  for (const { path, summary, type } of routes) {
    const schema = type === 'application/json' ? z.record(z.string(), z.unknown()) : z.string()
    app.openAPIRegistry.registerPath({
      method: 'post',
      path,
      tags: ['Receiving'],
      summary,
      description: about,
      operationId: `post_${path.slice(4).replaceAll('/', '_')}`,
      security: [],
      request: { body: { required: true, content: { [type]: { schema } } } },
      responses: {
        200: { description: summary, content: { 'application/json': { schema: Answer } } },
      },
    })
  }
}
