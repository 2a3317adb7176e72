import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { aboutWorkflow, goOn } from './change-workflow.js';
import { findWorkflow } from './find-workflow.js';
import type { WorkflowPlan } from './workflow.js';

export interface Beginning<Input> {
  /** What it works on; two of one kind never work on the same thing. */
  readonly about: { readonly type: string; readonly id: number };
  readonly input: Input;
}

/** Begins a workflow in the caller's transaction: it runs if and only if that commits. `unchanged` where one is already at it. */
export async function beginWorkflow<Input>(context: Context, workflow: WorkflowPlan<Input>, beginning: Beginning<Input>): Promise<{ readonly kind: 'done' | 'unchanged'; readonly workflowId: number }> {
  for (;;) {
    const begun = await insert(context, workflow, beginning);
    if (begun) {
      await context.trx
        .insertInto('workflow_steps')
        .values(workflow.steps.map(({ name }, place) => ({ workflow_id: begun.id, place, name, state: 'to-do' as const, facts: '{}', cause: null })))
        .execute();
      context.audit.push({ ...aboutWorkflow(begun), action: 'workflow.begin', outcome: 'done', facts: { kind: workflow.kind, about: `${beginning.about.type} ${String(beginning.about.id)}` } });
      goOn(context, workflow, begun.id, context.clock.now());
      return { kind: 'done', workflowId: begun.id };
    }
    const open = await findWorkflow(context.trx, workflow, beginning.about);
    // One that has ended between the two statements leaves room for this one.
    if (open) return { kind: 'unchanged', workflowId: open.id };
  }
}

async function insert<Input>({ trx, clock, actor, correlationId }: Context, workflow: WorkflowPlan<Input>, { about, input }: Beginning<Input>): Promise<{ readonly id: number } | undefined> {
  const now = clock.now();
  return trx
    .insertInto('workflows')
    .values({
      kind: workflow.kind,
      about_type: about.type,
      about_id: about.id,
      input: JSON.stringify(workflow.input.parse(input)),
      state: 'running',
      cause: null,
      begun_by: actor.id,
      correlation_id: correlationId,
      begun_at: now,
      changed_at: now,
      due_at: now,
      lease: null,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'about_type', 'about_id']).where(sql<boolean>`state not in ('done', 'undone')`).doNothing())
    .returning('id')
    .executeTakeFirst();
}
