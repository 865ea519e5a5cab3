/** The settings about who may sign up: rows of the one table in `config.ts`. */

export const SIGN_UP_POLICIES = ['open', 'invite', 'closed'] as const
export type SignUpPolicy = (typeof SIGN_UP_POLICIES)[number]

function policy(value: string): SignUpPolicy {
  const found = SIGN_UP_POLICIES.find((one) => one === value)
  if (found === undefined) throw new Error(`must be one of ${SIGN_UP_POLICIES.join(', ')}, not "${value}"`)
  return found
}

const upTo =
  (most: number) =>
  (value: string): number => {
    const number = Number(value)
    if (!/^\d{1,10}$/.test(value) || number < 1 || number > most)
      throw new Error(`must be a whole number from 1 to ${most}, not "${value}"`)
    return number
  }

const list = (value: string): readonly string[] => value.split(/[\s,]+/).filter((part) => part !== '')

export const SIGN_UP_SETTINGS = {
  signup: {
    env: 'MULTIMAIL_SIGNUP',
    parse: policy,
    default: 'closed',
    about:
      'Who may sign up for an account of their own: anybody (`open`), whoever has a code of `multimail invite` (`invite`), or nobody (`closed`).',
  },
  signupQuota: {
    env: 'MULTIMAIL_SIGNUP_QUOTA',
    parse: upTo(1_000_000_000),
    default: '1000',
    about: 'Mails a month that an account made by sign-up may send.',
  },
  signupMailboxes: {
    env: 'MULTIMAIL_SIGNUP_MAILBOXES',
    parse: upTo(1_000_000),
    default: '5',
    about: 'Mailboxes that an account made by sign-up may have.',
  },
  trustedProxies: {
    env: 'MULTIMAIL_TRUSTED_PROXIES',
    parse: list,
    default: '',
    about:
      'IP addresses of reverse proxies, separated by commas, whose X-Forwarded-For is believed: limits for clients without a key are per address.',
  },
  account: {
    env: 'MULTIMAIL_ACCOUNT',
    parse: (value: string): string | null => (value === '' ? null : value),
    default: '',
    about: 'Slug of the account that commands of the terminal act for; default: the one of the first start.',
  },
} as const
