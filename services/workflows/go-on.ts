import type { Context } from '../context/index.js';
import { changeWorkflow } from './change-workflow.js';
import { lockWorkflow, type StoredWorkflow } from './store.js';
import { nextState, type WorkflowEvent } from './transitions.js';
import type { WorkflowPlan } from './workflow.js';

/**
 * What it waited for has come. A step that runs at this moment may have looked for it a moment too early: where it says that it waits, it is run again
 * at once (`recordOutcome`).
 */
export async function resumeWorkflow<Input>(context: Context, workflow: WorkflowPlan<Input>, workflowId: number): Promise<'done' | 'unchanged'> {
  const resumed = await byPerson(context, workflow, workflowId, { event: 'resume' });
  if (resumed === 'unchanged') await context.trx.updateTable('workflows').set({ resumed_meanwhile: true }).where('id', '=', workflowId).where('state', '=', 'running').where('lease', 'is not', null).execute();
  return resumed;
}

/** What failed is tried again from the step where it stopped; removing that is stuck, too. */
export const retryWorkflow = <Input>(context: Context, workflow: WorkflowPlan<Input>, workflowId: number): Promise<'done' | 'unchanged'> => byPerson(context, workflow, workflowId, { event: 'retry' });

/** What was built is removed, the last first. A step that runs at this moment is let run to its end before. */
export const giveUpWorkflow = <Input>(context: Context, workflow: WorkflowPlan<Input>, workflowId: number, cause: string): Promise<'done' | 'unchanged'> =>
  byPerson(context, workflow, workflowId, { event: 'give-up', cause });

/** What it waited for will not come. */
export const failWaiting = <Input>(context: Context, workflow: WorkflowPlan<Input>, workflowId: number, cause: string): Promise<'done' | 'unchanged'> =>
  byPerson(context, workflow, workflowId, { event: 'fail', cause }, ({ state }) => state === 'waiting');

/** Who may do it is asked by the capability whose work it is. */
async function byPerson<Input>(
  context: Context,
  workflow: WorkflowPlan<Input>,
  workflowId: number,
  change: { readonly event: WorkflowEvent; readonly cause?: string },
  applies: (stored: StoredWorkflow) => boolean = () => true,
): Promise<'done' | 'unchanged'> {
  const stored = await lockWorkflow(context.trx, workflowId);
  if (stored?.kind !== workflow.kind || nextState(stored.state, change.event) === undefined || !applies(stored)) return 'unchanged';
  // New tries, and a new time for what is under way; what is done stays done, unless it is about to be undone.
  await context.trx
    .updateTable('workflow_steps')
    .set({ tries: 0, begun_at: null, cause: null })
    .where('workflow_id', '=', workflowId)
    .where('state', 'in', nextState(stored.state, change.event) === 'undoing' ? ['done', 'failed', 'under-way'] : ['failed', 'under-way'])
    .execute();
  await changeWorkflow(context, workflow, stored, change);
  return 'done';
}
