import { numberOf, type Context } from '../../context/index.js';
import { controlAt, type ControlValue } from '../../tiers/index.js';
import { mayDo, mayOperate } from '../permissions.js';
import { refuse, type Result } from '../results.js';
import { standingIn } from '../standing.js';
import { isBuiltTier, machineName, resourceGroupOf } from '../workspace.js';
import { machineNumber } from './operate-plan.js';

/** How to get to a machine, as the tier has it. */
export interface Connection {
  readonly machine: string;
  readonly how: 'remote-desktop' | 'ssh';
  /** Where the remote desktop is; null where people connect with SSH. */
  readonly link: string | null;
  /** What is typed into a shell; null where people come by remote desktop. */
  readonly command: string | null;
  readonly copyOut: ControlValue<'copy-out'>;
  readonly redirection: ControlValue<'redirection'>;
  readonly screenCapture: ControlValue<'screen-capture'>;
  readonly running: boolean;
}

/** Virtual Desktop's own client in the browser; which desktops it shows, and what they let through, is set where they are built. */
const desktopClient = 'https://windows.cloud.microsoft/';

/** How somebody gets to a machine that is theirs to use; on record like starting it. */
export async function connectMachine(context: Context, { workspaceId, number }: { readonly workspaceId: number; readonly number: number }): Promise<Result<Connection>> {
  const note = { action: 'machine.connect', objectType: 'workspace' as const, objectId: numberOf('workspace', workspaceId), facts: { machine: number } };
  const standing = await standingIn(context, workspaceId);
  if (!mayDo('see', standing)) return refuse(context, note, 'not-found');
  const row = await context.trx
    .selectFrom('workspace_machines as m')
    .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
    .select(['m.assigned_to', 'm.state', 'w.state as workspace', 'w.tier', 'w.project_id', 'w.subscription_id'])
    .where('m.workspace_id', '=', workspaceId)
    .where('m.number', '=', number)
    .where('m.removed_at', 'is', null)
    .executeTakeFirst();
  if (!row || !isBuiltTier(row.tier)) return refuse(context, note, 'not-found');
  const placed = { ...note, projectId: row.project_id };
  if (!mayOperate('connect', standing, row.assigned_to, context.actor.id)) return refuse(context, placed, 'not-allowed');
  if (row.workspace !== 'active') return refuse(context, placed, 'not-possible');
  context.audit.push({ ...placed, outcome: 'done' });
  const desktop = controlAt('connection', row.tier) === 'remote-desktop';
  return {
    kind: 'done',
    value: {
      machine: machineNumber(workspaceId, number),
      how: desktop ? 'remote-desktop' : 'ssh',
      link: desktop ? desktopClient : null,
      command: desktop ? null : `az ssh vm --subscription ${row.subscription_id ?? ''} --resource-group ${resourceGroupOf(workspaceId)} --name ${machineName(workspaceId, number)}`,
      copyOut: controlAt('copy-out', row.tier),
      redirection: controlAt('redirection', row.tier),
      screenCapture: controlAt('screen-capture', row.tier),
      running: row.state === 'running',
    },
  };
}
