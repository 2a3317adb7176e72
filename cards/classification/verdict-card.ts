import { tiers, whatIf, type DraftView, type Position, type Tier, type WhatIf } from '../../services/classification/index.js';
import { button, opening, type Piece } from '../buttons.js';
import { answerWord, fold, pathFacts, section, shown, type ClassificationCardData } from './classification-data.js';
import { draftEyebrow, leaveButton, modifiesBand, noteBand, startOver, type QuestionNote } from './question-card.js';
import { renderFitting, type Card } from '../render.js';
import { tierOf } from '../requests/request-sections.js';
import type { Format } from '../text.js';
import { longest } from '../verbs.js';
import { wording, type Wording } from '../wording.js';

/** A draft whose answers lead to a tier. */
export type AtTier = DraftView & { readonly at: Extract<Position, { kind: 'tier' }> };

export interface VerdictView {
  readonly draft: AtTier;
  readonly note?: QuestionNote;
}

/** Rows of "what if" on the card itself; a path that is longer shows those that would change the tier first. */
const mostRows = 14;

/** Where the answers lead: the tier, the path, which single answer would change it, and giving the opinion, as it is or raised with a reason. */
export function verdictCard({ draft, note }: VerdictView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const { tier } = draft.at;
  const given = Object.fromEntries(draft.steps.map(({ key, answer }) => [key, answer]));
  const rows = whatIf(draft.flowchart, given);
  const changing = rows.filter(({ changes }) => changes !== 'no');
  return renderFitting('classification', words, t('verdict.summary', { tier }), (room) => {
    const data: ClassificationCardData = {
      eyebrow: draftEyebrow(draft, t('verdict.place'), words),
      title: t('verdict.title', { tier }),
      bands: [...noteBand(note, words), ...modifiesBand(draft, words)],
      lines: shown([t('verdict.text')]),
      factSets: [],
      sections: [
        section(t('verdict.path'), { factSets: [{ facts: pathFacts(draft.flowchart, draft.steps.slice(-40), words) }] }),
        section(t('verdict.what-if'), { lines: shown(changing.length === 0 ? [t('verdict.no-change')] : changing.slice(0, Math.min(mostRows, Math.ceil(room / 50))).map((row) => whatIfLine(row, draft, words))) }),
      ],
      folded: [{ further: tierOf(tier, words).map(({ label, points }) => fold('tier', label, points.map(({ text }) => text), words)) }].filter(({ further }) => further.length > 0),
      next: [{ text: t('verdict.next') }],
      words: [{ text: t('line.type-after', { words: t('verdict.words') }) }],
      actions: [
        button(t('do.give-opinion', { tier }), { verb: 'flowchart.give', draftId: draft.id, version: draft.version }, { style: 'positive', inputs: 'none' }),
        ...raiseOf(draft, tier, words),
        button(t('do.back'), { verb: 'flowchart.back', draftId: draft.id, version: draft.version }, { inputs: 'none' }),
        startOver(draft, words),
        leaveButton(draft, words),
      ],
    };
    return { ...data };
  });
}

/** What another answer to one question would come to. */
function whatIfLine({ key, instead, then }: WhatIf, { flowchart }: DraftView, words: Wording): string {
  const { t, anyOf } = words;
  const values = { question: flowchart.questions.get(key)?.label ?? key, answer: answerWord(instead, words) };
  if ('tier' in then) return t('verdict.if-tier', { ...values, tier: then.tier });
  return t('verdict.if-depends', { ...values, tiers: anyOf(then.tiers.map(String)), on: flowchart.questions.get(then.dependsOn)?.label ?? then.dependsOn });
}

/** Anyone may raise their own tier above the flowchart's with a written reason, never lower it; nothing is above tier 4. */
function raiseOf(draft: DraftView, tier: Tier, { t }: Wording): readonly Piece[] {
  const higher = tiers.filter((one) => one > tier);
  if (higher.length === 0) return [];
  const choices = higher.map((one) => ({ title: t('tier.name', { tier: one }), value: String(one) }));
  return [
    opening(
      t('do.raise'),
      [
        { type: 'TextBlock', text: t('verdict.raise-text'), wrap: true },
        { type: 'Input.ChoiceSet', id: 'tier', label: t('verdict.raise-tier'), isRequired: true, errorMessage: t('verdict.raise-tier-error'), style: 'expanded', wrap: true, value: choices.length === 1 ? String(higher[0]) : '', choices },
        { type: 'Input.Text', id: 'reason', label: t('verdict.raise-reason'), isRequired: true, errorMessage: t('verdict.raise-reason-error'), isMultiline: true, maxLength: longest.reason },
      ],
      [button(t('do.raise-now'), { verb: 'flowchart.raise', draftId: draft.id, version: draft.version }, { style: 'positive' })],
    ),
  ];
}
