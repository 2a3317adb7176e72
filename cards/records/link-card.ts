import { openLinkCard } from '../open-link-card.js';
import type { AgreementLink } from './record-verbs.js';
import type { Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

export interface LinkView {
  readonly link: AgreementLink;
  /** What it is about, as people name it. */
  readonly about: string;
  readonly url: string;
  readonly expiresAt: Date;
}

/** A link around an agreement, for one person and one purpose. @throws Error as `openLinkCard` */
export function linkCard({ link, about, url, expiresAt }: LinkView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  return openLinkCard({ about, title: t(`link.${link}.title`), text: t(`link.${link}.text`), links: [{ title: t(`link.${link}.open`), url }], expiresAt }, words);
}
