import type { Piece } from './buttons.js';
import type { Fact, Shown } from './sections.js';
import type { Wording } from './wording.js';

/** The data of `templates/guide.json`. */
export interface GuideCardData {
  readonly title: string;
  readonly text: string;
  readonly pending: readonly Shown[];
  readonly next: string;
  readonly phrases: readonly { readonly label: string; readonly facts: readonly Fact[] }[];
  readonly warnings: readonly Shown[];
  readonly actions: readonly Piece[];
}

const phraseKeys = ['datasets', 'dataset', 'ask', 'join', 'mine', 'request', 'withdraw', 'leave', 'history', 'approvals', 'projects', 'add', 'portfolio', 'my-datasets', 'sign-out', 'cancel', 'help'] as const;

/** The phrases that can be typed. */
export function phrasesOf({ t }: Wording): GuideCardData['phrases'] {
  return [{ label: t('help.phrases'), facts: phraseKeys.map((key) => ({ title: t(`phrase.${key}`), value: t(`phrase.${key}.does`) })) }];
}
