/**
 * The shell of every hosted page: works without JavaScript, on a phone, in the dark and read aloud, and loads nothing
 * from anywhere.
 */

import { hash } from 'node:crypto'
import { html, raw } from 'hono/html'

/** A part of a page: markup whose values were escaped. */
export type Markup = ReturnType<typeof html>

const STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1a1d21;--soft:#5b6470;--line:#dfe3e8;--accent:#0b5fcc;
--go:#14703c;--stop:#b3261e;--warn:#7a4b00;--warn-ground:#fff6e0;--warn-line:#ecd39a}
@media(prefers-color-scheme:dark){:root{--ground:#14161a;--card:#1d2025;--ink:#eceff3;--soft:#a3adba;--line:#343a42;
--accent:#7db4ff;--go:#3fb873;--stop:#ff8a80;--warn:#ffd27d;--warn-ground:#2b2412;--warn-line:#574a22}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;
-webkit-text-size-adjust:100%}
main{max-width:46rem;margin:0 auto;padding:1.25rem 1rem 4rem}
.brand{max-width:46rem;margin:0 auto;padding:1rem 1rem 0;color:var(--soft);font-size:.875rem;letter-spacing:.02em}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:1.0625rem;margin:0 0 .5rem}
p{margin:0 0 .75rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0 0 1rem}
.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.375rem 1rem;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere;min-width:0}
@media(max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .5rem}}
ul{margin:0;padding-left:1.25rem}
li{margin:0 0 .375rem;overflow-wrap:anywhere}
.signals{background:var(--warn-ground);border-color:var(--warn-line)}
.signals h2{color:var(--warn)}
details{border-top:1px solid var(--line);margin:0 -1rem;padding:0 1rem}
details:first-of-type{border-top:0}
summary{cursor:pointer;padding:.75rem 0;min-height:2.75rem;font-weight:600}
iframe{width:100%;height:55vh;min-height:16rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
pre{margin:0 0 .75rem;padding:.75rem;max-height:60vh;overflow:auto;border:1px solid var(--line);border-radius:.5rem;
white-space:pre-wrap;overflow-wrap:anywhere;font:.875rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
label{display:block;font-weight:600;margin:0 0 .25rem}
input,textarea{width:100%;min-height:2.75rem;padding:.5rem .625rem;margin:0 0 .75rem;border:1px solid var(--soft);
border-radius:.5rem;background:var(--ground);color:var(--ink);font:inherit}
textarea{min-height:14rem;font:.9375rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.error{color:var(--stop);font-weight:600;margin:-.5rem 0 .75rem}
[aria-invalid=true]{border-color:var(--stop);border-width:2px}
.buttons{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between}
button{min-height:3rem;padding:.625rem 1.5rem;border-radius:.625rem;border:2px solid;font:inherit;font-weight:600;
cursor:pointer;background:transparent}
.go{border-color:var(--go);color:var(--go)}
.stop{border-color:var(--stop);color:var(--stop)}
button:hover{background:var(--ground)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.verdict{font-size:1.125rem}
.good{border:2px solid var(--go)}
.good h2{color:var(--go)}
.bad{border:2px solid var(--stop)}
.bad h2{color:var(--stop)}
textarea.short{min-height:8rem}
.tick{width:1.25rem;min-height:1.25rem;margin:0 .5rem 0 0;vertical-align:middle}
code{overflow-wrap:anywhere}
.mark{border:1px solid var(--warn-line);border-radius:.25rem;background:var(--warn-ground);color:var(--warn)}
a{color:var(--accent)}
@media(max-width:30rem){.buttons{flex-direction:column}button{width:100%}}
`

const STYLE_HASH = hash('sha256', STYLE, 'base64')

/** Headers of every hosted page: nothing is loaded, run, framed, kept, or told where the reader came from. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
}

/** A whole page as an answer. `script`: the path of the one script that it runs, which may ask this server only. */
export async function pageOf(
  title: string,
  content: Markup,
  status: number,
  script: string | null = null,
): Promise<Response> {
  const text = await html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>${
    script === null
      ? ''
      : html`
<script src="${script}" defer></script>`
  }
</head>
<body>
<header class="brand">MultiMail</header>
<main>
${content}
</main>
</body>
</html>`
  const policy = HEADERS['content-security-policy']
  const running = `${policy}; script-src 'self'; connect-src 'self'`
  const headers = script === null ? HEADERS : { ...HEADERS, 'content-security-policy': running }
  return new Response(String(text), { status, headers })
}

/**
 * The HTML of a mail, for a frame: a document of its own that may run, load, send and lead to nothing, whatever is in
 * it. `loadsPictures`: pictures from elsewhere may be loaded.
 */
export function framedMail(document: string, loadsPictures = false): Response {
  const pictures = loadsPictures ? 'data: https: http:' : 'data:'
  return new Response(document, {
    headers: {
      ...HEADERS,
      'content-security-policy': `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src ${pictures}; form-action 'none'; frame-ancestors 'self'; base-uri 'none'`,
    },
  })
}
