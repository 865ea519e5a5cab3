/** What can go wrong in signing up: rows of the one table in `errors.ts`. */

export const SIGN_UP_ERRORS = {
  signup_closed: {
    http: 403,
    message: 'This server takes no new accounts.',
    fix: 'Ask the operator of the server, or run a server of your own: MULTIMAIL_SIGNUP says who may sign up.',
  },
  invitation_required: {
    http: 403,
    message: 'Sign-up is by invitation here, and this is no invitation for that address.',
    fix: 'Ask the operator of the server for an invitation, and give its code as "invite_code" together with the address it is for.',
  },
  challenge_failed: {
    http: 400,
    message: 'The proof of work is missing, wrong, older than five minutes, or was used before.',
    fix: 'Get a new challenge with POST /v1/account/challenge, find its number, and send it as "pow_solution".',
  },
  disposable_address: {
    http: 400,
    message: 'The oversight address is a disposable one.',
    fix: 'Give an address that a responsible person reads for as long as the account is in use.',
  },
  slug_taken: {
    http: 409,
    message: 'This slug cannot be had.',
    fix: 'Choose one of "suggestions", or another one; GET /v1/slug-check/{slug} tells beforehand.',
  },
  already_confirmed: {
    http: 409,
    message: 'This code was used before: the account is active, and its key was shown then.',
    fix: 'Use that key. If it is lost, its oversight address can let another client in: see docs/oauth.md.',
  },
} as const
