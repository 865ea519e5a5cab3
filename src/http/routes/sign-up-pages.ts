/** `/sign-up` and `/confirm`: sign-up in a browser (contract §3). */

import { readFileSync } from 'node:fs'
import { z } from '@hono/zod-openapi'
import { confirmSignUp } from '../../actions/confirm-sign-up.ts'
import type { Context } from '../../context.ts'
import { modeSentence } from '../../core/mode-sentence.ts'
import { AppError } from '../../errors.ts'
import { MAX_FORM_BYTES, parseBody, readBody } from '../body.ts'
import { clientAddress } from '../client-address.ts'
import type { App } from '../environment.ts'
import { pageOf } from '../pages/layout.ts'
import { calmPage } from '../pages/review-page.ts'
import { confirmedPage, confirmPage, signUpPage } from '../pages/sign-up-page.ts'

const SCRIPT = readFileSync(new URL('../pages/sign-up-script.txt', import.meta.url), 'utf8')

/** Adds the routes. */
export function addSignUpPages(app: App, context: Context): void {
  document(app)
  // The document of the API is made without settings.
  const isClosed = () => context.config.signup === 'closed'
  const closed = () => {
    const words = 'This server takes no new accounts. Ask whoever runs it, or run one of your own.'
    return pageOf('Sign-up is closed', calmPage('Sign-up is closed', [words]), 403)
  }
  app.get('/sign-up', () =>
    isClosed() ? closed() : pageOf('Sign up', form(context), 200, 'sign-up/script.js'),
  )
  app.get('/sign-up/script.js', () => {
    const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' }
    return new Response(SCRIPT, { headers })
  })
  app.get('/confirm', (c) =>
    isClosed()
      ? closed()
      : pageOf('Confirm', confirmPage((c.req.query('code') ?? '').slice(0, 40), null), 200),
  )
  app.post('/confirm', async (c) => {
    const connected = c.env.incoming.socket.remoteAddress ?? 'unknown'
    const from = clientAddress(context, connected, c.req.header('x-forwarded-for'))
    let code = ''
    try {
      const fields = parseBody(await readBody(c.env.incoming, MAX_FORM_BYTES), true)
      code = typeof fields.code === 'string' ? fields.code.slice(0, 40) : ''
      const { account, mailbox, rawKey } = await confirmSignUp(context, code, from)
      const view = {
        name: account.name,
        mailbox: mailbox.address,
        mode: mailbox.mode,
        modeWords: modeSentence(mailbox.mode),
        key: rawKey,
        url: context.publicUrl,
      }
      return pageOf('Your account is ready', confirmedPage(view), 200)
    } catch (error) {
      const failure = context.database.translate(error)
      if (!(failure instanceof AppError) || failure.status >= 500) throw error
      if (failure.retryAfter !== null) c.get('answerHeaders')['Retry-After'] = String(failure.retryAfter)
      return pageOf('Confirm', confirmPage(code, `${failure.message} ${failure.fix ?? ''}`), failure.status)
    }
  })
}

const form = ({ config }: Context) => signUpPage(config.domain, config.signup === 'invite')

function document(app: App): void {
  const responses = { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } }
  const shared = { tags: ['Sign-up'], security: [], responses }
  const pages = [
    ['get', '/sign-up', 'get_sign_up', 'The page on which people sign up'],
    ['get', '/confirm', 'get_confirm', 'The page on which people enter the code; opening it changes nothing'],
  ] as const
  for (const [method, path, operationId, summary] of pages)
    app.openAPIRegistry.registerPath({ ...shared, method, path, operationId, summary })
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'post',
    path: '/confirm',
    operationId: 'post_confirm_page',
    summary: 'Make the account with the code; shows its first key, once',
    request: {
      body: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: z.object({ code: z.string() }) } },
      },
    },
  })
}
