import { numberOf, type Context } from '../../context/index.js';
import { renewCopies } from '../../notifications/index.js';
import { beginWorkflow, resumeWorkflow } from '../../workflows/index.js';
import { mayDo, mayOperate } from '../permissions.js';
import { refuse, type Result } from '../results.js';
import { standingIn } from '../standing.js';
import { aboutMachine, machineNumber, operatePlan, type WantedState } from './operate-plan.js';

export interface OperateMachine {
  readonly workspaceId: number;
  readonly number: number;
  readonly wanted: WantedState;
}

/**
 * Somebody has a machine started or stopped: whom it is assigned to, or a member where it is nobody's; the Investigator and Project Managers any; a System
 * Manager may stop it. One that runs, or is stopped, already is left as it is.
 */
export async function operateMachine(context: Context, { workspaceId, number, wanted }: OperateMachine): Promise<Result<{ readonly machine: string }>> {
  const note = { action: wanted === 'running' ? 'machine.start' : 'machine.stop', objectType: 'workspace' as const, objectId: numberOf('workspace', workspaceId), facts: { machine: number } };
  const standing = await standingIn(context, workspaceId);
  if (!mayDo('see', standing) && !standing.has('system-manager')) return refuse(context, note, 'not-found');
  const row = await context.trx
    .selectFrom('workspace_machines as m')
    .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
    .select(['m.assigned_to', 'm.state', 'w.state as workspace', 'w.project_id'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.number', '=', number)
    .where('m.removed_at', 'is', null)
    .forUpdate('m')
    .executeTakeFirst();
  if (!row) return refuse(context, note, 'not-found');
  const placed = { ...note, projectId: row.project_id };
  if (!mayOperate(wanted === 'running' ? 'start-machine' : 'stop-machine', standing, row.assigned_to, context.actor.id)) return refuse(context, placed, 'not-allowed');
  if (row.workspace !== 'active') return refuse(context, placed, 'not-possible');
  const machine = machineNumber(workspaceId, number);
  if (row.state === wanted) {
    context.audit.push({ ...placed, outcome: 'unchanged' });
    return { kind: 'unchanged', value: { machine } };
  }
  const begun = await beginWorkflow(context, operatePlan, { about: aboutMachine(workspaceId, number), input: { workspaceId, number, wanted, personId: context.actor.id } });
  if (begun.kind === 'unchanged') return refuse(context, placed, 'machine-busy');
  await context.trx.updateTable('workspace_machines').set({ state: wanted === 'running' ? 'starting' : 'deallocating', seen_at: context.clock.now() }).where('workspace_id', '=', workspaceId).where('number', '=', number).execute();
  context.audit.push({ ...placed, outcome: 'done' });
  await renewCopies(context, { type: 'workspace', id: workspaceId });
  return { kind: 'done', value: { machine } };
}

/** Somebody signed in: machines that waited for their rights are gone on with. Answers with how many that are. */
export async function resumeMachines(context: Context): Promise<number> {
  const rows = await context.trx.selectFrom('workflows').select(['id', 'input']).where('kind', '=', operatePlan.kind).where('state', '=', 'waiting').execute();
  const mine = rows.filter(({ input }) => operatePlan.input.parse(input).personId === context.actor.id);
  for (const { id } of mine) await resumeWorkflow(context, operatePlan, id);
  return mine.length;
}
