/** Consent to an authorization request: the steps of the page, each a form of its own. No JavaScript is needed. */

import type { Context as HonoContext } from 'hono'
import type Provider from 'oidc-provider'
import {
  type AskingClient,
  askForConsentCode,
  letClientIn,
  proveConsent,
  provedAccount,
  refuseClient,
  vouchForConsent,
} from '../../actions/let-client-in.ts'
import type { Context } from '../../context.ts'
import { AppError, badField } from '../../errors.ts'
import type { Account } from '../../store/accounts.ts'
import { listMailboxes } from '../../store/mailboxes.ts'
import { audienceOf } from '../auth.ts'
import { MAX_FORM_BYTES, parseBody, readBody } from '../body.ts'
import { clientAddress } from '../client-address.ts'
import type { Environment } from '../environment.ts'
import { type ConsentView, consentPage } from '../pages/consent-page.ts'
import { pageOf } from '../pages/layout.ts'
import { calmPage } from '../pages/review-page.ts'
import { requireRecent, sessionPrincipal } from '../session-auth.ts'
import { OAUTH_PATHS, scopesIn } from './paths.ts'

type Request = HonoContext<Environment>
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** A consent under way. */
interface Asked {
  readonly context: Context
  readonly provider: Provider
  readonly c: Request
  readonly interaction: Interaction
  readonly client: AskingClient
}

/** The page as it stands; opening it changes nothing. */
export async function showConsent(context: Context, provider: Provider, c: Request): Promise<Response> {
  return withConsent(context, provider, c, async (asked) => {
    const account = await provedAccount(context, asked.interaction.uid)
    return page(asked, account === null ? 'address' : 'choose', account, null)
  })
}

/** One step of it. */
export async function answerConsent(context: Context, provider: Provider, c: Request): Promise<Response> {
  return withConsent(context, provider, c, async (asked) => {
    const fields = parseBody(await readBody(c.env.incoming, MAX_FORM_BYTES), true)
    const { uid } = asked.interaction
    try {
      return await STEPS[stepOf(fields)](asked, fields)
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      const account = await provedAccount(context, uid)
      const step = account !== null ? 'choose' : stepOf(fields) === 'code' ? 'code' : 'address'
      return page(asked, step, account, `${error.message} ${error.fix ?? ''}`, error.status)
    }
  })
}

type Fields = Readonly<Record<string, unknown>>
type Step = 'address' | 'code' | 'session' | 'again' | 'allow' | 'deny'

const text = (fields: Fields, name: string) =>
  typeof fields[name] === 'string' ? (fields[name] as string) : ''

function stepOf(fields: Fields): Step {
  const step = text(fields, 'step')
  return Object.hasOwn(STEPS, step) ? (step as Step) : 'again'
}

const STEPS: Readonly<Record<Step, (asked: Asked, fields: Fields) => Promise<Response>>> = {
  async address(asked, fields) {
    const { context, c, interaction, client } = asked
    const connected = c.env.incoming.socket.remoteAddress ?? 'unknown'
    const from = clientAddress(context, connected, c.req.header('x-forwarded-for'))
    await askForConsentCode(context, interaction.uid, client, { email: text(fields, 'email'), from })
    return page(asked, 'code', null, null)
  },
  async code(asked, fields) {
    const { context, interaction } = asked
    await proveConsent(context, interaction.uid, text(fields, 'code'))
    return page(asked, 'choose', await provedAccount(context, interaction.uid), null)
  },
  // The cookie of the console comes with forms of this very site only (SameSite=Strict).
  async session(asked) {
    const { context, c, interaction, client } = asked
    const header = (name: string) => c.req.header(name)
    const site = header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') throw new AppError('unauthorized')
    const principal = await sessionPrincipal(context, { method: 'GET', header, test: undefined }, true)
    requireRecent(context, principal)
    await vouchForConsent(context, interaction.uid, client, principal)
    return page(asked, 'choose', await provedAccount(context, interaction.uid), null)
  },
  again: (asked) => page(asked, 'address', null, null),
  allow,
  async deny(asked) {
    const { context, interaction, client } = asked
    await refuseClient(context, interaction.uid, client)
    const error = { error: 'access_denied', error_description: 'the operator did not let the client in' }
    return goBack(asked, error, 'Access was not given')
  },
}

async function allow(asked: Asked, fields: Fields): Promise<Response> {
  const { context, provider, interaction, client } = asked
  const given = fields.mailbox
  const chosen = (Array.isArray(given) ? given : [given]).filter((id): id is string => typeof id === 'string')
  if (chosen.length === 0) throw badField('mailbox', 'choose at least one mailbox')
  const scopes = scopesIn(String(interaction.params.scope ?? ''))
  const mailboxIds = chosen.includes('*') ? null : chosen
  const key = await letClientIn(context, interaction.uid, { client, scopes, mailboxIds })
  const grant = new provider.Grant({ accountId: key.id, clientId: client.id })
  for (const resource of resourcesOf(context, interaction)) grant.addResourceScope(resource, scopes.join(' '))
  const grantId = await grant.save()
  const result = { login: { accountId: key.id, remember: false }, consent: { grantId } }
  return goBack(asked, result, 'Access was given')
}

/** Where the request is to be good for. */
function resourcesOf(context: Context, { params }: Interaction): string[] {
  const { resource } = params
  if (Array.isArray(resource)) return resource.map(String)
  return [typeof resource === 'string' ? resource : audienceOf(context, 'mcp')]
}

/**
 * Ends the consent and takes the browser back to the client. Not by a redirect: what a form may lead to is limited to
 * this server, and browsers hold redirects to that too.
 */
async function goBack(asked: Asked, result: object, title: string): Promise<Response> {
  const { provider, c, client } = asked
  const { incoming, outgoing } = c.env
  type Outgoing = Parameters<Provider['interactionResult']>[1]
  const to = await provider.interactionResult(incoming, outgoing as Outgoing, result as never, {
    mergeWithLastSubmission: false,
  })
  const response = await pageOf(title, calmPage(title, [`You are taken back to ${client.host}.`]), 200)
  response.headers.set('refresh', `0; url=${to}`)
  return openable(response)
}

/** Clients open this page in a window of their own and wait for it. */
function openable(response: Response): Response {
  response.headers.delete('cross-origin-opener-policy')
  return response
}

async function withConsent(
  context: Context,
  provider: Provider,
  c: Request,
  work: (asked: Asked) => Promise<Response>,
): Promise<Response> {
  const { incoming, outgoing } = c.env
  try {
    type Outgoing = Parameters<Provider['interactionDetails']>[1]
    const interaction = await provider.interactionDetails(incoming, outgoing as Outgoing)
    const client = await provider.Client.find(String(interaction.params.client_id))
    if (interaction.uid !== c.req.param('uid') || client === undefined) return over()
    const name = client.clientName ?? 'A program without a name'
    const host = hostOf(String(interaction.params.redirect_uri))
    return await work({ context, provider, c, interaction, client: { id: client.clientId, name, host } })
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return over()
    const failure = context.database.translate(error)
    const isKnown = failure instanceof AppError && failure.status < 500
    if (!isKnown) context.log.error({ err: error }, 'the consent page failed')
    const words = isKnown ? failure.message : 'The server made a mistake; nothing was granted.'
    return openable(
      await pageOf(
        'Not possible now',
        calmPage('This did not work', [words]),
        isKnown ? failure.status : 500,
      ),
    )
  }
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : 'nowhere')

async function over(): Promise<Response> {
  const words =
    'It was used, it has expired, or it was opened in another browser. Begin again in the program.'
  return openable(await pageOf('Too late', calmPage('This request is over', [words]), 400))
}

async function page(
  { context, interaction, client }: Asked,
  step: ConsentView['step'],
  account: Account | null,
  refusal: string | null,
  status = 200,
): Promise<Response> {
  const mailboxes =
    account === null
      ? []
      : await listMailboxes(context.database.reader, {
          accountId: account.id,
          test: 0,
          mailboxIds: null,
          seesHeld: true,
        })
  const view: ConsentView = {
    action: `${context.publicUrl}${OAUTH_PATHS.consent}/${interaction.uid}`,
    client: client.name,
    host: client.host,
    scopes: scopesIn(String(interaction.params.scope ?? '')),
    resource: resourcesOf(context, interaction).join(', '),
    step,
    refusal,
    account: account === null ? null : { name: account.name, oversightEmail: account.oversight_email },
    mailboxes,
  }
  return openable(await pageOf(`Let ${client.name} in?`, consentPage(view), status))
}
