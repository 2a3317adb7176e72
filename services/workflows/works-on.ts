import { driveWorkflow, type Driving } from './drive-workflow.js';
import { sweepWorkflows } from './sweep-workflows.js';
import type { Workflow } from './workflow.js';

/** What one process works on. */
export interface Works {
  /** Runs what is due of a workflow; one of a kind that this process does not know is left to the process that does. */
  drive(workflowId: number): Promise<void>;
  /** Takes up again what nobody runs. Answers with how many workflows that are. */
  sweep(): Promise<number>;
}

export function worksOn(world: Driving, workflows: readonly Workflow<unknown>[]): Works {
  return {
    async drive(workflowId) {
      const row = await world.db.selectFrom('workflows').select('kind').where('id', '=', workflowId).executeTakeFirst();
      const workflow = workflows.find(({ kind }) => kind === row?.kind);
      if (workflow) await driveWorkflow(world, workflow, workflowId);
    },
    sweep: () => sweepWorkflows(world, workflows),
  };
}
