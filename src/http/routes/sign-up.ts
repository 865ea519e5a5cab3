/** Sign-up (contract §3): name, proof of work, request, confirmation. None of these routes needs a key. */

import { z } from '@hono/zod-openapi'
import { type Confirmed, confirmSignUp } from '../../actions/confirm-sign-up.ts'
import { checkSlug, newChallenge, resendConfirmation, signUp } from '../../actions/sign-up.ts'
import type { Context } from '../../context.ts'
import { slugOf } from '../../core/account-name.ts'
import { clientAddress } from '../client-address.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { flag, headerText, optional } from '../fields.ts'
import { takeQuestion } from '../limits.ts'

const oversightEmail = z.string().max(254).openapi({
  description: 'The person who answers for what the agents send; they get the code, and the mail that waits.',
  example: 'ada@example.com',
})

/** Terms are agreed to, not assumed. */
const agreed = flag.refine((value) => value, 'must be true').openapi({ type: 'boolean', example: true })

const ProofSchema = z.object({
  algorithm: z.string().max(20),
  challenge: z.string().max(128),
  number: z.number().int().min(0).max(1_000_000_000),
  salt: z.string().max(256),
  signature: z.string().max(128),
})

export const SignUpSchema = z
  .object({
    operator_name: headerText(200)
      .refine((name) => name.trim() !== '', 'is empty')
      .openapi({ description: 'Who the mail is sent for; stands in its footer.', example: 'Acme GmbH' }),
    oversight_email: oversightEmail,
    accepted_tos: agreed,
    accepted_operator_agreement: agreed,
    accepted_anti_spam_policy: agreed,
    pow_solution: ProofSchema.openapi({
      description:
        'The challenge of POST /v1/account/challenge with the `number` for which SHA-256(salt + number) is `challenge`.',
    }),
    slug: optional(z.string().max(100)).openapi({
      type: 'string',
      description: 'Name of the account and of its first mailbox; left out: made of operator_name.',
      example: 'acme',
    }),
    physical_address: optional(headerText(300)).openapi({ type: 'string' }),
    use_case: optional(z.string().max(2_000)).openapi({ type: 'string' }),
    oversight_mode: optional(z.enum(['gated_all', 'gated_send', 'monitored'])).openapi({
      type: 'string',
      description: 'Of the first mailbox; gated_send when left out.',
    }),
    email_use_type: optional(z.enum(['transactional'])).openapi({ type: 'string' }),
    invite_code: optional(z.string().max(40)).openapi({
      type: 'string',
      description: 'Where sign-up is by invitation: the code of it.',
    }),
  })
  .openapi('SignUp')

/** Adds the routes. */
export function addSignUpRoutes(app: App, context: Context): void {
  addQuestions(app, context)
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/account',
    scopes: null,
    tag: 'Sign-up',
    summary: 'Ask for an account; a code goes to the oversight address',
    description:
      'The answer is the same whether or not the address has an account already; the mail tells. An `Idempotency-Key` makes repeating harmless for an hour.',
    body: SignUpSchema,
    answer: z.object({ status: z.literal('confirmation_sent'), message: z.string() }),
    errors: [
      'signup_closed',
      'invitation_required',
      'challenge_failed',
      'disposable_address',
      'slug_taken',
      'rate_limited',
      'idempotency_mismatch',
    ],
    async handle({ body, from, header, idempotencyKey }) {
      await signUp(
        context,
        {
          operatorName: body.operator_name.trim(),
          oversightEmail: body.oversight_email.trim(),
          slug: body.slug?.trim().toLowerCase() ?? null,
          physicalAddress: body.physical_address ?? null,
          useCase: body.use_case ?? null,
          mode: body.oversight_mode ?? 'gated_send',
          inviteCode: body.invite_code ?? null,
          proof: body.pow_solution,
        },
        { from: clientAddress(context, from, header('x-forwarded-for')), idempotencyKey },
      )
      const message =
        'A mail is on its way to the oversight address. Its code, given to POST /v1/confirm within a day, makes the account.'
      return { body: { status: 'confirmation_sent', message } }
    },
  })
  addConfirmation(app, context)
}

function addQuestions(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/slug-check/{slug}',
    scopes: null,
    tag: 'Sign-up',
    summary: 'Whether an account may have this name',
    description: '`reason` is malformed, reserved, look_alike or taken; `message` says it in words.',
    params: z.object({ slug: z.string().max(100) }),
    answer: z.object({
      available: z.boolean(),
      slug: z.string(),
      reason: z.enum(['malformed', 'reserved', 'look_alike', 'taken']).nullable(),
      message: z.string().nullable(),
      suggestions: z.array(z.string()),
      address_preview: z.string(),
    }),
    errors: ['rate_limited'],
    async handle({ params, from, header }) {
      takeQuestion(context, clientAddress(context, from, header('x-forwarded-for')))
      const slug = params.slug.trim().toLowerCase()
      const { fault, reason, suggestions } = await checkSlug(context, context.database.reader, slug)
      const shown = fault === null ? slug : (suggestions[0] ?? slugOf(slug))
      return {
        body: {
          available: fault === null,
          slug,
          reason: fault,
          message: reason,
          suggestions,
          address_preview: `${shown}@${context.config.domain}`,
        },
      }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/account/challenge',
    scopes: null,
    tag: 'Sign-up',
    summary: 'A proof of work to do before asking for an account (ALTCHA)',
    description:
      'Find the `number` from 0 to `maxnumber` for which SHA-256(salt + number), in hex, is `challenge`. Good for five minutes and one use.',
    body: z.object({ oversight_email: optional(oversightEmail).openapi({ type: 'string' }) }),
    answer: z.object({
      algorithm: z.literal('SHA-256'),
      challenge: z.string(),
      maxnumber: z.number(),
      salt: z.string(),
      signature: z.string(),
    }),
    errors: ['signup_closed', 'rate_limited'],
    async handle({ from, header }) {
      takeQuestion(context, clientAddress(context, from, header('x-forwarded-for')))
      return { body: await newChallenge(context) }
    },
  })
}

function addConfirmation(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/confirm',
    scopes: null,
    tag: 'Sign-up',
    summary: 'Make the account with the code from the mail; shows its first key, once',
    description:
      'Five wrong codes an hour are allowed. The key has the scopes read, send and admin: nothing it sends leaves without what the oversight mode asks for.',
    body: z.object({ code: z.string().min(1).max(40) }),
    answer: z.object({
      status: z.literal('active'),
      name: z.string(),
      oversight_mode: z.string(),
      api_key: z.string(),
      mailbox_id: z.string(),
      mailbox_address: z.string(),
      oversight_email: z.string(),
      use_case: z.string().nullable(),
      slug: z.string(),
    }),
    errors: [
      'signup_closed',
      'wrong_code',
      'already_confirmed',
      'invitation_required',
      'conflict',
      'rate_limited',
    ],
    async handle({ body, from, header }) {
      const client = clientAddress(context, from, header('x-forwarded-for'))
      return { body: confirmedOf(await confirmSignUp(context, body.code, client)) }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/account/resend-confirmation',
    scopes: null,
    tag: 'Sign-up',
    summary: 'Send the code again, a new one; once in five minutes',
    body: z.object({ oversight_email: oversightEmail }),
    answer: z.object({ status: z.literal('confirmation_resent'), message: z.string() }),
    errors: ['signup_closed', 'rate_limited'],
    async handle({ body, from, header }) {
      const client = clientAddress(context, from, header('x-forwarded-for'))
      await resendConfirmation(context, body.oversight_email.trim(), client)
      const message = 'If an account waits for confirmation by this address, a new code is on its way to it.'
      return { body: { status: 'confirmation_resent', message } }
    },
  })
}

function confirmedOf({ account, mailbox, rawKey, useCase }: Confirmed) {
  return {
    status: 'active',
    name: account.name,
    oversight_mode: mailbox.mode,
    api_key: rawKey,
    mailbox_id: mailbox.id,
    mailbox_address: mailbox.address,
    oversight_email: account.oversight_email,
    use_case: useCase,
    slug: account.slug,
  }
}
