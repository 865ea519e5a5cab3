/** The style of the reference page: readable on a phone, in the dark and on paper. Nothing is loaded from anywhere. */

export const STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1a1d21;--soft:#59626e;--line:#dfe3e8;--accent:#0b5fcc;
--get:#0b5fcc;--post:#14703c;--change:#7a4b00;--delete:#b3261e}
@media(prefers-color-scheme:dark){:root{--ground:#14161a;--card:#1d2025;--ink:#eceff3;--soft:#a3adba;--line:#343a42;
--accent:#7db4ff;--get:#7db4ff;--post:#3fb873;--change:#ffd27d;--delete:#ff8a80}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
nav{padding:1rem;border-bottom:1px solid var(--line)}
nav ul{list-style:none;margin:.25rem 0 .75rem;padding:0}
nav li a{display:block;padding:.3rem 0;color:var(--ink);text-decoration:none;overflow-wrap:anywhere;font-size:.875rem}
nav li a:hover{text-decoration:underline}
nav summary{cursor:pointer;padding:.375rem 0;font-weight:600;min-height:2rem}
.brand{font-weight:700;font-size:1.125rem;margin:0 0 .5rem}
main{padding:1rem;max-width:60rem;min-width:0}
h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0 1rem}
h2{font-size:1.375rem;margin:2.5rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.0625rem;margin:0 0 .25rem;overflow-wrap:anywhere;line-height:1.4}
h4{font-size:.875rem;margin:1rem 0 .25rem;color:var(--soft)}
p{margin:0 0 .625rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0 0 1rem}
.soft{color:var(--soft)}
.m{font:600 .75rem/1 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;text-transform:uppercase;margin-right:.375rem}
.get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--change)}.delete{color:var(--delete)}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:.25rem 0 .75rem;padding:.75rem;background:var(--ground);border:1px solid var(--line);border-radius:.5rem;
overflow:auto;max-height:26rem;font-size:.8125rem;tab-size:2}
dl{margin:0}
dl dl{margin:.25rem 0 .25rem;padding-left:.75rem;border-left:2px solid var(--line)}
dt{margin-top:.5rem;overflow-wrap:anywhere}
dd{margin:0;overflow-wrap:anywhere;font-size:.9375rem}
.type{color:var(--soft);font-size:.8125rem;margin-left:.25rem}
.need{color:var(--delete);font-size:.8125rem;margin-left:.25rem}
details.more>summary{cursor:pointer;color:var(--accent);padding:.375rem 0;min-height:2rem}
ul.codes{margin:.25rem 0;padding-left:1.125rem}
:target{outline:2px solid var(--accent);outline-offset:4px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media(min-width:64rem){body{display:grid;grid-template-columns:19rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;border-bottom:0;border-right:1px solid var(--line)}main{padding:2rem}}
@media print{nav{display:none}.card{break-inside:avoid;border-color:#999}pre{max-height:none}}
`
