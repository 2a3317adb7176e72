import { numberOf } from '../../services/context/index.js';
import type { RequestWithPlan } from '../../services/workspaces/index.js';
import type { Piece } from '../buttons.js';
import { commitmentsOf } from './commitment-words.js';
import { missingButtons } from '../records/missing-buttons.js';
import { renderFitting, type Card } from '../render.js';
import { requestButtons } from './request-buttons.js';
import { short } from '../names.js';
import { bandOf, factsOf, progressOf, purposeOf, relatedOf, votesOf, type RequestSections } from './request-sections.js';
import type { LinesSection, TextSection } from '../sections.js';
import { eyebrowOf, whatOf } from './request-words.js';
import type { Format } from '../text.js';
import { wordingFor } from '../viewer-wording.js';
import { planFacts } from '../workspaces/plan-words.js';
import { buildProgress } from '../workspaces/progress-words.js';

/** The data of `templates/request.json`. */
interface RequestCardData extends RequestSections {
  readonly progress: readonly LinesSection[];
  readonly related: readonly LinesSection[];
  readonly commitments: readonly TextSection[];
  readonly actions: readonly Piece[];
}

/** A request as one of those concerned by it sees it: where it stands, whom it waits for, what was answered and why. */
export function requestCard(view: RequestWithPlan, format: Format, viewerId: string): Card {
  const words = wordingFor(format, viewerId);
  const { t } = words;
  const number = numberOf('request', view.id);
  const title = t(`request.title.${view.type}`, { dataset: short(view.dataset?.name ?? view.workspace.name), workspace: short(view.workspace.name) });
  const summary = t('request.summary', { number, what: whatOf(view, words), state: t(`state.${view.state}`) });
  return renderFitting('request', words, summary, (room) => {
    const data: RequestCardData = {
      eyebrow: eyebrowOf(view, words),
      title,
      band: bandOf(view, words),
      facts: [...factsOf(view, words), ...(view.plan ? planFacts(view.plan, words) : [])],
      texts: purposeOf(view, words),
      progress: [...(view.progress ? [buildProgress(view.progress, words)] : []), ...progressOf(view, words)],
      votes: votesOf(view, words, room),
      related: relatedOf(view, words),
      commitments: view.allowed.includes('accept-commitments') ? commitmentsOf(view, words) : [],
      actions: [...missingButtons(view.missing, words), ...requestButtons(view, words)],
    };
    return { ...data };
  });
}
