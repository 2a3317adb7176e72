import { definitionsOf, type Answer, type DraftView, type Flowchart, type Position, type Question } from '../../services/classification/index.js';
import { numberOf } from '../../services/context/index.js';
import { button, line, opening, type Piece } from '../buttons.js';
import { answerWord, fold, pathFacts, roleWord, shown, type Band, type ClassificationCardData } from './classification-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** Why the card looks other than expected; the words stand in `cards/strings` under `question-note.<key>`. */
export type QuestionNote = 'question-changed' | 'outdated' | 'answers-missing' | 'not-the-question' | 'yes-or-no' | 'give-or-back' | 'first-question' | 'not-higher' | 'reason-needed';

/** A draft that has come to a question. */
export type AtQuestion = DraftView & { readonly at: Extract<Position, { kind: 'question' }> };

export interface QuestionView {
  readonly draft: AtQuestion;
  readonly note?: QuestionNote;
  /** "Why do you ask?" was asked: that part is open. */
  readonly why: boolean;
}

/** A question of a flowchart: its number, guidance, what each answer leads to, and on demand why it is asked, examples and definitions. */
export function questionCard({ draft, note, why }: QuestionView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const { question } = draft.at;
  return renderFitting('classification', words, t('question.summary', { number: draft.at.number, question: question.text }), (room) => {
    const cut = (text: string): string => oneLine(text, Math.max(room, 300));
    const data: ClassificationCardData = {
      eyebrow: draftEyebrow(draft, t('question.number', { number: draft.at.number }), words),
      title: question.text,
      bands: [...noteBand(note, words), ...(why ? [{ style: 'accent' as const, word: t('question.why'), lines: shown([question.why]) }] : []), ...modifiesBand(draft, words)],
      lines: shown(question.guidance.map(cut)),
      factSets: [{ facts: (['yes', 'no'] as const).map((answer) => ({ title: answerWord(answer, words), value: leadsTo(draft, question, answer, words) })) }],
      sections: [],
      folded: [{ further: [...examplesOf(question, cut, words), ...(why ? [] : [fold('why', t('question.why'), [question.why], words)]), ...termsOf(draft.flowchart, question, cut, words), ...answeredOf(draft, words)] }],
      next: [{ text: t('question.next') }],
      words: [{ text: t('line.type-after', { words: t(draft.steps.length > 0 ? 'question.words' : 'question.words-first') }) }],
      actions: [
        ...(['yes', 'no'] as const).map((answer) => answerButton(draft, question, answer, words)),
        ...(draft.steps.length > 0
          ? [button(t('do.back'), { verb: 'flowchart.back', draftId: draft.id, version: draft.version }), startOver(draft, words)]
          : []),
        leaveButton(draft, words),
      ],
    };
    return { ...data };
  });
}

/** `WP-0005 Flow through the hospital · Question 3 · as Investigator`. */
export function draftEyebrow(draft: DraftView, place: string, words: Wording): string {
  const { t } = words;
  return [`${numberOf('package', draft.packageId)} ${oneLine(draft.title, 60)}`, place, t('question.as', { role: roleWord(draft.role, words) })].join(t('line.separator'));
}

export const noteBand = (note: QuestionNote | undefined, { t }: Wording): readonly Band[] =>
  note === undefined ? [] : [{ style: 'warning', word: t('kind.warning'), lines: shown([t(`question-note.${note}`)]) }];

/** An opinion that stands already stays until the new one is given. */
export const modifiesBand = ({ modifies }: DraftView, { t }: Wording): readonly Band[] => (modifies ? [{ style: 'accent', word: t('question.modifies'), lines: shown([t('question.modifies-text')]) }] : []);

/** All answers go, so it asks first. */
export const startOver = ({ id, version }: DraftView, { t }: Wording): Piece =>
  opening(t('do.start-over'), [line(t('question.start-over-text'))], [button(t('do.start-over-now'), { verb: 'flowchart.restart', draftId: id, version }, { style: 'destructive', inputs: 'none' })]);

/** Out of the questions: to go on another time, or back to the opinion that stands. */
export const leaveButton = ({ id, version, modifies }: DraftView, { t }: Wording): Piece =>
  modifies
    ? button(t('do.keep-opinion'), { verb: 'flowchart.abandon', draftId: id, version }, { inputs: 'none' })
    : button(t('do.later'), { verb: 'flowchart.leave', draftId: id, version }, { inputs: 'none' });

/** What a phone shows of a button's title beside the answer; the whole stands above it. */
const mostLetters = 26;

/** The button says what follows (classification.md, "How one person classifies"). */
function answerButton({ id, version, flowchart }: DraftView, question: Question, answer: Answer, words: Wording): Piece {
  const { t } = words;
  const outcome = question.leadsTo[answer];
  const leads = 'tier' in outcome ? t('question.leads-tier', { tier: outcome.tier }) : t('question.leads-question', { question: oneLine(flowchart.questions.get(outcome.question)?.label ?? outcome.question, mostLetters) });
  return button(t('question.answer', { answer: answerWord(answer, words), leads }), { verb: 'flowchart.answer', draftId: id, version, question: question.key, answer });
}

/** The same in full, for narrow screens that cut buttons off. */
function leadsTo({ flowchart }: DraftView, question: Question, answer: Answer, { t }: Wording): string {
  const outcome = question.leadsTo[answer];
  return 'tier' in outcome ? t('question.ends', { tier: outcome.tier }) : t('question.then', { question: flowchart.questions.get(outcome.question)?.label ?? outcome.question });
}

function examplesOf({ examples }: Question, cut: (text: string) => string, words: Wording) {
  const { t } = words;
  const lines = (['yes', 'no'] as const).flatMap((answer) => [t('question.example', { answer: answerWord(answer, words) }), ...examples[answer].map((example) => t('question.bullet', { text: cut(example) }))]);
  return [fold('examples', t('question.examples'), lines, words)];
}

const termsOf = (flowchart: Flowchart, { definitions }: Question, cut: (text: string) => string, words: Wording) =>
  definitionsOf(definitions, flowchart.definitions).map(({ key, term, text }) => fold(`term-${key}`, words.t('question.term', { term }), [cut(text)], words));

/** What was answered so far; of very long paths the newest. */
const mostAnswered = 20;
const answeredOf = ({ flowchart, steps }: DraftView, words: Wording) =>
  steps.length === 0 ? [] : [fold('answered', words.t('question.answered', { count: steps.length }), [], words, pathFacts(flowchart, steps.slice(-mostAnswered), words))];
