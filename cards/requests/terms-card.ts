import { dialogButtons, dialogEyebrow, problemsOf, typedWords, numberedName, type DialogData, type DialogPlace, type Named } from '../conversation/dialog-data.js';
import { numberOf } from '../../services/context/index.js';
import { cut, paragraphs } from '../literal.js';
import { render, type Card } from '../render.js';
import type { Fact, TextSection } from '../sections.js';
import type { Format } from '../text.js';
import { longest } from '../verbs.js';
import { wording } from '../wording.js';

export interface TermsView extends DialogPlace {
  readonly dataset: Named | null;
  readonly workspace: Named;
  /** What was typed, or what a returned request says; empty at first. */
  readonly purpose: string;
  /** What was typed; without it the offered date stands in the field. */
  readonly until?: string;
  /** ISO date. */
  readonly offered: string;
  /** ISO date, the last day possible, and what sets it. */
  readonly latest: string;
  readonly because: 'project-end' | 'agreement-end' | 'longest';
  /** The same access that stands already. */
  readonly existing: { readonly requestId: number; readonly untilOn: string } | null;
  /** What a returned request was sent back with. */
  readonly comment?: string;
}

/** A text field as `templates/terms.json` has it. */
interface Field {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly max: number;
  readonly error: string;
}

/** The data of `templates/terms.json`. */
interface TermsCardData extends DialogData {
  readonly facts: readonly Fact[];
  readonly asked: readonly TextSection[];
  readonly purpose: Field;
  readonly until: Field;
  readonly limit: string;
}

/** What for and until when; keeps what was typed and says what was wrong with it. */
export function termsCard(view: TermsView, format: Format): Card {
  const words = wording(format);
  const { t, day } = words;
  const max = longest.purpose;
  const data: TermsCardData = {
    eyebrow: dialogEyebrow(view, view.dataset, words),
    title: t('terms.heading'),
    ...problemsOf(view, words),
    facts: [
      ...(view.dataset ? [{ title: t('label.dataset'), value: numberedName('dataset', view.dataset, words) }] : []),
      { title: t('label.workspace'), value: numberedName('workspace', view.workspace, words) },
      ...(view.existing ? [{ title: t('label.have-until'), value: t('terms.existing', { until: day(view.existing.untilOn), number: numberOf('request', view.existing.requestId) }) }] : []),
    ],
    asked: view.comment === undefined ? [] : [{ label: t('terms.comment'), paragraphs: paragraphs(view.comment, longest.comment).map((text) => ({ text })) }],
    purpose: {
      label: t('terms.purpose'),
      placeholder: t('terms.purpose-placeholder', { max }),
      value: cut(view.purpose, max),
      max,
      error: t('terms.purpose-error', { max }),
    },
    until: {
      label: t('terms.until'),
      placeholder: t('terms.until-placeholder', { example: day(view.offered) }),
      value: cut(view.until ?? day(view.offered), longest.until),
      max: longest.until,
      error: t('terms.until-error'),
    },
    limit: t(`terms.limit.${view.because}`, { latest: day(view.latest) }),
    next: t('terms.next'),
    words: typedWords(view, t('terms.words'), words),
    actions: dialogButtons(view, 'terms', 'next', words),
  };
  return render('terms', words, t('dialog.summary', { title: data.eyebrow, heading: data.title }), { ...data });
}
