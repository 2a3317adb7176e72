import type { Selectable } from 'kysely';
import type { Trx } from '../context/index.js';
import type { WorkflowStepsTable, WorkflowsTable } from '../database/index.js';
import type { Facts } from './workflow.js';

export type StoredWorkflow = Selectable<WorkflowsTable>;

export interface StoredStep extends Omit<Selectable<WorkflowStepsTable>, 'facts'> {
  readonly facts: Facts;
}

/** Loads a workflow and holds it until the transaction ends: whoever changes it, changes it one after the other. */
export async function lockWorkflow(trx: Trx, workflowId: number): Promise<StoredWorkflow | undefined> {
  return trx.selectFrom('workflows').selectAll().where('id', '=', workflowId).forUpdate().executeTakeFirst();
}

/** The steps in their order. */
export async function loadSteps(trx: Trx, workflowId: number): Promise<readonly StoredStep[]> {
  const rows = await trx.selectFrom('workflow_steps').selectAll().where('workflow_id', '=', workflowId).orderBy('place').execute();
  return rows.map((row) => ({ ...row, facts: row.facts as Facts }));
}

/** What the steps have found so far, by name. */
export const foundBy = (steps: readonly StoredStep[]): Readonly<Record<string, Facts>> => Object.fromEntries(steps.filter(({ state }) => state === 'done').map(({ name, facts }) => [name, facts]));
