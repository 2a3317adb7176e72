import { numberOf } from '../services/context/index.js';
import type { NoticeCardData } from './notice-data.js';
import { render, type Card } from './render.js';
import { safeLink } from './safe-link.js';
import type { Format } from './text.js';
import { wording } from './wording.js';

export interface RecordLinkView {
  readonly packageId: number;
  /** Addresses of the page and of the JSON. */
  readonly page: string;
  readonly data: string;
  readonly expiresAt: Date;
}

/**
 * Links to the record of a classification, for one person.
 * @throws Error when an address is not https (on loopback, http will do)
 */
export function recordLinkCard({ packageId, page, data, expiresAt }: RecordLinkView, format: Format): Card {
  const words = wording(format);
  const { t, instant } = words;
  const number = numberOf('package', packageId);
  const title = t('record-link.title', { number });
  const content: NoticeCardData = {
    eyebrows: [{ text: number }],
    title,
    bands: [{ style: 'accent', word: t('link.band', { about: number, until: instant(expiresAt) }), text: t('record-link.text') }],
    lines: [],
    factSets: [],
    texts: [],
    next: t('link.next'),
    actions: [
      { type: 'Action.OpenUrl', title: t('record-link.open'), url: safeLink(page), style: 'positive' },
      { type: 'Action.OpenUrl', title: t('record-link.data'), url: safeLink(data) },
    ],
  };
  return render('notice', words, title, { ...content });
}
