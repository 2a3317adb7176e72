import type { Page, RequestLine } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf, type ListCardData } from '../list-data.js';
import { renderFitting, type Card } from '../render.js';
import { requestRow } from './request-rows.js';
import type { Format } from '../text.js';
import { wordingFor } from '../viewer-wording.js';

/** The requests that a person made or that were made for them, with where each stands. */
export function myRequestsCard(view: Page<RequestLine>, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t } = words;
  const nothing = view.items.length === 0;
  return renderFitting('list', words, t('my-requests.summary', { total: view.total }), (room) => {
    const data: ListCardData = {
      title: t('my-requests.title'),
      empty: nothing ? [{ text: t('my-requests.empty') }] : [],
      rows: view.items.map((line) => requestRow(line, words, room)),
      paging: pagingOf(view, words),
      next: t(nothing ? 'my-requests.empty-next' : 'my-requests.next'),
      searches: [],
      actions: [
        ...pageButtons(view, words, (page) => ({ verb: 'requests.list', page, renew: true })),
        button(t('do.ask'), { verb: 'ask.start' }, { style: 'positive' }),
        button(t('do.datasets'), { verb: 'datasets.list', query: '', page: 1 }),
      ],
    };
    return { ...data };
  });
}
