import type { NoticeCardData } from './notice-data.js';
import { render, type Card } from './render.js';
import { safeLink } from './safe-link.js';
import type { Wording } from './wording.js';

export interface OpenLinkView {
  /** What it is about, as people name it. */
  readonly about: string;
  readonly title: string;
  readonly text: string;
  /** What can be opened; the first is what most people want. */
  readonly links: readonly { readonly title: string; readonly url: string }[];
  readonly expiresAt: Date;
}

/**
 * Links for one person and one purpose, to be opened now.
 * @throws Error when an address is not https (on loopback, http will do)
 */
export function openLinkCard({ about, title, text, links, expiresAt }: OpenLinkView, words: Wording): Card {
  const { t, instant } = words;
  const named = about.slice(0, 200);
  const data: NoticeCardData = {
    eyebrows: [{ text: named }],
    title,
    bands: [{ style: 'accent', word: t('link.band', { about: named, until: instant(expiresAt) }), text }],
    lines: [],
    factSets: [],
    texts: [],
    next: t('link.next'),
    actions: links.map((link, place) => ({ type: 'Action.OpenUrl', title: link.title, url: safeLink(link.url), ...(place === 0 ? { style: 'positive' } : {}) })),
  };
  return render('notice', words, title, { ...data });
}
