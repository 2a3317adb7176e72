import { visible } from '../literal.js';

/** HTML that was made here; what is no Markup is text and gets escaped. */
export class Markup {
  constructor(readonly html: string) {}
}

export type Part = Markup | string | number | readonly Part[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Builds HTML. Everything filled in is escaped and loses what cannot be seen, but for parts that are Markup already; attributes must be quoted. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, place) => text + written(parts[place] ?? '')).join(''));
}

/** Text that has to stay as it is to the last character, because people compute hashes over it; escaped. */
export const exactly = (text: string): Markup => new Markup(escape(text));

function written(part: Part): string {
  if (part instanceof Markup) return part.html;
  if (typeof part === 'string') return escape(visible(part));
  if (typeof part === 'number') return String(part);
  return part.map(written).join('');
}
