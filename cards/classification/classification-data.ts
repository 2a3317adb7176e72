import type { Answer, ClassifierRole, Flowchart, PackageView, PathStep } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import type { Piece } from '../buttons.js';
import type { Further } from '../further.js';
import { short } from '../names.js';
import type { BandStyle } from '../requests/request-words.js';
import type { Fact, Shown } from '../sections.js';
import type { Wording } from '../wording.js';

/** The data of `templates/classification.json`. */
export interface ClassificationCardData {
  readonly eyebrow: string;
  readonly title: string;
  readonly bands: readonly Band[];
  readonly lines: readonly Shown[];
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  readonly sections: readonly Section[];
  /** Closed parts, in one box; no box where there are none. */
  readonly folded: readonly { readonly further: readonly Further[] }[];
  readonly next: readonly Shown[];
  readonly words: readonly Shown[];
  readonly actions: readonly Piece[];
}

export interface Band {
  readonly style: BandStyle;
  readonly word: string;
  readonly lines: readonly Shown[];
}

export interface Section {
  readonly label: string;
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  readonly lines: readonly Shown[];
  readonly items: readonly { readonly title: string; readonly text: string; readonly facts: readonly Fact[] }[];
}

export const section = (label: string, part: Partial<Section>): Section => ({ label, factSets: [], lines: [], items: [], ...part });

export const shown = (texts: readonly string[]): readonly Shown[] => texts.map((text) => ({ text }));

/** A part that is closed at first. */
export const fold = (id: string, label: string, lines: readonly string[], { t }: Wording, facts: readonly Fact[] = []): Further => ({
  // No field of the card has such an id.
  id: `fold-${id}`,
  label,
  closed: t('further.closed', { label }),
  open: t('further.open', { label }),
  factSets: facts.length === 0 ? [] : [{ facts }],
  lines: shown(lines),
});

export const answerWord = (answer: Answer, { t }: Wording): string => t(`answer.${answer}`);
export const roleWord = (role: ClassifierRole, { t }: Wording): string => t(`role.${role}`);

/** `WP-0005 · Flow through the hospital`. */
export const packageLine = ({ packageId, title }: Pick<PackageView, 'packageId' | 'title'>, { t }: Wording): string => `${numberOf('package', packageId)}${t('line.separator')}${short(title)}`;

/** The answered questions of a path, by their short names. */
export const pathFacts = (flowchart: Pick<Flowchart, 'questions'>, path: readonly PathStep[], words: Wording): readonly Fact[] =>
  path.map(({ key, answer }) => ({ title: flowchart.questions.get(key)?.label ?? key, value: answerWord(answer, words) }));

/** Which form of a sentence about somebody fits, for a `select` in `cards/strings`; `none` where there is nobody. */
export const whoIs = ({ viewerId }: Pick<PackageView, 'viewerId'>, personId: string | null): 'you' | 'other' | 'none' => (personId === null ? 'none' : personId === viewerId ? 'you' : 'other');

/** Name of somebody whom a package's view speaks of, where a line begins: `You` for its reader. */
export const personFirst = (view: Pick<PackageView, 'names' | 'viewerId'>, personId: string | null, words: Wording): string =>
  personId === view.viewerId ? words.t('who.you-first') : personIn(view, personId, words);

/** Name of somebody whom a package's view speaks of; `you` for its reader. */
export function personIn({ names, viewerId }: Pick<PackageView, 'names' | 'viewerId'>, personId: string | null, { t }: Wording): string {
  if (personId === null) return t('who.nobody');
  if (personId === viewerId) return t('who.you');
  const name = short(names.get(personId) ?? '');
  return name === '' ? t('who.somebody') : name;
}
