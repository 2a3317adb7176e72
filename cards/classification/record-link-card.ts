import { numberOf } from '../../services/context/index.js';
import { openLinkCard } from '../open-link-card.js';
import type { Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

export interface RecordLinkView {
  readonly packageId: number;
  /** Addresses of the page and of the JSON. */
  readonly page: string;
  readonly data: string;
  readonly expiresAt: Date;
}

/** Links to the record of a classification, for one person. @throws Error as `openLinkCard` */
export function recordLinkCard({ packageId, page, data, expiresAt }: RecordLinkView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const number = numberOf('package', packageId);
  const links = [{ title: t('record-link.open'), url: page }, { title: t('record-link.data'), url: data }];
  return openLinkCard({ about: number, title: t('record-link.title', { number }), text: t('record-link.text'), links, expiresAt }, words);
}
