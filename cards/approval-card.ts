import { numberOf } from '../services/context/index.js';
import type { RequestView } from '../services/requests/index.js';
import type { Piece } from './buttons.js';
import { renderFitting, type Card } from './render.js';
import { requestButtons } from './request-buttons.js';
import { bandOf, factsOf, progressOf, purposeOf, relatedOf, tierOf, votesOf, type Band, type PointsSection, type RequestSections } from './request-sections.js';
import { eyebrowOf, short, whatOf } from './request-words.js';
import type { Format } from './text.js';
import { wording, type Wording } from './wording.js';

/** The data of `templates/approval.json`. */
interface ApprovalCardData extends RequestSections {
  readonly tiers: readonly PointsSection[];
  readonly actions: readonly Piece[];
}

/**
 * A request as the holders of its seats see it: who asks for what and why, what follows from the tier, what was asked and answered before.
 * Where the viewer may not decide (any more), it reads as decided: its state and the answers given.
 */
export function approvalCard(view: RequestView, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const decides = view.allowed.includes('approve');
  const names = { requester: short(view.requester.name), subject: short(view.subject.name), dataset: short(view.dataset?.name ?? view.workspace.name), workspace: short(view.workspace.name) };
  const forOther = view.subject.id !== view.requester.id;
  const title = t(forOther ? `approval.title.${view.type}.other` : `approval.title.${view.type}`, names);
  const summary = decides
    ? t('approval.summary', { requester: names.requester, what: whatOf(view, words), number: numberOf('request', view.id) })
    : t('request.summary', { number: numberOf('request', view.id), what: whatOf(view, words), state: t(`state.${view.state}`) });
  return renderFitting('approval', words, summary, (room) => {
    const data: ApprovalCardData = {
      eyebrow: eyebrowOf(view, words),
      title,
      band: decides ? decideBand(view, words) : bandOf(view, words),
      facts: factsOf(view, words),
      texts: purposeOf(view, words),
      tiers: tierOf(view.tier, words),
      progress: progressOf(view, words),
      votes: votesOf(view, words, room),
      related: relatedOf(view, words),
      actions: requestButtons(view, words),
    };
    return { ...data };
  });
}

function decideBand(view: RequestView, { t, instant }: Wording): Band {
  const next = t(view.stage + 1 < view.stages ? 'approval.next.more' : 'approval.next.last', { due: view.dueAt ? instant(view.dueAt) : 'none' });
  return { style: 'accent', color: 'accent', word: t('approval.word'), next };
}
