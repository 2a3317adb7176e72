import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import { aboutWorkflow, goOn } from './change-workflow.js';
import type { Workflow } from './workflow.js';

export interface Beginning<Input> {
  /** What it works on; two of one kind never work on the same thing. */
  readonly about: { readonly type: string; readonly id: number };
  readonly input: Input;
}

/** Begins a workflow in the caller's transaction: it runs if and only if that commits. `unchanged` where one is already at it. */
export async function beginWorkflow<Input>(context: Context, workflow: Workflow<Input>, { about, input }: Beginning<Input>): Promise<{ readonly kind: 'done' | 'unchanged'; readonly workflowId: number }> {
  const { trx, clock, actor } = context;
  const now = clock.now();
  const begun = await trx
    .insertInto('workflows')
    .values({
      kind: workflow.kind,
      about_type: about.type,
      about_id: about.id,
      input: JSON.stringify(workflow.input.parse(input)),
      state: 'running',
      cause: null,
      begun_by: actor.id,
      correlation_id: context.correlationId,
      begun_at: now,
      changed_at: now,
      due_at: now,
      lease: null,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'about_type', 'about_id']).where(sql<boolean>`state not in ('done', 'undone')`).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!begun) {
    const { id } = await trx
      .selectFrom('workflows')
      .select('id')
      .where('kind', '=', workflow.kind)
      .where('about_type', '=', about.type)
      .where('about_id', '=', about.id)
      .where('state', 'not in', ['done', 'undone'])
      .executeTakeFirstOrThrow();
    return { kind: 'unchanged', workflowId: id };
  }
  await trx
    .insertInto('workflow_steps')
    .values(workflow.steps.map(({ name }, place) => ({ workflow_id: begun.id, place, name, state: 'to-do' as const, facts: '{}', cause: null })))
    .execute();
  context.audit.push({ ...aboutWorkflow(begun), action: 'workflow.begin', outcome: 'done', facts: { kind: workflow.kind, about: `${about.type} ${String(about.id)}` } });
  goOn(context, workflow, begun.id, now);
  return { kind: 'done', workflowId: begun.id };
}
