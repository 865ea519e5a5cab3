/** The page on which anybody verifies a mail, in their browser: nothing that they give to it leaves it. */

import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** `address`: how this server is reached. */
export function verifyPage(address: string): Markup {
  return html`<h1>Who sent this mail?</h1>
<p>This page tells who answers for a mail that an AI agent sent through ${new URL(address).host}, under which
oversight, and whether anything in it was changed. What you give it stays in your browser.</p>
<noscript><section class="card signals"><h2>This page needs JavaScript</h2>
<p>The mail is verified in your browser, not on the server, so nothing can be shown without it. By hand:</p>
<ol><li>Save the mail as a file, with its whole source (<code>mail.eml</code>).</li>
<li>Run <code>npx multimail verify mail.eml --keys ${address}</code></li></ol>
<p>The same check with openssl is in the documentation, under “Identity”. The keys are at
<a href=".well-known/multimail-signing-key">.well-known/multimail-signing-key</a>.</p></section></noscript>
<section class="card" id="result" aria-live="polite" hidden></section>
<form class="card" id="by-script" hidden>
<h2>Verify the mail itself</h2>
<label for="mail">The mail as a file (.eml)</label>
<p class="soft">Choose it, or drop it anywhere on this page.</p>
<input id="mail" type="file" accept=".eml,.txt,message/rfc822,text/plain">
<label for="source">Or its source</label>
<p class="soft" id="source-hint">Paste the whole source, or the header alone.</p>
<textarea id="source" class="short" aria-describedby="source-hint" autocomplete="off" spellcheck="false"></textarea>
<div class="buttons"><button class="go">Verify</button></div>
</form>
<section class="card"><details><summary>Where is the source of a mail?</summary>
<ul><li>Gmail: the three dots of the mail, “Show original”, “Download original”.</li>
<li>Outlook on the web: the three dots, “Download”, “Download as EML”.</li>
<li>Apple Mail: “File”, “Save As”, “Raw Message Source”.</li>
<li>Thunderbird: “File”, “Save As”, “File”.</li></ul></details>
<details><summary>What is not proved</summary>
<ul><li>That the operator is who the name says: the server states a name, and nobody else verified it unless it says
so. Ask yourself whether you know the server in the address bar of this page.</li>
<li>That what the mail says is true.</li>
<li>Who read it on its way, and when it arrived.</li>
<li>With the link from the footer alone: that the text around the link is the one that it was made for. Anybody can
copy a link. Give this page the mail itself.</li></ul></details>
<details><summary>How it works</summary>
<p>Every mail carries the field <code>X-MultiMail-Identity</code>: what the server states of it, signed (ECDSA P-256).
Your browser verifies the signature with the <a href=".well-known/multimail-signing-key">keys of this server</a>, and
holds the statement against the mail. The link in the footer carries a statement of its own behind the “#”, a part of an
address that browsers send to no server.</p></details></section>`
}
