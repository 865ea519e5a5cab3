/** The page on which an operator lets a client in: who asks, for what, in which mailboxes, watched by whom. */

import { html } from 'hono/html'
import { modeSentence } from '../../core/mode-sentence.ts'
import type { Mode } from '../../core/oversight.ts'
import type { Scope } from '../../core/scopes.ts'
import type { Markup } from './layout.ts'
import { shown } from './shown-text.ts'

/** What each scope means for the operator. */
const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  read: 'Read mail, contacts, mailboxes and usage.',
  send: 'Write mail and hand it in, change drafts, tags and contacts. What leaves is decided by the oversight mode.',
  oversight: 'See what waits for a decision, and approve or reject it in your name.',
  admin:
    'Change mailboxes, keys, webhooks, domains and the account, read the audit log, and see held mail. What needs you still asks you by mail.',
}

export interface ConsentView {
  readonly action: string
  readonly client: string
  readonly host: string
  readonly scopes: readonly Scope[]
  readonly resource: string
  /** What was typed or done before. */
  readonly step: 'address' | 'code' | 'choose'
  readonly refusal: string | null
  readonly account: { readonly name: string; readonly oversightEmail: string } | null
  readonly mailboxes: readonly { readonly id: string; readonly address: string; readonly mode: Mode }[]
}

/** The page at each of its steps. */
export function consentPage(view: ConsentView): Markup {
  return html`<h1>Let ${shown(view.client)} use your mail account?</h1>
${view.refusal === null ? '' : html`<section class="card signals" role="alert"><p>${view.refusal}</p></section>`}
<section class="card" aria-label="Who asks"><dl>
<dt>Program</dt><dd>${shown(view.client)} (it chose this name itself)</dd>
<dt>Answers at</dt><dd>${shown(view.host)}</dd>
<dt>For</dt><dd>${shown(view.resource)}</dd>
</dl></section>
<section class="card"><h2>It asks to</h2>
<ul>${view.scopes.map((scope) => html`<li><strong>${scope}</strong>: ${SCOPE_WORDS[scope]}</li>`)}</ul></section>
${view.step === 'choose' ? choosing(view) : view.step === 'code' ? proving(view) : asking(view)}
<form method="post" action="${view.action}"><p><button class="stop" name="step" value="deny">Do not let it in</button></p></form>`
}

function asking({ action }: ConsentView): Markup {
  return html`<form class="card" method="post" action="${action}"><h2>Show that the account is yours</h2>
<p>A code goes to the oversight address of the account: the person who answers for what agents send.</p>
<label for="email">Oversight address</label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254">
<p><button class="go" name="step" value="address">Send me a code</button></p></form>
<form class="card" method="post" action="${action}"><h2>Or use the console</h2>
<p>If you are signed in there, in this browser, as an owner of the account, no code is needed.</p>
<p><button name="step" value="session">I am signed in at the console</button></p></form>`
}

function proving({ action }: ConsentView): Markup {
  return html`<form class="card" method="post" action="${action}"><h2>Enter the code</h2>
<p>If an account has this oversight address, a mail with a code is on its way. It is good for 15 minutes.</p>
<label for="code">Code</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required maxlength="40">
<p><button class="go" name="step" value="code">Continue</button></p></form>
<form method="post" action="${action}"><p><button name="step" value="again">Use another address</button></p></form>`
}

function choosing({ action, account, mailboxes, host }: ConsentView): Markup {
  return html`<form class="card" method="post" action="${action}"><h2>Which mailboxes of ${shown(account?.name ?? '')}?</h2>
${mailboxes.map(
  ({ id, address, mode }) => html`<p><label><input class="tick" type="checkbox" name="mailbox" value="${id}">
${shown(address)}</label> <span class="soft">${mode}: ${modeSentence(mode)}</span></p>`,
)}
<p><label><input class="tick" type="checkbox" name="mailbox" value="*"> All of the account, those made later too</label></p>
<p class="soft">You can end this at any time: it is a key of the account, listed with the others. Afterwards you go back to ${shown(host)}.</p>
<p><button class="go" name="step" value="allow">Let it in</button></p></form>`
}
