/** Tools for those who have no account yet. */

import { ADDS, MARKS, READS, type Tool } from '../tool.ts'

export const ONBOARDING_TOOLS: readonly Tool[] = [
  {
    name: 'check_slug',
    title: 'Look whether a name is free',
    description:
      'Says whether an account may have this name, with suggestions when not. It reserves nothing: sign_up does.',
    endpoint: 'get /v1/slug-check/{slug}',
    effects: READS,
    about: { slug: 'The name: it is part of the first address.' },
  },
  {
    name: 'get_challenge',
    title: 'Get a proof of work to do',
    description:
      'Gives a small puzzle for sign_up: find the number from 0 to maxnumber for which the SHA-256 of salt followed by the number, in hex, is challenge. Let a program find it; good for five minutes and one use.',
    endpoint: 'post /v1/account/challenge',
    effects: ADDS,
    takes: [],
  },
  {
    name: 'sign_up',
    title: 'Ask for an account',
    description:
      'Asks for an account; a code goes by mail to oversight_email. Only when the person at that address wants it and has agreed to the terms: ask them first. Next: ask them for the code and call confirm_account. Not when you have a key: connect to /mcp with it.',
    endpoint: 'post /v1/account',
    effects: { ...ADDS, openWorldHint: true },
    about: {
      pow_solution:
        'The answer of get_challenge (algorithm, challenge, salt, signature) with the number that was found.',
    },
    once: true,
  },
  {
    name: 'confirm_account',
    title: 'Confirm an account',
    description:
      'Makes the account with the code from the mail and shows its first key, once: store it in a safe place and connect to /mcp with it. The person tells you the code; never guess: five wrong ones an hour end it.',
    endpoint: 'post /v1/confirm',
    effects: ADDS,
  },
  {
    name: 'resend_confirmation',
    title: 'Send the code again',
    description:
      'Sends a new code to the address, once in five minutes. Not for another address: use sign_up.',
    endpoint: 'post /v1/account/resend-confirmation',
    effects: { ...MARKS, openWorldHint: true },
  },
]
