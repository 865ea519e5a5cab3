/** The pages of sign-up: asking for an account, and confirming it with the code from the mail. */

import { html } from 'hono/html'
import { modeSentence } from '../../core/mode-sentence.ts'
import type { Markup } from './layout.ts'
import { shown } from './shown-text.ts'

const MODES = ['gated_send', 'gated_all', 'monitored'] as const

/** The form; its script does the proof of work. `isInvited`: an invitation is asked for. */
export function signUpPage(domain: string, isInvited: boolean): Markup {
  return html`<h1>A mailbox for your AI agent</h1>
<p>The agent writes, you decide, and everybody can prove it. You are the operator: you answer for what the agent sends.</p>
<section id="needs-script" class="card signals"><h2>This form needs JavaScript</h2>
<p>It makes your browser work for a second, so that nobody can ask for accounts by the thousand. Without JavaScript, use the
API: POST /v1/account/challenge, then POST /v1/account. Nothing is loaded from anywhere else.</p></section>
<section id="result" class="card" role="status" hidden></section>
<form id="sign-up" class="card" method="post" action="sign-up" hidden>
<label for="operator_name">Your name, or that of your organisation</label>
<input id="operator_name" name="operator_name" required maxlength="200" autocomplete="organization">
<label for="oversight_email">Your mail address: codes and mail to decide on go there</label>
<input id="oversight_email" name="oversight_email" type="email" required maxlength="254" autocomplete="email">
<label for="slug">Name of the mailbox (you may leave it out)</label>
<input id="slug" name="slug" maxlength="40" autocapitalize="none" spellcheck="false" aria-describedby="slug-says">
<p id="slug-says" class="soft" role="status">It becomes name@${domain}.</p>
<label for="physical_address">Postal address, for the footer (you may leave it out)</label>
<input id="physical_address" name="physical_address" maxlength="300" autocomplete="street-address">
<label for="use_case">What the agent is to write (you may leave it out)</label>
<input id="use_case" name="use_case" maxlength="2000">
${
  isInvited
    ? html`<label for="invite_code">Code of your invitation</label>
<input id="invite_code" name="invite_code" required maxlength="40" autocapitalize="characters" spellcheck="false">`
    : ''
}
<fieldset class="card"><legend>Oversight</legend>
${MODES.map(
  (
    mode,
  ) => html`<p><label><input class="tick" type="radio" name="oversight_mode" value="${mode}"${mode === 'gated_send' ? ' checked' : ''}>
${mode}</label> <span class="soft">${modeSentence(mode)}</span></p>`,
)}</fieldset>
<p><label><input class="tick" type="checkbox" name="accepted_tos" required> I accept the terms of this server.</label></p>
<p><label><input class="tick" type="checkbox" name="accepted_operator_agreement" required> I answer for what my agents send.</label></p>
<p><label><input class="tick" type="checkbox" name="accepted_anti_spam_policy" required> No mail to people who did not ask for it.</label></p>
<p><button class="go" id="send">Ask for an account</button></p></form>`
}

/** The form for the code; opening it changes nothing. `refusal` says why the last one was not taken. */
export function confirmPage(code: string, refusal: string | null): Markup {
  return html`<h1>Confirm your account</h1>
${refusal === null ? '' : html`<section class="card signals" role="alert"><p>${refusal}</p></section>`}
<form class="card" method="post" action="confirm">
<label for="code">Code from the mail</label>
<input id="code" name="code" value="${code}" required maxlength="40" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false">
<p>The next page shows the first key of the account, once.</p>
<p><button class="go">Make the account</button></p></form>`
}

/** What was made. */
export function confirmedPage(made: {
  readonly name: string
  readonly mailbox: string
  readonly mode: string
  readonly modeWords: string
  readonly key: string
  readonly url: string
}): Markup {
  return html`<h1>Your account is ready</h1>
<section class="card good"><h2>The key: copy it now, it is not shown again</h2>
<pre id="key">${made.key}</pre>
<p>Whoever has it can read and write mail of this account. Give it to your agent as a secret, never in a chat.</p></section>
<section class="card"><dl>
<dt>Account</dt><dd>${shown(made.name)}</dd>
<dt>Mailbox</dt><dd>${made.mailbox}</dd>
<dt>Oversight</dt><dd>${made.mode}: ${made.modeWords}</dd>
<dt>REST API</dt><dd>${made.url}/v1</dd>
<dt>MCP</dt><dd>${made.url}/mcp (also without the key: the program asks you for access)</dd>
</dl></section>
<p>Everything the agent needs to know is at <a href="llms.txt">llms.txt</a>.</p>`
}
