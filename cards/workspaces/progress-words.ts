import type { Progress, StepView } from '../../services/workflows/index.js';
import { buildSteps } from '../../services/workspaces/index.js';
import { oneLine } from '../literal.js';
import type { LinesSection } from '../sections.js';
import { isTextKey } from '../text.js';
import type { Wording } from '../wording.js';

/** How far a workspace has been built, step by step; of one that failed, which step, why, and what Azure said. */
export function buildProgress(progress: Progress, words: Wording): LinesSection {
  const { t } = words;
  const lines = progress.steps.flatMap((step) => {
    const name = buildSteps.find((known) => known === step.name);
    return name === undefined ? [] : [{ text: t(`build.${stateOf(step, progress)}`, { step: t(`build.step.${name}`), how: howFar(step, words) }) }, ...reasons(step, progress, words)];
  });
  return { label: t(headings[progress.state]), lines };
}

const headings = {
  running: 'build.heading.running',
  waiting: 'build.heading.waiting',
  failed: 'build.heading.failed',
  undoing: 'build.heading.undoing',
  stuck: 'build.heading.stuck',
  done: 'build.heading.done',
  undone: 'build.heading.undone',
} as const;

/** What is removed again is not told as under way. */
function stateOf({ state }: StepView, { state: whole }: Progress): 'to-do' | 'under-way' | 'done' | 'failed' | 'undone' {
  if (whole === 'undone') return 'undone';
  return state;
}

/** Of what counts its parts: how many there are, of how many. */
function howFar({ state, facts }: StepView, { t }: Wording): string {
  const { done, of } = facts;
  if (typeof done !== 'number' || typeof of !== 'number' || of === 0) return 'none';
  return state === 'under-way' ? t('build.how-far', { done, of }) : 'none';
}

function reasons({ state, cause, facts }: StepView, { state: whole }: Progress, { t }: Wording): readonly { readonly text: string }[] {
  if (cause === null || (state !== 'failed' && whole !== 'stuck')) return [];
  const key = `cause.${cause}`;
  const said = typeof facts['why'] === 'string' && facts['why'] !== '' ? [{ text: t('build.said', { code: typeof facts['code'] === 'string' ? oneLine(facts['code'], 60) : 'none', why: oneLine(facts['why'], 300) }) }] : [];
  return [{ text: isTextKey(key) ? t(key) : t('failure.other', { failure: oneLine(cause, 60) }) }, ...said];
}
