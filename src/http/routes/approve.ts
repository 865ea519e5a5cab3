/**
 * The hosted page `/v1/approve/{token}` (contract §7): GET shows and never decides, because scanners and previews open
 * links; POST decides, once.
 */

import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { type Decided, decideMessage } from '../../actions/decide-message.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import type { Address } from '../../core/address.ts'
import { utc } from '../../core/notice-text.ts'
import { AppError } from '../../errors.ts'
import { renderBodies } from '../../mail/compose.ts'
import type { MessageEdits } from '../../recompose.ts'
import { linkActor, reviewerOf } from '../../store/access.ts'
import { reviewerNameOf } from '../../store/events.ts'
import { outcomeOfMessage } from '../../store/messages.ts'
import { type Decision, listDecisions } from '../../store/permits.ts'
import type { ReviewCase } from '../../store/review-case.ts'
import { findReviewLink, type ReviewLink, refreshReviewLink } from '../../store/review-links.ts'
import { isReviewer } from '../../store/reviewers.ts'
import { parseBody, readBody } from '../body.ts'
import type { App, Environment } from '../environment.ts'
import { addressList, headerText } from '../fields.ts'
import { framedMail, pageOf } from '../pages/layout.ts'
import { calmPage, type EditForm, type Refusal, reviewPage } from '../pages/review-page.ts'
import { findCase, footerOfCase, reviewView } from '../review-view.ts'
import { markdown, subject } from '../send-fields.ts'

const PATH = '/v1/approve/:token'

/** Adds the routes. */
export function addApproveRoutes(app: App, context: Context): void {
  document(app)
  const seen = new Map<string, number>()
  app.get(PATH, (c) => calmly(context, c, (link, found) => show(context, c, link, found, seen)))
  app.get(`${PATH}/body`, (c) =>
    calmly(
      context,
      c,
      async (link, found) => (await whyOver(context, link, found, false)) ?? framedMail(bodyOf(found)),
    ),
  )
  app.post(PATH, (c) => calmly(context, c, (link, found) => decide(context, c, link, found)))
}

type Handle = (link: ReviewLink, found: ReviewCase) => Promise<Response>

/** Finds what a token is about; whatever goes wrong is a page, not JSON. */
async function calmly(context: Context, c: HonoContext<Environment>, handle: Handle): Promise<Response> {
  const token = c.req.param('token') ?? ''
  try {
    const link = await findReviewLink(context.database.reader, token)
    const found = link === undefined ? undefined : await findCase(context, link)
    const isKnown = link !== undefined && found !== undefined
    if (isKnown && !(await isReviewer(context.database.reader, found.account, link.reviewer))) {
      const words = 'The person it was sent to is asked no more. It shows and decides nothing.'
      return pageOf('Too late', calmPage('This link has ended', [words]), 410)
    }
    if (!isKnown) {
      const words = 'There is nothing behind this link. It may have been copied incompletely.'
      return pageOf('Unknown link', calmPage('This link is not known', [words]), 404)
    }
    return await handle(link, found)
  } catch (error) {
    const failure = context.database.translate(error)
    if (!(failure instanceof AppError) || failure.status >= 500)
      context.log.error({ err: error }, 'the approval page failed')
    const words =
      failure instanceof AppError ? failure.message : 'The server made a mistake; nothing was decided.'
    const status = failure instanceof AppError ? failure.status : 500
    return pageOf('Not possible now', calmPage('This did not work', [words]), status)
  }
}

/** The HTML of the mail. What came from outside is shown by our own renderer, never as it was sent. */
function bodyOf(found: ReviewCase): string {
  const { html } = renderBodies((found.contents.markdown ?? '').slice(0, 200_000), footerOfCase(found))
  // The renderer's own markup: values of attributes have no quotes or angle brackets of their own.
  return html
    .replace(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/g, '<em>[picture: $2 $1]</em>')
    .replace(/<a href="([^"]*)"/g, '<a title="$1"')
}

const reviewerName = (link: ReviewLink) => reviewerNameOf(linkActor(link.reviewer))

/** What the holder of the link decided before, if they did. */
async function ownDecision(
  context: Context,
  link: ReviewLink,
  found: ReviewCase,
): Promise<Decision | undefined> {
  const decisions = await listDecisions(context.database.reader, link.message_id, found.message.content_hash)
  return decisions.find(({ actor }) => actor === reviewerName(link))
}

/** A page for a mail that this link cannot decide any more; null while it can. `isPost`: somebody tried to. */
async function whyOver(
  context: Context,
  link: ReviewLink,
  found: ReviewCase,
  isPost: boolean,
): Promise<Response | null> {
  const { message } = found
  const own = await ownDecision(context, link, found)
  if (own !== undefined) return decidedPage(own, found)
  const refused = isPost ? 409 : 200
  const outcome = outcomeOfMessage(message)
  if (message.state !== 'held') {
    const by = message.decided_by === null ? '' : ` by ${message.decided_by}`
    const why = message.rejected_reason === null ? '' : ` ${message.rejected_reason}`
    const OVER: Readonly<Record<string, readonly [string, string]>> = {
      approved: ['Already approved', `This mail was approved${by}. There is nothing left to decide.`],
      refused: ['Already rejected', `This mail was rejected${by}; it will not go.${why}`],
      expired: ['Too late', 'Nobody decided in time, so this mail was refused. It was not sent.'],
      blocked: ['Blocked', `The scan blocked this mail; it will not go.${why}`],
      cancelled: ['Taken back', 'Its author took this mail back. There is nothing left to decide.'],
    }
    const [title, words] = OVER[outcome ?? ''] ?? [
      'Nothing to decide',
      'This mail waits for no decision now.',
    ]
    return pageOf(title, calmPage(title, [words]), outcome === 'expired' ? 410 : refused)
  }
  if (link.content_hash !== message.content_hash) {
    const words = 'This mail was changed after the link was sent. A new link was sent for what it says now.'
    return pageOf('It has changed', calmPage('This mail has changed', [words]), refused)
  }
  if (link.expires_at <= context.clock.now() || link.used_at !== null)
    return pageOf('Too late', calmPage('This link has expired', ['It decides nothing any more.']), 410)
  return null
}

async function decidedPage(own: Decision, found: ReviewCase): Promise<Response> {
  const what = own.action === 'approve' ? 'approved' : 'rejected'
  const missing = found.mailbox.approvals_required - found.approvalsGiven
  const waits =
    found.message.state === 'held' && missing > 0
      ? `It waits for ${missing} more ${missing === 1 ? 'person' : 'people'} to approve.`
      : own.action === 'reject'
        ? 'It will not go.'
        : found.message.state === 'scheduled'
          ? `It goes out at ${utc(found.message.send_at ?? 0)}.`
          : found.message.direction === 'inbound'
            ? 'It may be read now.'
            : 'It is on its way.'
  const title = `You ${what} this mail`
  return pageOf(title, calmPage(title, [`You ${what} it on ${utc(own.created_at)}.`, waits]), 200)
}

/** Opening is recorded at most so often for each link, in ms: scanners open links again and again. */
const RECORD_EVERY_MS = 600_000

async function show(
  context: Context,
  c: HonoContext<Environment>,
  link: ReviewLink,
  found: ReviewCase,
  seen: Map<string, number>,
): Promise<Response> {
  const now = context.clock.now()
  if ((seen.get(link.token_hash) ?? 0) <= now - RECORD_EVERY_MS) {
    if (seen.size > 10_000) seen.clear()
    seen.set(link.token_hash, now)
    await recordReading(context, reviewerOf(link, found.message), {
      action: 'oversight.viewed',
      resourceType: 'email',
      resourceId: found.message.id,
      mailboxId: found.message.mailbox_id,
    })
  }
  const over = await whyOver(context, link, found, false)
  return over ?? reviewing(context, c, link, found, null, 200)
}

async function reviewing(
  context: Context,
  c: HonoContext<Environment>,
  link: ReviewLink,
  found: ReviewCase,
  refusal: Refusal | null,
  status: number,
): Promise<Response> {
  const view = await reviewView(context, c.req.param('token') ?? '', link, found)
  return pageOf(`To decide: ${found.message.subject}`, reviewPage(view, refusal), status)
}

const DecisionForm = z.object({
  action: z.enum(['approve', 'reject']),
  content_hash: z.string().max(128).optional(),
  reason: headerText(1_000).optional(),
})

async function decide(
  context: Context,
  c: HonoContext<Environment>,
  link: ReviewLink,
  found: ReviewCase,
): Promise<Response> {
  const over = await whyOver(context, link, found, true)
  if (over !== null) return over
  const fields = parseBody(await readBody(c.env.incoming), true)
  const form = DecisionForm.safeParse(fields)
  const refuse = (refusal: Partial<Refusal> & { readonly message: string }, status: number) =>
    reviewing(context, c, link, found, { fields: {}, form: null, ...refusal }, status)
  if (!form.success) return refuse({ message: 'Choose one of the two buttons.' }, 400)
  const edited = fields.edit === '1' ? readEdits(fields, found) : { edits: null, flaws: {}, form: null }
  if (Object.keys(edited.flaws).length > 0)
    return refuse(
      { message: 'Nothing was sent yet: see below.', fields: edited.flaws, form: edited.form },
      400,
    )
  let decided: Decided
  try {
    decided = await decideMessage(context, reviewerOf(link, found.message), {
      emailId: link.message_id,
      action: form.data.action,
      reason: form.data.reason?.trim() ? form.data.reason.trim() : null,
      contentHash: form.data.content_hash ?? null,
      method: 'link',
      edits: edited.edits,
      link,
    })
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return refusedPage(context, link, error, (message, status) =>
      refuse({ message, fields: flawsOf(error), form: edited.form }, status),
    )
  }
  const own = await ownDecision(context, link, { ...found, message: decided.message })
  const after = { ...found, message: decided.message, approvalsGiven: decided.approvalsGiven }
  return own === undefined
    ? pageOf('Decided', calmPage('Decided', ['It was recorded.']), 200)
    : decidedPage(own, after)
}

const flawsOf = ({ details }: AppError) =>
  Object.fromEntries(details.map(({ path, message }) => [path.replace(/\[.*$/, ''), message]))

/** Somebody was faster, or something forbids it: what is so now is shown. */
async function refusedPage(
  context: Context,
  link: ReviewLink,
  error: AppError,
  again: (message: string, status: number) => Promise<Response>,
): Promise<Response> {
  const current = await findCase(context, link)
  const fresh = await refreshReviewLink(context.database.reader, link)
  const over = current === undefined ? null : await whyOver(context, fresh, current, true)
  return over ?? again(error.message, error.status)
}

const EditFields = { to: addressList, cc: addressList, bcc: addressList, subject, markdown }

interface ReadEdits {
  readonly edits: MessageEdits | null
  readonly flaws: Readonly<Record<string, string>>
  readonly form: EditForm
}

/** What was changed in the form: fields that say what the mail says already are left alone. */
function readEdits(fields: Record<string, unknown>, { message, contents }: ReviewCase): ReadEdits {
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : '')
  const form = {
    to: text('to'),
    cc: text('cc'),
    bcc: text('bcc'),
    subject: text('subject'),
    // Browsers send line breaks as CRLF.
    markdown: text('markdown').replace(/\r\n?/g, '\n'),
  }
  const addresses = (json: string) => (JSON.parse(json) as Address[]).map(({ address }) => address).join(', ')
  const before: EditForm = {
    to: addresses(message.to_json),
    cc: addresses(message.cc_json),
    bcc: addresses(message.bcc_json),
    subject: message.subject,
    markdown: (contents.markdown ?? '').replace(/\r\n?/g, '\n'),
  }
  const flaws: Record<string, string> = {}
  const edits: Record<string, unknown> = { to: null, cc: null, bcc: null, subject: null, markdown: null }
  for (const name of ['to', 'cc', 'bcc', 'subject', 'markdown'] as const) {
    if (form[name] === before[name]) continue
    const read = EditFields[name].safeParse(form[name])
    if (read.success) edits[name] = read.data
    else flaws[name] = read.error.issues[0]?.message ?? 'is not valid'
  }
  return { edits: edits as unknown as MessageEdits, flaws, form }
}

function document(app: App): void {
  const params = z.object({ token: z.string() })
  const responses = { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } }
  const shared = { tags: ['Oversight'], security: [], path: '/v1/approve/{token}', responses }
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'get',
    operationId: 'get_approve_token',
    summary: 'The page on which a person looks at a mail and decides; opening it changes nothing',
    request: { params },
  })
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'post',
    operationId: 'post_approve_token',
    summary: 'Decide on the mail that the link is about; the link is used up',
    request: {
      params,
      body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: DecisionForm } } },
    },
  })
}
