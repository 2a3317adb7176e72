import { wording, type Format } from '../../cards/index.js';
import { requestButtons } from '../../cards/request-buttons.js';
import { factsOf, progressOf, purposeOf, relatedOf, tierOf, votesOf, type ProgressSection } from '../../cards/request-sections.js';
import { eyebrowOf, short, whatOf } from '../../cards/request-words.js';
import { numberOf } from '../../services/context/index.js';
import type { RequestView } from '../../services/requests/index.js';

/** The card of `templates/approval.json` for somebody who decides, as an object in code: what rendering costs when nothing is looked up, escaped or checked. */
export function plainApprovalCard(view: RequestView, format: Format): object {
  const words = wording(format);
  const { t, instant } = words;
  const names = { requester: short(view.requester.name), subject: short(view.subject.name), dataset: short(view.dataset?.name ?? view.workspace.name), workspace: short(view.workspace.name) };
  const summary = t('approval.summary', { requester: names.requester, what: whatOf(view, words), number: numberOf('request', view.id) });
  const next = t(view.stage + 1 < view.stages ? 'approval.next.more' : 'approval.next.last', { due: view.dueAt ? instant(view.dueAt) : 'none' });
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
          { type: 'TextBlock', text: t('approval.word'), wrap: true, weight: 'Bolder', color: 'accent' },
          { type: 'TextBlock', text: next, wrap: true, spacing: 'Small' },
        ],
      },
      { type: 'FactSet', spacing: 'Medium', facts: factsOf(view, words) },
      ...purposeOf(view, words).map(({ label, paragraphs }) => ({
        type: 'Container',
        spacing: 'Medium',
        items: [heading(label), ...paragraphs.map(({ text }) => ({ type: 'RichTextBlock', spacing: 'Small', inlines: [{ type: 'TextRun', text }] }))],
      })),
      ...tierOf(view.tier, words).map(({ label, points }) => ({
        type: 'Container',
        spacing: 'Medium',
        style: 'emphasis',
        items: [heading(label), ...points.map(({ text }) => ({ type: 'TextBlock', text, wrap: true, spacing: 'Small' }))],
      })),
      ...progressOf(view, words).map(section),
      ...votesOf(view, words, 2_000).map(section),
      ...relatedOf(view, words).map(({ label, lines }) => ({
        type: 'Container',
        spacing: 'Medium',
        items: [heading(label), ...lines.map(({ text }) => ({ type: 'TextBlock', text, wrap: true, isSubtle: true, spacing: 'Small' }))],
      })),
    ],
    actions: requestButtons(view, words),
  };
}

const heading = (text: string): object => ({ type: 'TextBlock', text, wrap: true, weight: 'Bolder' });

function section({ label, lines }: ProgressSection): object {
  const items = lines.map(({ text, color, paragraphs }) => ({
    type: 'Container',
    spacing: 'Small',
    items: [
      { type: 'TextBlock', text, wrap: true, color },
      ...paragraphs.map((paragraph) => ({ type: 'RichTextBlock', spacing: 'None', inlines: [{ type: 'TextRun', text: paragraph.text, isSubtle: true }] })),
    ],
  }));
  return { type: 'Container', spacing: 'Medium', items: [heading(label), ...items] };
}
