/** The page behind the link in an oversight mail: the mail as it is, what to look at, and two buttons. */

import { html } from 'hono/html'
import { utc } from '../../core/notice-text.ts'
import type { Signal } from '../../core/risk.ts'
import type { Markup } from './layout.ts'
import { relative, shown, shownAddress, shownAddresses, sizeOf } from './shown-text.ts'

/** A mail that waits, as its reviewer sees it. Times are epoch ms. */
export interface ReviewView {
  readonly token: string
  readonly now: number
  readonly direction: 'inbound' | 'outbound'
  readonly test: boolean
  readonly mailbox: string
  readonly mode: string
  readonly from: string
  readonly fromName: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly markdown: string
  readonly text: string
  /** Raw header, cut where it is long. */
  readonly header: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[]
  readonly signals: readonly Signal[]
  readonly thread: readonly {
    readonly from: string
    readonly subject: string
    readonly at: number
    readonly preview: string
  }[]
  readonly askedBy: string | null
  readonly since: number
  readonly sendAt: number | null
  readonly expiresAt: number | null
  readonly approvalsGiven: number
  readonly approvalsRequired: number
  readonly contentHash: string
  readonly paused: boolean
}

/** What a reviewer typed, given back when it could not be taken. */
export interface EditForm {
  readonly to: string
  readonly cc: string
  readonly bcc: string
  readonly subject: string
  readonly markdown: string
}

export interface Refusal {
  readonly message: string
  /** Fields of the edit form that are wrong, with what is. */
  readonly fields: Readonly<Record<string, string>>
  readonly form: EditForm | null
}

/** Longer texts are cut here, with a sentence. */
const SHOWN_CHARACTERS = 200_000

function cut(text: string): Markup {
  if (text.length <= SHOWN_CHARACTERS) return shown(text)
  const rest = text.length - SHOWN_CHARACTERS
  return html`${shown(text.slice(0, SHOWN_CHARACTERS))}
[${rest} more characters are not shown here. Reject it, or look at the whole mail in the API.]`
}

/** The page; `refusal` says why what was asked could not be done. */
export function reviewPage(view: ReviewView, refusal: Refusal | null): Markup {
  const title = view.direction === 'outbound' ? 'This mail wants to go out' : 'This mail has come in'
  return html`<h1>${title}: ${view.subject === '' ? '(no subject)' : shown(view.subject)}</h1>
${view.test ? html`<p class="soft">It is a test mail: nothing leaves the server, whatever you decide.</p>` : ''}
${refusal === null ? '' : html`<section class="card signals" role="alert"><p>${refusal.message}</p></section>`}
${facts(view)}
${signals(view.signals)}
${bodies(view)}
${view.attachments.length === 0 ? '' : attachments(view)}
${view.thread.length === 0 ? '' : thread(view)}
${decision(view)}
${view.direction === 'outbound' && !view.paused ? editing(view, refusal) : ''}`
}

function facts(view: ReviewView): Markup {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['To', view.to],
    ['Cc', view.cc],
    ['Bcc', view.bcc],
  ]
  const from =
    view.fromName === ''
      ? shownAddress(view.from)
      : html`${shown(view.fromName)} &lt;${shownAddress(view.from)}&gt;`
  return html`<section class="card" aria-label="Who writes to whom"><dl>
<dt>From</dt><dd>${from}</dd>
${lists
  .filter(([, people]) => people.length > 0)
  .map(([name, people]) => html`<dt>${name}</dt><dd>${shownAddresses(people)}</dd>`)}
<dt>Subject</dt><dd>${shown(view.subject)}</dd>
<dt>Mailbox</dt><dd>${view.mailbox} (${view.mode})</dd>
${view.askedBy === null ? '' : html`<dt>Asked by</dt><dd>${shown(view.askedBy)}</dd>`}
<dt>Since</dt><dd>${utc(view.since)} (${relative(view.since, view.now)})</dd>
${view.sendAt === null ? '' : html`<dt>To be sent</dt><dd>${utc(view.sendAt)} (${relative(view.sendAt, view.now)})</dd>`}
${
  view.expiresAt === null
    ? ''
    : html`<dt>Expires</dt><dd>${utc(view.expiresAt)} (${relative(view.expiresAt, view.now)}); it is then refused, never sent</dd>`
}
${
  view.approvalsRequired > 1
    ? html`<dt>Approvals</dt><dd>${view.approvalsGiven} of ${view.approvalsRequired} different people</dd>`
    : ''
}
</dl></section>`
}

function signals(list: readonly Signal[]): Markup {
  if (list.length === 0)
    return html`<p class="soft">Nothing about this mail stood out. Read it all the same.</p>`
  return html`<section class="card signals"><h2>What to look at</h2>
<ul>${list.map(({ message }) => html`<li>${shown(message)}</li>`)}</ul></section>`
}

function bodies(view: ReviewView): Markup {
  return html`<section class="card" aria-label="What it says">
<details open><summary>As it will look</summary>
<p class="soft">Images and anything else from elsewhere are not loaded, and links do not open.</p>
<iframe src="/v1/approve/${view.token}/body" sandbox title="The mail as it will look"></iframe></details>
<details><summary>Text</summary><pre tabindex="0">${cut(view.text)}</pre></details>
<details><summary>Header fields</summary><pre tabindex="0">${cut(view.header)}</pre></details>
</section>`
}

function attachments(view: ReviewView): Markup {
  return html`<section class="card"><h2>Attachments</h2><ul>${view.attachments.map(
    ({ name, type, size }) =>
      html`<li>${shown(name)} <span class="soft">${shown(type)}, ${sizeOf(size)}</span></li>`,
  )}</ul></section>`
}

function thread(view: ReviewView): Markup {
  return html`<section class="card"><h2>The conversation so far</h2><ul>${view.thread.map(
    ({ from, subject, at, preview }) =>
      html`<li>${shownAddress(from)}, ${utc(at)}: ${shown(subject)}<br><span class="soft">${shown(preview)}</span></li>`,
  )}</ul></section>`
}

function decision(view: ReviewView): Markup {
  const paused = html`<p>Sending is paused: it can be rejected now, and approved when sending is resumed.</p>`
  return html`<section class="card"><h2>Your decision</h2>
${view.paused ? paused : ''}
<form method="post" action="/v1/approve/${view.token}">
<input type="hidden" name="content_hash" value="${view.contentHash}">
<label for="reason">Reason <span class="soft">(recorded; its author reads it when you reject)</span></label>
<input id="reason" name="reason" maxlength="1000" autocomplete="off">
<div class="buttons">
${view.paused ? '' : html`<button class="go" name="action" value="approve">Approve</button>`}
<button class="stop" name="action" value="reject">Reject</button>
</div></form></section>`
}

function editing(view: ReviewView, refusal: Refusal | null): Markup {
  const form: EditForm = refusal?.form ?? {
    to: view.to.join(', '),
    cc: view.cc.join(', '),
    bcc: view.bcc.join(', '),
    subject: view.subject,
    markdown: view.markdown,
  }
  const wrong = refusal?.fields ?? {}
  const field = (name: keyof EditForm, label: string) => html`<label for="edit-${name}">${label}</label>
${
  name === 'markdown'
    ? html`<textarea id="edit-${name}" name="${name}" ${flawOf(name, wrong)}>
${form[name]}</textarea>`
    : html`<input id="edit-${name}" name="${name}" value="${form[name]}" autocomplete="off" ${flawOf(name, wrong)}>`
}
${wrong[name] === undefined ? '' : html`<p class="error" id="flaw-${name}">${wrong[name]}</p>`}`
  return html`<section class="card"><details ${refusal?.form ? 'open' : ''}><summary>Edit before approving</summary>
<p class="soft">The original is kept, and its author sees what you changed.</p>
<form method="post" action="/v1/approve/${view.token}">
<input type="hidden" name="content_hash" value="${view.contentHash}">
<input type="hidden" name="edit" value="1">
${field('to', 'To')}${field('cc', 'Cc')}${field('bcc', 'Bcc')}${field('subject', 'Subject')}${field('markdown', 'Text (markdown)')}
<div class="buttons"><button class="go" name="action" value="approve">Approve the edited mail</button></div>
</form></details></section>`
}

function flawOf(name: string, wrong: Readonly<Record<string, string>>): Markup | string {
  return wrong[name] === undefined ? '' : html`aria-invalid="true" aria-describedby="flaw-${name}"`
}

/** A page that says one thing calmly. */
export function calmPage(title: string, sentences: readonly (string | Markup)[]): Markup {
  return html`<h1>${title}</h1><section class="card">${sentences.map((one) => html`<p class="verdict">${one}</p>`)}</section>`
}
