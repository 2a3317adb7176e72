import { html, type Markup, type Part } from './html.js';

/** A table with a header cell for each column and for each row; on a phone each row is a block, and its cells say their column. `wide-first` leaves most room to the rows' headers. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Part[])[], widths: 'even' | 'wide-first' = 'even'): Markup {
  return html`<table class="${widths}">
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell, place) => html`<td data-label="${columns[place + 1] ?? ''}"><div>${cell}</div></td>`)}</tr>
`)}</tbody>
</table>
`;
}

/** Names and what they stand for. */
export const facts = (rows: readonly (readonly [title: string, value: Part])[]): Markup => html`<dl>${rows.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>
`;

export const paragraphs = (texts: readonly Part[]): readonly Markup[] => texts.map((text) => html`<p>${text}</p>
`);
