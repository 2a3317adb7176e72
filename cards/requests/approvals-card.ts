import type { Page, RequestLine } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf, type ListCardData } from '../list-data.js';
import { renderFitting, type Card } from '../render.js';
import { requestRow } from './request-rows.js';
import type { Format } from '../text.js';
import { wordingFor } from '../viewer-wording.js';

/** What waits for a person's decision, in the order of the page: oldest first. */
export function approvalsCard(view: Page<RequestLine>, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t } = words;
  const nothing = view.items.length === 0;
  return renderFitting('list', words, t('approvals.summary', { total: view.total }), (room) => {
    const data: ListCardData = {
      title: t('approvals.title'),
      empty: nothing ? [{ text: t('approvals.empty') }] : [],
      rows: view.items.map((line) => requestRow(line, words, room)),
      paging: pagingOf(view, words),
      next: t(nothing ? 'approvals.empty-next' : 'approvals.next'),
      searches: [],
      actions: [
        ...pageButtons(view, words, (page) => ({ verb: 'approvals.list', page, renew: true })),
        button(t('do.mine'), { verb: 'requests.list', page: 1 }),
        button(t('do.help'), { verb: 'help.show' }),
      ],
    };
    return { ...data };
  });
}
