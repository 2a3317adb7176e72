import type { RequestWithPlan } from '../services/workspaces/index.js';
import type { Fact, Shown } from './sections.js';
import { placeOf, progressOf, relatedOf, tierOf } from './requests/request-sections.js';
import type { ViewerWording } from './viewer-wording.js';
import { costLines } from './workspaces/plan-words.js';
import { buildProgress } from './workspaces/progress-words.js';

/** A part of a card that is closed at first; its heading opens and closes it, and reads as `closed` or `open`. */
export interface Further {
  readonly id: string;
  readonly label: string;
  readonly closed: string;
  readonly open: string;
  readonly factSets: readonly { readonly facts: readonly Fact[] }[];
  readonly lines: readonly Shown[];
}

/** What somebody who decides may want to look up: what follows from the tier, what was asked before, where the request stands. */
export function furtherOf(view: RequestWithPlan, words: ViewerWording): readonly Further[] {
  const { t, number } = words;
  const part = (id: string, label: string, lines: readonly Shown[], factSets: Further['factSets'] = []): Further => ({
    id,
    label,
    closed: t('further.closed', { label }),
    open: t('further.open', { label }),
    factSets,
    lines,
  });
  const cost = view.plan && costLines(view.plan.estimate, words);
  return [
    ...(cost ? [part('cost', cost.label, cost.lines)] : []),
    ...(view.progress ? [buildProgress(view.progress, words)].map(({ label, lines }) => part('built', label, lines)) : []),
    ...tierOf(view.tier, words).map(({ label, points }) => part('tier', label, points)),
    ...relatedOf(view, words).map(({ label, lines }) => part('related', `${label} (${number(lines.length)})`, lines)),
    part('place', t('further.place'), progressOf(view, words).flatMap(({ lines }) => lines), [{ facts: placeOf(view, words) }]),
  ];
}
