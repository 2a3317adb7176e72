import type { Context } from '../context/index.js';
import { changeWorkflow, goOn } from './change-workflow.js';
import { foundBy, loadSteps, lockWorkflow, type StoredStep, type StoredWorkflow } from './store.js';
import { isDriven } from './transitions.js';
import type { Facts, Step, Workflow } from './workflow.js';

/** A step that is to be run now, by whoever holds the lease. */
export interface Taken<Input> {
  readonly workflow: Workflow<Input>;
  readonly stored: StoredWorkflow;
  readonly step: Step<Input>;
  readonly place: number;
  readonly direction: 'run' | 'undo';
  readonly lease: string;
  readonly input: Input;
  readonly found: Readonly<Record<string, Facts>>;
  readonly own: Facts;
  /** With this one. */
  readonly tries: number;
  readonly begunAt: Date;
}

/** Beyond a try's own time, until somebody else takes a step whose process has died, in milliseconds. */
const graceMs = 15_000;

/** By how much the clocks of two machines may differ, in milliseconds. */
const skewMs = 5_000;

/**
 * Takes the step that is due, with a lease that outlives its try; undefined while there is none, or somebody else has it. What has nothing left to
 * do is finished here.
 */
export async function takeStep<Input>(context: Context, workflow: Workflow<Input>, workflowId: number, lease: string): Promise<Taken<Input> | undefined> {
  const { trx, clock } = context;
  const now = clock.now();
  await hold(context, workflow, workflowId);
  const stored = await lockWorkflow(trx, workflowId);
  if (!stored || !isDriven(stored.state) || stored.due_at === null) return undefined;
  if (stored.due_at > now) {
    // Sent by a machine whose clock is ahead of this one's: not lost, but a moment early.
    if (stored.due_at.getTime() - now.getTime() <= skewMs) goOn(context, workflow, workflowId, stored.due_at);
    return undefined;
  }
  if (stored.lease !== null && stored.lease !== lease && stored.leased_until !== null && stored.leased_until > now) return undefined;
  const steps = await loadSteps(trx, workflowId);
  const direction = stored.state === 'running' ? 'run' : 'undo';
  const next = direction === 'run' ? steps.find(({ state }) => state !== 'done') : [...steps].reverse().find(toUndo);
  if (!next) {
    await release(context, workflowId);
    await changeWorkflow(context, workflow, stored, { event: 'finish' });
    return undefined;
  }
  const step = workflow.steps.find(({ name }) => name === next.name);
  // A version of the product that does not know the step leaves it to one that does.
  if (!step) return undefined;
  const begunAt = next.begun_at ?? now;
  await trx.updateTable('workflows').set({ lease, leased_until: new Date(now.getTime() + step.tryMs + graceMs), resumed_meanwhile: false }).where('id', '=', workflowId).execute();
  await trx
    .updateTable('workflow_steps')
    .set({ tries: next.tries + 1, begun_at: begunAt, ...(direction === 'run' ? { state: 'under-way' as const } : {}) })
    .where('workflow_id', '=', workflowId)
    .where('place', '=', next.place)
    .execute();
  return { workflow, stored, step, place: next.place, direction, lease, input: workflow.input.parse(stored.input), found: foundBy(steps), own: next.facts, tries: next.tries + 1, begunAt };
}

async function hold<Input>({ trx }: Context, workflow: Workflow<Input>, workflowId: number): Promise<void> {
  if (!workflow.hold) return;
  const row = await trx.selectFrom('workflows').select('input').where('id', '=', workflowId).executeTakeFirst();
  if (row) await workflow.hold(trx, workflow.input.parse(row.input));
}

/** Whatever was begun may have left something behind, also where no answer came. */
const toUndo = ({ state }: StoredStep): boolean => state === 'done' || state === 'under-way' || state === 'failed';

/** Lets somebody else take the next step. */
export const release = async ({ trx }: Context, workflowId: number): Promise<void> => {
  await trx.updateTable('workflows').set({ lease: null, leased_until: null }).where('id', '=', workflowId).execute();
};
