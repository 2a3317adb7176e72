import { button } from '../buttons.js';
import { phrasesOf, type GuideCardData } from './guide-data.js';
import { render, type Card } from '../render.js';
import { short } from '../names.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

/** What somebody sees once, when they first meet the product. */
export function welcomeCard(view: { readonly name: string }, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const data: GuideCardData = {
    title: t('welcome.title', { name: short(view.name) }),
    text: t('welcome.text'),
    pending: [],
    next: t('welcome.next'),
    ...phrasesOf(words),
    warnings: [{ text: t('help.never') }],
    actions: [
      button(t('do.datasets'), { verb: 'datasets.list', query: '', page: 1 }, { style: 'positive' }),
      button(t('do.ask'), { verb: 'ask.start' }),
      button(t('do.mine'), { verb: 'requests.list', page: 1 }),
      button(t('do.approvals'), { verb: 'approvals.list', page: 1 }),
    ],
  };
  return render('guide', words, t('welcome.summary'), { ...data });
}
