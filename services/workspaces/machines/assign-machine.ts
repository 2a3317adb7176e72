import { numberOf, type Context } from '../../context/index.js';
import { renewCopies } from '../../notifications/index.js';
import { mayDo } from '../permissions.js';
import { refuse, type Result } from '../results.js';
import { standingIn } from '../standing.js';
import { machineNumber } from './operate-plan.js';

export interface AssignMachine {
  readonly workspaceId: number;
  readonly number: number;
  /** A member of the workspace; null: any member may use it. */
  readonly personId: string | null;
}

/** The Investigator or a Project Manager gives a machine to one member, who alone uses it then, or to nobody in particular. */
export async function assignMachine(context: Context, { workspaceId, number, personId }: AssignMachine): Promise<Result<{ readonly machine: string }>> {
  const note = { action: 'machine.assign', objectType: 'workspace' as const, objectId: numberOf('workspace', workspaceId), facts: { machine: number }, ...(personId === null ? {} : { subjectId: personId }) };
  const standing = await standingIn(context, workspaceId);
  if (!mayDo('see', standing)) return refuse(context, note, 'not-found');
  if (!mayDo('assign-machine', standing)) return refuse(context, note, 'not-allowed');
  const member =
    personId === null ||
    (await context.trx.selectFrom('requests').select('id').where('type', '=', 'join-workspace').where('workspace_id', '=', workspaceId).where('subject_id', '=', personId).where('state', '=', 'active').limit(1).executeTakeFirst());
  if (!member) return refuse(context, note, 'not-member');
  const assigned = await context.trx.updateTable('workspace_machines').set({ assigned_to: personId }).where('workspace_id', '=', workspaceId).where('number', '=', number).where('removed_at', 'is', null).returning('number').executeTakeFirst();
  if (!assigned) return refuse(context, note, 'not-found');
  context.audit.push({ ...note, outcome: 'done' });
  await renewCopies(context, { type: 'workspace', id: workspaceId });
  return { kind: 'done', value: { machine: machineNumber(workspaceId, number) } };
}
