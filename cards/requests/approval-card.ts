import { numberOf } from '../../services/context/index.js';
import type { RequestWithPlan } from '../../services/workspaces/index.js';
import type { Piece } from '../buttons.js';
import { furtherOf, type Further } from '../further.js';
import { short } from '../names.js';
import { missingButtons } from '../records/missing-buttons.js';
import { renderFitting, type Card } from '../render.js';
import { requestButtons } from './request-buttons.js';
import { bandOf, decisionFactsOf, purposeOf, votesOf, type Band, type RequestSections } from './request-sections.js';
import { eyebrowOf, whatOf } from './request-words.js';
import type { Format } from '../text.js';
import { partiesOf, wordingFor, type ViewerWording } from '../viewer-wording.js';
import { planFacts } from '../workspaces/plan-words.js';
import { nextNames } from './waiting-names.js';

/** The data of `templates/approval.json`. */
interface ApprovalCardData extends RequestSections {
  readonly further: readonly Further[];
  readonly actions: readonly Piece[];
}

/**
 * A request as the holders of its seats see it: who asks for what, why and until when, the tier and what was answered so far. What
 * follows from the tier in full and what was asked before are a press away, so that the buttons that decide are near.
 * Where the viewer may not decide (any more), it reads as decided: its state and the answers given.
 */
export function approvalCard(view: RequestWithPlan, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t } = words;
  const decides = view.allowed.includes('approve');
  const names = { ...partiesOf(view, words), dataset: short(view.dataset?.name ?? view.workspace.name), workspace: short(view.workspace.name) };
  const forOther = view.subject.id !== view.requester.id;
  const title = t(forOther ? `approval.title.${view.type}.other` : `approval.title.${view.type}`, names);
  const summary = decides
    ? t('approval.summary', { ...names, what: whatOf(view, words), number: numberOf('request', view.id) })
    : t('request.summary', { number: numberOf('request', view.id), what: whatOf(view, words), state: t(`state.${view.state}`) });
  return renderFitting('approval', words, summary, (room) => {
    const data: ApprovalCardData = {
      eyebrow: eyebrowOf(view, words),
      title,
      band: decides ? decideBand(view, words) : bandOf(view, words),
      facts: [...decisionFactsOf(view, words), ...(view.plan ? planFacts(view.plan, words) : [])],
      texts: purposeOf(view, words),
      votes: votesOf(view, words, room),
      further: furtherOf(view, words),
      actions: [...missingButtons(view.missing, words), ...requestButtons(view, words)],
    };
    return { ...data };
  });
}

function decideBand(view: RequestWithPlan, words: ViewerWording): Band {
  const { t, instant } = words;
  const due = view.dueAt ? instant(view.dueAt) : 'none';
  const names = nextNames(view, words);
  const outer = view.outer && view.outer.state !== 'active' ? numberOf('request', view.outer.id) : 'none';
  const next =
    view.stage + 1 < view.stages ? t('approval.next.more', { due, names: names === '' ? 'none' : names }) : t('approval.next.last', { ...partiesOf(view, words), due, outer });
  return { style: 'accent', word: t('approval.word'), next };
}
