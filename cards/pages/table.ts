import { html, type Markup, type Part } from './html.js';

/** A table with a header cell for each column and for each row; on a phone each row is a block, and its cells say their column. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell, place) => html`<td data-label="${columns[place + 1] ?? ''}">${cell}</td>`)}</tr>
`)}</tbody>
</table>
`;
}

/** Names and what they stand for. */
export const facts = (rows: readonly (readonly [title: string, value: Part])[]): Markup => html`<dl>${rows.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>
`;

export const paragraphs = (texts: readonly Part[]): readonly Markup[] => texts.map((text) => html`<p>${text}</p>
`);
