import type { Format } from '../../cards/index.js';
import { furtherOf, type Further } from '../../cards/further.js';
import { short } from '../../cards/names.js';
import { requestButtons } from '../../cards/requests/request-buttons.js';
import { decisionFactsOf, purposeOf, votesOf } from '../../cards/requests/request-sections.js';
import type { AnswersSection } from '../../cards/sections.js';
import { eyebrowOf, whatOf } from '../../cards/requests/request-words.js';
import { partiesOf, wordingFor } from '../../cards/viewer-wording.js';
import { nextNames } from '../../cards/requests/waiting-names.js';
import { numberOf } from '../../services/context/index.js';
import type { RequestView } from '../../services/requests/index.js';

/** The card of `templates/approval.json` for somebody who decides, as an object in code: what rendering costs when nothing is looked up, escaped or checked. */
export function plainApprovalCard(view: RequestView, format: Format, viewerId: string): object {
  const words = wordingFor(format, viewerId);
  const { t, instant } = words;
  const names = { ...partiesOf(view, words), dataset: short(view.dataset?.name ?? view.workspace.name), workspace: short(view.workspace.name) };
  const summary = t('approval.summary', { ...names, what: whatOf(view, words), number: numberOf('request', view.id) });
  const due = view.dueAt ? instant(view.dueAt) : 'none';
  const next = view.stage + 1 < view.stages ? t('approval.next.more', { due, names: nextNames(view, words) || 'none' }) : t('approval.next.last', { ...names, due, outer: 'none' });
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: format.language,
    speak: summary,
    fallbackText: summary,
    body: [
      { type: 'TextBlock', text: eyebrowOf(view, words), wrap: true, size: 'Small', isSubtle: true },
      { type: 'TextBlock', text: t(`approval.title.${view.type}`, names), wrap: true, size: 'Large', weight: 'Bolder', style: 'heading', spacing: 'Small' },
      {
        type: 'Container',
        style: 'accent',
        spacing: 'Medium',
        items: [
          { type: 'TextBlock', text: t('approval.word'), wrap: true, weight: 'Bolder' },
          { type: 'TextBlock', text: next, wrap: true, spacing: 'Small' },
        ],
      },
      { type: 'FactSet', spacing: 'Medium', facts: decisionFactsOf(view, words) },
      ...purposeOf(view, words).map(({ label, paragraphs }) => ({
        type: 'Container',
        spacing: 'Medium',
        items: [heading(label), ...paragraphs.map(({ text }) => ({ type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text }] }))],
      })),
      ...votesOf(view, words, 2_000).map(section),
      { type: 'Container', style: 'emphasis', spacing: 'Medium', items: furtherOf(view, words).map(closedPart) },
    ],
    actions: requestButtons(view, words),
  };
}

const heading = (text: string): object => ({ type: 'TextBlock', text, wrap: true, weight: 'Bolder' });

function section({ label, lines }: AnswersSection): object {
  const items = lines.map(({ text, paragraphs }) => ({
    type: 'Container',
    spacing: 'Small',
    items: [
      { type: 'TextBlock', text, wrap: true },
      ...paragraphs.map((paragraph) => ({ type: 'RichTextBlock', spacing: 'None', inlines: [{ type: 'TextRun', text: paragraph.text, isSubtle: true }] })),
    ],
  }));
  return { type: 'Container', spacing: 'Medium', items: [heading(label), ...items] };
}

function closedPart({ id, label, closed, open, factSets, lines }: Further): object {
  const toggle = { type: 'Action.ToggleVisibility', title: label, targetElements: [id, `${id}-closed`, `${id}-open`] };
  const headings = [
    { type: 'TextBlock', id: `${id}-closed`, text: closed, wrap: true, weight: 'Bolder' },
    { type: 'TextBlock', id: `${id}-open`, isVisible: false, text: open, wrap: true, weight: 'Bolder' },
  ];
  const items = [...factSets.map(({ facts }) => ({ type: 'FactSet', facts })), ...lines.map(({ text }) => ({ type: 'TextBlock', text, wrap: true, spacing: 'Small' }))];
  return { type: 'Container', items: [{ type: 'Container', selectAction: toggle, items: headings }, { type: 'Container', id, isVisible: false, spacing: 'Small', items }] };
}
