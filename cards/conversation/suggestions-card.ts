import { button } from '../buttons.js';
import type { GuideCardData } from './guide-data.js';
import { oneLine } from '../literal.js';
import { render, type Card } from '../render.js';
import { short } from '../names.js';
import type { Format } from '../text.js';
import type { ButtonData } from '../verbs.js';
import { wording } from '../wording.js';

export interface SuggestionsView {
  readonly said: string;
  /** At most five are shown, and help. */
  readonly suggestions: readonly { readonly label: string; readonly data: ButtonData }[];
}

/** The answer to text that is no phrase: what it may have meant. */
export function suggestionsCard(view: SuggestionsView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const data: GuideCardData = {
    title: t(view.suggestions.length === 0 ? 'suggestions.title-none' : 'suggestions.title'),
    text: view.said === '' ? t('suggestions.text-nothing') : t('suggestions.text', { said: oneLine(view.said, 160) }),
    pending: [],
    next: t(view.suggestions.length === 0 ? 'suggestions.next-none' : 'suggestions.next'),
    phrases: [],
    folded: [],
    warnings: [],
    actions: [...view.suggestions.slice(0, 5).map(({ label, data: sent }) => button(short(label), sent)), button(t('do.help'), { verb: 'help.show' })],
  };
  return render('guide', words, t('suggestions.summary'), { ...data });
}
