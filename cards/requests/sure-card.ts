import type { RequestView } from '../../services/requests/index.js';
import { button } from '../buttons.js';
import type { NoticeCardData } from '../notice-data.js';
import { render, type Card } from '../render.js';
import { consequencesOf, type Irrevocable } from './request-buttons.js';
import { mainFactsOf } from './request-sections.js';
import { eyebrowOf } from './request-words.js';
import { numberOf } from '../../services/context/index.js';
import type { Format } from '../text.js';
import { wordingFor } from '../viewer-wording.js';

/** Before something typed that cannot be taken back: what it would end, and the button that does it. */
export function sureCard(view: RequestView, action: Irrevocable, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t } = words;
  const number = numberOf('request', view.id);
  const [first = '', ...others] = consequencesOf(view, action, words);
  const title = t(`sure.${action}`, { number });
  const data: NoticeCardData = {
    eyebrows: [{ text: eyebrowOf(view, words) }],
    title,
    bands: [{ style: 'warning', word: t('sure.word'), text: first }],
    lines: others.map((text) => ({ text })),
    factSets: [{ facts: mainFactsOf(view, words) }],
    texts: [],
    next: t('sure.next'),
    actions: [
      button(t(`do.${action}-now`), { verb: `request.${action}`, requestId: view.id, version: view.version }, { style: 'destructive' }),
      button(t('do.show', { number }), { verb: 'request.show', requestId: view.id }),
    ],
  };
  return render('notice', words, title, { ...data });
}
