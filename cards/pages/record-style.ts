import { Markup } from './html.js';

/** One light look for screen and paper (A4). Nothing is told by colour alone. */
export const recordStyle = new Markup(`
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 60rem; background: #fff; color: #1b1b1f; font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
header { border-bottom: 2px solid #1b1b1f; margin-bottom: 1.5rem; padding-bottom: 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .25rem 0; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.25rem 0 .5rem; border-bottom: 1px solid #8a8a94; padding-bottom: .25rem; }
h3 { font-size: 1.08rem; margin: 1.5rem 0 .25rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .4rem 0; }
.kind, .small { color: #4a4a55; font-size: .9rem; }
.verdict { display: inline-block; margin: .75rem 0 .25rem; padding: .4rem .9rem; border: 2px solid #1b1b1f; border-radius: .3rem; font-size: 1.3rem; font-weight: 700; }
dl { margin: .5rem 0; }
dl > div { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: .25rem 1rem; padding: .25rem 0; border-bottom: 1px solid #dcdce2; }
dt { color: #4a4a55; }
dd { margin: 0; }
dd p, td p { margin: 0; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: .75rem 0 1.25rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid #dcdce2; font-weight: 400; }
thead th { border-bottom: 1px solid #1b1b1f; font-weight: 600; font-size: .9rem; }
.wide-first thead th:first-child { width: 42%; }
tbody th strong, td strong { font-weight: 600; }
.question { display: block; color: #4a4a55; font-size: .9rem; }
.none { color: #6a6a75; }
code, pre { overflow-wrap: anywhere; font: .8rem/1.45 ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace; }
pre { margin: .25rem 0; padding: .5rem .6rem; background: #f3f3f6; border: 1px solid #dcdce2; border-radius: .25rem; white-space: pre-wrap; unicode-bidi: isolate; }
.entry { margin: 1rem 0; padding-left: .8rem; border-left: 3px solid #b9b9c4; }
.entry h4 { margin: 0; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid #8a8a94; }
@media screen and (max-width: 40rem) {
  body { padding: 1rem .9rem 2rem; }
  h1 { font-size: 1.4rem; }
  dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  table, tbody, tr, th, td, caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { padding: .5rem 0; border-bottom: 1px solid #b9b9c4; }
  tbody th, tbody td { border: 0; padding: .1rem 0; }
  tbody td { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: .5rem; }
  tbody td::before { content: attr(data-label); color: #4a4a55; font-size: .9rem; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm 20mm; }
  html { font-size: 10pt; }
  body { padding: 0; max-width: none; }
  h1 { font-size: 17pt; } h2 { font-size: 13pt; } h3 { font-size: 11pt; } h4 { font-size: 10pt; }
  h2, h3, h4, caption { break-after: avoid; }
  tr, dl > div, .verdict { break-inside: avoid; }
  thead { display: table-header-group; }
  .entry h4 { break-after: avoid; }
  pre { background: none; }
}
`);
