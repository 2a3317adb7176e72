import type { Trx } from '../context/index.js';
import { loadSteps } from './store.js';
import type { Facts, StepState, WorkflowState } from './workflow.js';

export interface StepView {
  readonly name: string;
  readonly state: StepState;
  readonly begunAt: Date | null;
  readonly endedAt: Date | null;
  /** Why it failed: a key. */
  readonly cause: string | null;
  readonly facts: Facts;
}

/** How far a workflow has come. */
export interface Progress {
  readonly workflowId: number;
  readonly kind: string;
  readonly state: WorkflowState;
  readonly cause: string | null;
  readonly begunAt: Date;
  readonly changedAt: Date;
  readonly steps: readonly StepView[];
}

/** The newest workflow of a kind about something; undefined where none was begun. Who may see it is asked by the capability whose work it is. */
export async function viewProgress(trx: Trx, kind: string, about: { readonly type: string; readonly id: number }): Promise<Progress | undefined> {
  const row = await trx.selectFrom('workflows').selectAll().where('kind', '=', kind).where('about_type', '=', about.type).where('about_id', '=', about.id).orderBy('id', 'desc').limit(1).executeTakeFirst();
  if (!row) return undefined;
  const steps = await loadSteps(trx, row.id);
  return {
    workflowId: row.id,
    kind: row.kind,
    state: row.state,
    cause: row.cause,
    begunAt: row.begun_at,
    changedAt: row.changed_at,
    steps: steps.map(({ name, state, begun_at, ended_at, cause, facts }) => ({ name, state, begunAt: begun_at, endedAt: ended_at, cause, facts })),
  };
}
