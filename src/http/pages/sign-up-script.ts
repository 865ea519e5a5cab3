/**
 * What runs in the browser on the sign-up page: it looks whether a name can be had, does the proof of work, and sends
 * the form. `npm run generate` makes `sign-up-script.txt` of it.
 */

/** As much of the browser as is used here. */
interface SignUpElement {
  textContent: string
  className: string
  hidden: boolean
  disabled: boolean
  value: string
  checked: boolean
  readonly name: string
  readonly type: string
  append(...children: SignUpElement[]): void
  replaceChildren(...children: SignUpElement[]): void
  focus(): void
  setAttribute(name: string, value: string): void
  addEventListener(name: string, listener: (event: { preventDefault(): void }) => void): void
  querySelectorAll(selector: string): Iterable<SignUpElement>
}
declare const document: {
  getElementById(id: string): SignUpElement | null
  createElement(name: string): SignUpElement
}

interface Challenge {
  readonly algorithm: string
  readonly challenge: string
  readonly maxnumber: number
  readonly salt: string
  readonly signature: string
}

interface Refusal {
  readonly error?: string
  readonly suggestions?: readonly string[]
}

/** Numbers tried at once: enough to keep the browser busy, few enough to stay alive to the reader. */
const AT_ONCE = 500

async function post(path: string, body: object): Promise<{ readonly ok: boolean; readonly body: unknown }> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    body: JSON.stringify(body),
  })
  return { ok: answer.ok, body: await answer.json() }
}

/** The number for which SHA-256(salt + number) is the challenge. */
async function solve({ salt, challenge, maxnumber }: Challenge): Promise<number> {
  const encoder = new TextEncoder()
  const hashed = async (number: number) => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(`${salt}${number}`)))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  for (let start = 0; start <= maxnumber; start += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => start + index)
    const index = (await Promise.all(numbers.map(hashed))).indexOf(challenge)
    if (index >= 0) return start + index
  }
  throw new Error('The challenge has no solution. Load this page again.')
}

async function prove(): Promise<object> {
  if (globalThis.crypto?.subtle === undefined)
    throw new Error('This page was opened without encryption (https), so the browser offers no cryptography.')
  const { ok, body } = await post('v1/account/challenge', {})
  if (!ok) throw new Error((body as Refusal).error ?? 'The server gave no challenge.')
  const { algorithm, challenge, salt, signature } = body as Challenge
  return { algorithm, challenge, number: await solve(body as Challenge), salt, signature }
}

function paragraph(text: string): SignUpElement {
  const made = document.createElement('p')
  made.textContent = text
  return made
}

function say(isGood: boolean, ...sentences: readonly string[]): void {
  const result = document.getElementById('result')
  if (result === null) return
  result.className = isGood ? 'card good' : 'card bad'
  result.replaceChildren(...sentences.map(paragraph))
  result.setAttribute('tabindex', '-1')
  result.hidden = false
  result.focus()
}

/** What the form says: ticks as true or false, empty fields left out. */
function fieldsOf(form: SignUpElement): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const { name, type, value, checked } of form.querySelectorAll('input')) {
    if (type === 'checkbox') fields[name] = checked
    else if (type === 'radio' ? checked : value.trim() !== '') fields[name] = value.trim()
  }
  return fields
}

async function send(form: SignUpElement, button: SignUpElement): Promise<void> {
  button.disabled = true
  button.textContent = 'Working for a moment…'
  try {
    const { ok, body } = await post('v1/account', { ...fieldsOf(form), pow_solution: await prove() })
    if (ok) {
      form.hidden = true
      say(true, 'A mail is on its way to you. Open the link in it, or enter its code on the page “confirm”.')
    } else {
      const { error = 'The server refused it.', suggestions = [] } = body as Refusal
      const instead = suggestions.length > 0 ? [`You could have: ${suggestions.join(', ')}`] : []
      say(false, error, ...instead)
    }
  } catch (error) {
    say(false, error instanceof Error ? error.message : String(error))
  } finally {
    button.disabled = false
    button.textContent = 'Ask for an account'
  }
}

async function lookAtName(input: SignUpElement, says: SignUpElement): Promise<void> {
  const wanted = input.value.trim()
  if (wanted === '') return
  const answer = await fetch(`v1/slug-check/${encodeURIComponent(wanted)}`, { credentials: 'omit' })
  const body = (await answer.json()) as {
    readonly available?: boolean
    readonly message?: string | null
    readonly address_preview?: string
    readonly suggestions?: readonly string[]
  }
  if (input.value.trim() !== wanted) return
  says.textContent = body.available
    ? `Yours would be ${body.address_preview}.`
    : `${body.message ?? 'It cannot be looked at now.'} ${(body.suggestions ?? []).join(', ')}`
}

function startSignUp(): void {
  const form = document.getElementById('sign-up')
  const button = document.getElementById('send')
  const slug = document.getElementById('slug')
  const says = document.getElementById('slug-says')
  if (form === null || button === null) return
  const notice = document.getElementById('needs-script')
  if (notice !== null) notice.hidden = true
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    send(form, button)
  })
  if (slug !== null && says !== null)
    slug.addEventListener('change', () => lookAtName(slug, says).catch(() => {}))
}

startSignUp()
