import type { PackageLine } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import type { Page } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf, type ListCardData, type Row } from '../list-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** Work packages that the reader may see, those that wait for their opinion first. */
export function packageListCard(page: Page<PackageLine>, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  return renderFitting('list', words, t('packages.summary', { total: page.total }), (room) => {
    const data: ListCardData = {
      title: t('packages.title'),
      empty: page.items.length === 0 ? [{ text: t('packages.empty') }] : [],
      rows: page.items.map((item) => rowOf(item, words, room)),
      paging: pagingOf(page, words),
      next: t('packages.next'),
      searches: [],
      actions: pageButtons(page, words, (to) => ({ verb: 'packages.list', page: to, renew: true })),
    };
    return { ...data };
  });
}

function rowOf({ id, title, state, tier, suspended, successors, project, asked }: PackageLine, { t, list }: Wording, room: number): Row {
  const number = numberOf('package', id);
  return {
    title: t('row.title', { number, what: oneLine(title, Math.min(room, 120)) }),
    states: [{ text: suspended ? t('package-band.suspended') : asked ? t('package-band.asked') : tier === null ? t(`package.${state}`) : t('package-band.classified', { tier }) }],
    details: [`${numberOf('project', project.id)} ${oneLine(project.title, Math.min(room, 80))}`, ...(suspended && successors.length > 0 ? [t('packages.goes-on', { successors: list(successors.map((one) => numberOf('package', one))) })] : [])].map((text) => ({ text })),
    open: button(t('do.open', { name: number }), { verb: 'package.show', packageId: id }, { inputs: 'none' }),
  };
}
