import type { DatasetLine } from '../../services/catalogue/index.js';
import { numberOf } from '../../services/context/index.js';
import type { Page } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf, type ListCardData, type Row } from '../list-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { longest } from '../verbs.js';
import { wording, type Wording } from '../wording.js';

export interface DatasetListView {
  /** What was searched for; empty for all. */
  readonly query: string;
  readonly page: Page<DatasetLine>;
}

/** The datasets that a search found, each to open, and a field to search again. */
export function datasetListCard(view: DatasetListView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const query = oneLine(view.query, longest.query);
  const nothing = view.page.items.length === 0;
  return renderFitting('list', words, t('datasets.summary', { total: view.page.total }), (room) => {
    const data: ListCardData = {
      title: query === '' ? t('datasets.title') : t('datasets.title-query', { query: oneLine(query, 60) }),
      empty: nothing ? [{ text: t('datasets.empty') }] : [],
      rows: view.page.items.map((dataset) => datasetRow(dataset, words, room)),
      paging: pagingOf(view.page, words),
      next: t(nothing ? 'datasets.empty-next' : 'datasets.next'),
      searches: [{ label: t('datasets.search'), placeholder: t('datasets.search-placeholder'), value: query, max: longest.query }],
      actions: [
        button(t('do.search'), { verb: 'datasets.list', page: 1, renew: true }, { style: 'positive' }),
        ...pageButtons(view.page, words, (page) => ({ verb: 'datasets.list', query, page, renew: true })),
      ],
    };
    return { ...data };
  });
}

function datasetRow(dataset: DatasetLine, { t, list }: Wording, room: number): Row {
  const cut = (text: string, most: number): string => oneLine(text, Math.min(room, most));
  const number = numberOf('dataset', dataset.id);
  const keywords = list(dataset.keywords.slice(0, 5).map((word) => cut(word, 30)));
  return {
    title: t('row.title', { number, what: cut(dataset.name, 120) }),
    states: dataset.hidden ? [{ text: t('datasets.hidden') }] : [],
    details: [cut(dataset.summary, 180), [cut(dataset.provider, 80), keywords].filter((part) => part !== '').join(t('line.separator'))]
      .filter((text) => text !== '')
      .map((text) => ({ text })),
    open: button(t('do.open', { name: number }), { verb: 'dataset.show', datasetId: dataset.id }, { inputs: 'none' }),
  };
}
