/**
 * Whether a text holds something that only a few may know: keys, tokens, passwords. Only the kind is told, so that
 * nothing that warns of a secret spreads it. Every pattern begins at the edge of a word and has no choice of how
 * to go on, so that hostile text is read in linear time.
 */

import { plainText } from './plain-text.ts'

/** What a key may have in it; none begins in the middle of such a run. */
const EDGE = '(?<![A-Za-z0-9_-])'

interface Format {
  readonly kind: string
  readonly pattern: RegExp
}

function key(kind: string, form: string): Format {
  return { kind, pattern: new RegExp(`${EDGE}(?:${form})`) }
}

const FORMATS: readonly Format[] = [
  {
    kind: 'a private key',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----|(?<!\w)AGE-SECRET-KEY-1[A-Z0-9]{20}/,
  },
  key('an API key of this server', 'mm_(?:live|test)_[A-Za-z0-9_-]{16,}'),
  key('an AWS access key', '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])'),
  key('a GitHub token', 'gh[opusr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}'),
  key('a GitLab token', 'gl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{20,}'),
  key('a Slack token', 'xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}'),
  key('a Stripe key', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{20,}'),
  key('an Anthropic key', 'sk-ant-[A-Za-z0-9_-]{20,}'),
  key('an OpenAI key', 'sk-(?!ant-)(?=[A-Za-z_-]{0,60}\\d)[A-Za-z0-9_-]{20,}'),
  key('a Google API key', 'AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}'),
  key('a SendGrid key', 'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}'),
  key('a Mailgun key', 'key-[0-9a-f]{32}(?![0-9a-f])'),
  key('an npm token', 'npm_[A-Za-z0-9]{36}'),
  key('a PyPI token', 'pypi-[A-Za-z0-9_-]{50,}'),
  key('a Hugging Face token', 'hf_[A-Za-z0-9]{30,}'),
  key('a DigitalOcean token', 'do[opr]_v1_[0-9a-f]{64}'),
  key('a Shopify token', 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}'),
  key('a Telegram bot token', '\\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])'),
  key('a JSON Web Token', 'eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}'),
]

const BEARER = /(?<![A-Za-z0-9])bearer[ \t]{1,3}([A-Za-z0-9._~+/=-]{20,})/gi

const PASSWORD_WORDS = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'passwort',
  'kennwort',
  'mot de passe',
  'contraseña',
  'senha',
  'wachtwoord',
  'пароль',
  '密码',
].join('|')
const MARKS = '[*_`"\'“”„«» \\t]{0,6}'
const PASSWORD = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${PASSWORD_WORDS})s?${MARKS}(?:([:=|])|[ \\t](?:is|ist|lautet|est|es|è|é)(?=[ \\t]))` +
    `${MARKS}\\n?${MARKS}(?=(\\S{4,100})([^\\n]{0,40}))`,
  'giu',
)

/** The kinds of secrets that a text seems to hold, each once, named with their article; `[]` when none. */
export function secretKinds(text: string): string[] {
  const plain = plainText(text)
  const kinds = FORMATS.filter(({ pattern }) => pattern.test(plain)).map(({ kind }) => kind)
  if (holdsBearer(plain)) kinds.push('a bearer token')
  if (holdsPassword(plain)) kinds.push('a password')
  return kinds
}

function holdsBearer(text: string): boolean {
  for (const [, token = ''] of text.matchAll(BEARER)) if (/\d/.test(token)) return true
  return false
}

function holdsPassword(text: string): boolean {
  for (const [, mark, value = '', rest = ''] of text.matchAll(PASSWORD)) {
    if (isPassword(value, mark !== undefined, rest)) return true
  }
  return false
}

/** Whether what stands after "password:" is one, and not a placeholder, a link, or the next word of a sentence. */
function isPassword(value: string, hasMark: boolean, rest: string): boolean {
  const word = value.replace(/[.,;:!?)\]}"'`*_”«»|]{1,10}$/u, '')
  if (word.length < 4 || /^(?:https?:|[<{[$%(|])/i.test(word) || /^([*•xX._#-])\1{2,}$/u.test(word))
    return false
  if (/[\p{N}!@#$%^&*+=~?<>_]/u.test(word)) return true
  // Of letters alone: a word of its own, with nothing after it on its line.
  return hasMark && /^[\s|]*$/.test(rest)
}
