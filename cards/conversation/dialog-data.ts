import { numberOf } from '../../services/context/index.js';
import { button, type Piece } from '../buttons.js';
import { oneLine } from '../literal.js';
import type { Shown } from '../sections.js';
import { nameRoom } from '../names.js';
import type { Wording } from '../wording.js';

/** What can be wrong with an answer in a dialog; the words stand in `cards/strings` under `dialog-error.<key>`. */
export type DialogError =
  | 'choice-missing'
  | 'choice-unknown'
  | 'choice-ambiguous'
  | 'purpose-needed'
  | 'too-long'
  | 'until-needed'
  | 'until-unreadable'
  | 'until-ambiguous'
  | 'until-impossible'
  | 'until-past'
  | 'until-too-late'
  | 'until-not-longer'
  | 'commitments-needed'
  | 'send-or-cancel'
  | 'invalid-input';

/** Steps of the dialogs, as their buttons name them. */
export type DialogStep = 'dataset' | 'workspace' | 'terms' | 'confirm';

/** Where in which dialog a card stands. */
export interface DialogPlace {
  readonly dialog: 'ask' | 'resubmit';
  /** UUID of this run of the dialog: a card of an earlier one is over. */
  readonly instance: string;
  /** From 1. */
  readonly stepNumber: number;
  readonly steps: number;
  readonly error?: DialogError;
  /** ISO date that goes with `until-too-late` and `until-not-longer`. */
  readonly limit?: string;
}

export interface Named {
  readonly id: number;
  readonly name: string;
}

/** Parts that all dialog cards have. */
export interface DialogData {
  readonly eyebrow: string;
  readonly title: string;
  readonly errors: readonly Shown[];
  /** What is still wanted, where nothing is wrong. */
  readonly hints: readonly Shown[];
  readonly next: string;
  readonly words: string;
  readonly actions: readonly Piece[];
}

/** `Request access · Step 2 of 4`. */
export function dialogEyebrow(place: DialogPlace, dataset: Named | null, { t }: Wording): string {
  const title = t(place.dialog === 'resubmit' ? 'resubmit.title' : dataset ? 'ask.title' : 'join.title');
  return `${title}${t('line.separator')}${t('line.step', { step: place.stepNumber, steps: place.steps })}`;
}

/** Half an answer is no mistake: the rest is asked for. */
const hintsOnly: ReadonlySet<DialogError> = new Set<DialogError>(['until-needed']);

/** What is wrong with the last answer, or what is still wanted. */
export function problemsOf(place: DialogPlace, { t, day }: Wording): Pick<DialogData, 'errors' | 'hints'> {
  if (place.error === undefined) return { errors: [], hints: [] };
  const said = [{ text: t(`dialog-error.${place.error}`, { limit: place.limit === undefined ? 'none' : day(place.limit) }) }];
  return hintsOnly.has(place.error) ? { errors: [], hints: said } : { errors: said, hints: [] };
}

/** What can be typed instead of pressing a button; one can go back where there is a step before. */
export const typedWords = (place: DialogPlace, words: string, { t }: Wording): string => t('line.type-after', { words: t(place.stepNumber > 1 ? 'line.words-back' : 'line.words-first', { words }) });

/** Onwards, back where there is a step before, and out. Back and out neither check nor send what is typed. */
export function dialogButtons(place: DialogPlace, step: DialogStep, onwards: 'next' | 'send', { t }: Wording): readonly Piece[] {
  const data = { dialog: place.dialog, instance: place.instance, step };
  return [
    button(t(`do.${onwards}`), { verb: 'dialog.next', ...data }, { style: 'positive' }),
    ...(place.stepNumber > 1 ? [button(t('do.back'), { verb: 'dialog.back', ...data }, { inputs: 'none' })] : []),
    button(t('do.cancel'), { verb: 'dialog.cancel', ...data }, { inputs: 'none' }),
  ];
}

/** `DS-0007 · CT scans`. */
export function numberedName(kind: 'dataset' | 'workspace', thing: Named, { t }: Wording): string {
  return `${numberOf(kind, thing.id)}${t('line.separator')}${oneLine(thing.name, nameRoom.fact)}`;
}
