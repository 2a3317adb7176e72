import type { Trx } from '../context/index.js';
import type { WorkflowPlan, WorkflowState } from './workflow.js';

export interface FoundWorkflow {
  readonly id: number;
  readonly state: WorkflowState;
}

/** The workflow of a kind that is at something and has not ended; there is at most one. */
export async function findWorkflow(trx: Trx, { kind }: Pick<WorkflowPlan<unknown>, 'kind'>, about: { readonly type: string; readonly id: number }): Promise<FoundWorkflow | undefined> {
  return trx
    .selectFrom('workflows')
    .select(['id', 'state'])
    .where('kind', '=', kind)
    .where('about_type', '=', about.type)
    .where('about_id', '=', about.id)
    .where('state', 'not in', ['done', 'undone'])
    .executeTakeFirst();
}
