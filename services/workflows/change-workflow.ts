import { numberOf, type AuditNote, type Context } from '../context/index.js';
import { foundBy, loadSteps, type StoredWorkflow } from './store.js';
import { isDriven, nextState, type WorkflowEvent } from './transitions.js';
import type { Facts, WorkflowPlan } from './workflow.js';

export interface Change {
  readonly event: WorkflowEvent;
  /** A key: why it failed, what it waits for, why it was given up. */
  readonly cause?: string;
  /** The step that it happened to. */
  readonly step?: string;
  /** What that step said. */
  readonly said?: Facts;
  readonly facts?: AuditNote['facts'];
}

/**
 * The one way in which a workflow changes: new state, audit entry, its subject's own changes and, where somebody else set it going, the job that goes on, in the caller's transaction.
 * @throws Error when the table has no such transition: a fault of the caller, which loses nothing
 */
export async function changeWorkflow<Input>(context: Context, workflow: WorkflowPlan<Input>, stored: StoredWorkflow, change: Change): Promise<StoredWorkflow> {
  const { trx, clock } = context;
  const state = nextState(stored.state, change.event);
  if (state === undefined) throw new Error(`${change.event} is not possible from ${stored.state}`);
  const now = clock.now();
  const dueAt = isDriven(state) ? now : null;
  const moved = state !== stored.state;
  const changed = await trx
    .updateTable('workflows')
    .set({ state, due_at: dueAt, changed_at: now, ...(moved || change.cause !== undefined ? { cause: change.cause ?? null } : {}) })
    .where('id', '=', stored.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  context.audit.push({
    ...aboutWorkflow(stored),
    action: `workflow.${change.event}`,
    outcome: change.event === 'fail' ? 'failed' : 'done',
    ...(change.cause === undefined ? {} : { reason: change.cause }),
    facts: { kind: stored.kind, from: stored.state, to: state, ...(change.step === undefined ? {} : { step: change.step }), ...change.facts },
  });
  const found = foundBy(await loadSteps(trx, stored.id));
  await workflow.changed(context, { workflowId: stored.id, input: workflow.input.parse(stored.input), state, cause: changed.cause, found, said: change.said ?? {} });
  // Whoever has run a step runs the next one, too.
  if (dueAt !== null && change.step === undefined) goOn(context, workflow, stored.id, dueAt);
  return changed;
}

/** What every audit entry about a workflow says of it. */
export const aboutWorkflow = (stored: Pick<StoredWorkflow, 'id'>): Pick<AuditNote, 'objectType' | 'objectId'> => ({ objectType: 'workflow', objectId: numberOf('workflow', stored.id) });

/** The job that runs what is due; one too many does nothing. */
export function goOn(context: Context, { queue }: Pick<WorkflowPlan<unknown>, 'queue'>, workflowId: number, dueAt: Date): void {
  context.jobs.push({ queue, data: { workflowId }, ...(dueAt > context.clock.now() ? { startAfter: dueAt } : {}) });
}
