/**
 * What runs in the browser on the verify page: it takes a statement from the fragment of the address, which no server
 * sees, or a mail from the reader, and says in plain words what is proved and what was changed. `npm run generate`
 * joins it with the modules it imports into one script, `verify-script.txt`.
 */

import type { PublicJwk } from '../../core/checkpoint.ts'
import { base64url, fromBase64url } from '../../core/identity-claims.ts'
import { sentenceOfMode, sentenceOfRelease } from '../../core/mode-sentence.ts'
import {
  type IdentityCrypto,
  type IdentityReport,
  peekStatement,
  type ReadClaims,
  verifyMail,
  verifyStatement,
} from '../../core/verify-identity.ts'

/** As much of the browser as is used here. */
interface PageElement {
  textContent: string
  className: string
  hidden: boolean
  value: string
  readonly files: { readonly [index: number]: PageFile | undefined } | null
  append(...children: (PageElement | string)[]): void
  replaceChildren(): void
  focus(): void
  setAttribute(name: string, value: string): void
  addEventListener(name: string, listener: (event: PageEvent) => void): void
}
interface PageFile {
  arrayBuffer(): Promise<ArrayBuffer>
}
interface PageEvent {
  preventDefault(): void
  readonly dataTransfer: { readonly files: { readonly [index: number]: PageFile | undefined } } | null
}
declare const document: {
  getElementById(id: string): PageElement | null
  createElement(name: string): PageElement
  addEventListener(name: string, listener: (event: PageEvent) => void): void
}
declare const location: { readonly hash: string; readonly host: string; readonly origin: string }
declare const addEventListener: (name: string, listener: () => void) => void

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' }

const webCrypto: IdentityCrypto = {
  async sha256(bytes) {
    return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  },
  async isSignedBy({ x, y }: PublicJwk, text, signature) {
    const bytes = fromBase64url(signature)
    if (bytes?.length !== 64) return false
    const key = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, ES256, false, [
      'verify',
    ])
    return crypto.subtle.verify({ ...ES256, hash: 'SHA-256' }, key, bytes, new TextEncoder().encode(text))
  },
}

async function publishedKeys(): Promise<PublicJwk[]> {
  const answer = await fetch('.well-known/multimail-signing-key', { cache: 'no-cache', credentials: 'omit' })
  if (!answer.ok) throw new Error(`The keys of ${location.host} could not be read (${answer.status}).`)
  return ((await answer.json()) as { readonly keys: PublicJwk[] }).keys
}

/** What a stranger wrote, without what could hide or turn it. */
const visible = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd').slice(0, 500)

function element(name: string, text: string, className = ''): PageElement {
  const made = document.createElement(name)
  made.textContent = text
  made.className = className
  return made
}

function show(title: string, isGood: boolean, parts: readonly PageElement[]): void {
  const result = document.getElementById('result')
  if (result === null) return
  result.replaceChildren()
  result.className = isGood ? 'card good' : 'card bad'
  const heading = element('h2', title)
  heading.setAttribute('tabindex', '-1')
  result.append(heading, ...parts)
  result.hidden = false
  heading.focus()
}

const TITLES = {
  statement: 'The link is genuine; the mail is not verified yet',
  header: 'The header is genuine',
  mail: 'The mail is genuine',
} as const

function showReport(report: IdentityReport): void {
  const { claims, faults, checked } = report
  const parts: PageElement[] = []
  if (faults.length > 0) {
    const list = element('ul', '')
    for (const { problem } of faults) list.append(element('li', visible(problem)))
    parts.push(element('p', 'Do not rely on it. This is what does not fit:'), list)
    if (claims !== null && report.signed_by === null && hostOf(claims.service) !== location.host)
      parts.push(
        element(
          'p',
          `It names another server, ${visible(claims.service)}, which has a page like this of its own.`,
        ),
      )
  } else if (claims !== null) parts.push(...confirmed(claims, checked))
  if (claims !== null) {
    const isStated = report.signed_by !== null
    const words = isStated ? 'The server stated of the mail that it sent:' : 'It claims, unproved:'
    if (faults.length > 0) parts.push(element('p', words, 'soft'))
    parts.push(factsOf(claims))
  }
  show(faults.length > 0 ? 'Not confirmed' : TITLES[checked], faults.length === 0, parts)
}

function hostOf(service: string): string {
  return URL.canParse(service) ? new URL(service).host : ''
}

function confirmed(claims: ReadClaims, checked: IdentityReport['checked']): PageElement[] {
  const who = `${visible(claims.operator)} answers for this mail, says the server ${location.host}.`
  const rest = {
    statement:
      'That is proved for the mail that this link was made for. Compare the sender and the message id below with yours. The mail itself proves more: choose it below, and its text is verified too.',
    header: 'Sender, recipients, subject and date are as they were sent. There was no body to verify.',
    mail: 'Sender, recipients, subject, date, text and attachments are as they were sent: nothing was changed.',
  }
  return [element('p', who, 'verdict'), element('p', rest[checked])]
}

function factsOf(claims: ReadClaims): PageElement {
  const released = claims.released_by === undefined ? '' : ` ${sentenceOfRelease(claims.released_by)}`
  const known = claims.verified_operator ? '' : ' (a name that nobody else verified)'
  const list = element('dl', '')
  const pairs = [
    ['Answers for it', `${visible(claims.operator)}${known}`],
    ['Sent from', visible(claims.mailbox)],
    ['Written by', claims.ai_generated ? 'an AI agent' : 'not stated to be an AI agent'],
    ['Oversight', `${sentenceOfMode(claims.oversight_mode)}${released} (${visible(claims.oversight_mode)})`],
    [claims.body_hash === undefined ? 'Composed' : 'Let go', new Date(claims.iat * 1000).toUTCString()],
    ['Message id', visible(claims.message_id)],
    ['Server', visible(claims.service)],
  ] as const
  for (const [name, text] of pairs) {
    const value = element('dd', '')
    value.append(element('bdi', text))
    list.append(element('dt', name), value)
  }
  return list
}

/** Shows what comes of `work`, whatever goes wrong. */
async function judge(work: (keys: PublicJwk[]) => Promise<IdentityReport>): Promise<void> {
  try {
    if (globalThis.crypto?.subtle === undefined)
      throw new Error(
        'This page was opened without encryption (https), so the browser offers no cryptography.',
      )
    showReport(await work(await publishedKeys()))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    show('This could not be verified now', false, [element('p', why)])
  }
}

const judgeMail = (bytes: Uint8Array<ArrayBuffer>) => judge((keys) => verifyMail(webCrypto, bytes, keys))

const judgeFile = (file: PageFile | undefined) =>
  file === undefined
    ? undefined
    : judge(async (keys) => verifyMail(webCrypto, new Uint8Array(await file.arrayBuffer()), keys))

/** A whole mail, a header, the field alone, the link, or its token. */
function judgeText(text: string): void {
  const bytes = new TextEncoder().encode(text.trimStart())
  const field = peekStatement(bytes)
  const token = text.includes('#') && field === null ? text.slice(text.indexOf('#') + 1) : (field ?? text)
  const isMail = /^(?:from|message-id):/im.test(text)
  if (isMail) judgeMail(bytes)
  else judge((keys) => verifyStatement(webCrypto, token, keys))
}

function judgeFragment(): void {
  const token = location.hash.slice(1)
  if (token !== '') judge((keys) => verifyStatement(webCrypto, token, keys))
}

function start(): void {
  const input = document.getElementById('mail')
  const text = document.getElementById('source')
  document.getElementById('by-script')?.addEventListener('submit', (event) => {
    event.preventDefault()
    if ((text?.value.trim() ?? '') === '') text?.focus()
    else judgeText(text?.value ?? '')
  })
  input?.addEventListener('change', () => judgeFile(input.files?.[0]))
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    judgeFile(event.dataTransfer?.files[0])
  })
  addEventListener('hashchange', judgeFragment)
  const form = document.getElementById('by-script')
  if (form !== null) form.hidden = false
  judgeFragment()
}

start()
