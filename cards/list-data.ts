import { button, type Piece } from './buttons.js';
import type { Shown } from './sections.js';
import type { ButtonData } from './verbs.js';
import type { Wording } from './wording.js';

/** The data of `templates/list.json`. */
export interface ListCardData {
  readonly title: string;
  readonly empty: readonly Shown[];
  readonly rows: readonly Row[];
  readonly paging: readonly Shown[];
  readonly next: string;
  readonly searches: readonly { readonly label: string; readonly placeholder: string; readonly value: string; readonly max: number }[];
  readonly actions: readonly Piece[];
}

/** A row that opens what it names. */
export interface Row {
  readonly title: string;
  readonly states: readonly Shown[];
  readonly details: readonly Shown[];
  readonly open: Piece;
}

interface PageOf {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** Where in the list the page stands; nothing for a list of one page. */
export function pagingOf(page: PageOf, { t }: Wording): readonly Shown[] {
  return page.pages > 1 ? [{ text: t('line.page', { page: page.page, pages: page.pages, total: page.total }) }] : [];
}

/** The buttons to the neighbouring pages, as far as there are any. */
export function pageButtons(page: PageOf, { t }: Wording, to: (page: number) => ButtonData): readonly Piece[] {
  return [
    ...(page.page > 1 ? [button(t('do.earlier'), to(page.page - 1), { inputs: 'none' })] : []),
    ...(page.page < page.pages ? [button(t('do.further'), to(page.page + 1), { inputs: 'none' })] : []),
  ];
}
