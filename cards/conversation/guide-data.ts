import type { Piece } from '../buttons.js';
import { fold } from '../classification/classification-data.js';
import type { Further } from '../further.js';
import type { Fact, Shown } from '../sections.js';
import type { Wording } from '../wording.js';

/** The data of `templates/guide.json`. */
export interface GuideCardData {
  readonly title: string;
  readonly text: string;
  readonly pending: readonly Shown[];
  readonly next: string;
  readonly phrases: readonly { readonly label: string; readonly facts: readonly Fact[] }[];
  /** Closed parts, in one box; no box where there are none. */
  readonly folded: readonly { readonly further: readonly Further[] }[];
  readonly warnings: readonly Shown[];
  readonly actions: readonly Piece[];
}

/** The phrases that can be typed, by what they are about. */
const phraseKeys = {
  data: ['datasets', 'dataset', 'ask', 'join', 'mine', 'request', 'withdraw', 'leave', 'history', 'approvals'],
  classification: ['packages', 'package', 'classify', 'explain', 'record'],
  projects: ['projects', 'portfolio', 'new-project', 'change-project', 'people', 'add', 'remove', 'referees', 'declare-conflict', 'new-package', 'change-package', 'successor', 'my-datasets', 'hand-over', 'designate'],
  workspaces: ['workspaces', 'workspace', 'new-workspace', 'add-member', 'start', 'stop', 'connect'],
  gates: ['records', 'gates', 'training', 'agreement', 'authority', 'lawful-basis', 'dpia', 'ethics', 'website-terms'],
  chat: ['sign-in', 'sign-out', 'cancel', 'help'],
} as const;

/** The phrases that can be typed; what people need first is open, the rest folds out. */
export function phrasesOf(words: Wording): Pick<GuideCardData, 'phrases' | 'folded'> {
  const { t } = words;
  const factsOf = (group: keyof typeof phraseKeys): readonly Fact[] => phraseKeys[group].map((key) => ({ title: t(`phrase.${key}`), value: t(`phrase.${key}.does`) }));
  const [first, ...others] = Object.keys(phraseKeys) as (keyof typeof phraseKeys)[];
  return {
    phrases: first === undefined ? [] : [{ label: t(`help.${first}`), facts: factsOf(first) }],
    folded: [{ further: others.map((group) => fold(group, t(`help.${group}`), [], words, factsOf(group))) }],
  };
}
