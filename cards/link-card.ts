import type { NoticeCardData } from './notice-data.js';
import type { AgreementLink } from './record-verbs.js';
import { render, type Card } from './render.js';
import type { Format } from './text.js';
import { safeLink } from './safe-link.js';
import { wording } from './wording.js';

export interface LinkView {
  readonly link: AgreementLink;
  /** What it is about, as people name it. */
  readonly about: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/**
 * A link for one person and one purpose, to be opened now.
 * @throws Error when the address is not https (on loopback, http will do)
 */
export function linkCard({ link, about, url, expiresAt }: LinkView, format: Format): Card {
  const words = wording(format);
  const { t, instant } = words;
  const values = { about: about.slice(0, 200), until: instant(expiresAt) };
  const data: NoticeCardData = {
    eyebrows: [{ text: values.about }],
    title: t(`link.${link}.title`),
    bands: [{ style: 'accent', word: t('link.band', values), text: t(`link.${link}.text`) }],
    lines: [],
    factSets: [],
    texts: [],
    next: t('link.next'),
    actions: [{ type: 'Action.OpenUrl', title: t(`link.${link}.open`), url: safeLink(url), style: 'positive' }],
  };
  return render('notice', words, t(`link.${link}.title`), { ...data });
}
