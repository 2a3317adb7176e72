import type { Context } from '../context/index.js';
import type { WorkspaceState } from '../database/index.js';
import { namesOf, type PersonName } from '../requests/index.js';
import type { Tier } from '../tiers/index.js';
import { loadLapses, type Lapse } from './load-lapses.js';
import { loadMachines, type MachineView } from './machines/load-machines.js';
import { mayDo, mayOperate, workspaceActions, type WorkspaceAction } from './permissions.js';
import { standingIn } from './standing.js';

/** A workspace as one of those concerned by it may see it. */
export interface WorkspaceView {
  readonly id: number;
  readonly name: string;
  readonly state: WorkspaceState;
  readonly kind: 'research' | 'landing';
  readonly tier: Tier | null;
  readonly project: { readonly id: number; readonly title: string; readonly endsOn: string };
  readonly workPackage: { readonly id: number; readonly title: string; readonly suspended: boolean };
  readonly where: { readonly zone: string | null; readonly region: string };
  readonly owner: PersonName | null;
  readonly members: readonly (PersonName & { readonly untilOn: string; readonly requestId: number })[];
  readonly datasets: readonly { readonly id: number; readonly name: string; readonly readers: number }[];
  readonly machines: readonly (MachineView & { readonly allowed: readonly ('start-machine' | 'stop-machine' | 'connect')[] })[];
  /** None for whoever may not see it, and for a workspace that has none on record. */
  readonly budget: { readonly perMonth: number; readonly costCentre: string; readonly currency: string; readonly estimate: number } | null;
  readonly lapses: readonly Lapse[];
  /** By the server, from state and standing; a card shows these and no others. */
  readonly allowed: readonly WorkspaceAction[];
}

/** A workspace with everything that the acting person may see of it; undefined when there is none, or it is not theirs to see. */
export async function viewWorkspace(context: Context, workspaceId: number): Promise<WorkspaceView | undefined> {
  const { trx, actor } = context;
  const standing = await standingIn(context, workspaceId);
  if (!mayDo('see', standing)) return undefined;
  const row = await trx
    .selectFrom('workspaces as w')
    .innerJoin('projects as p', 'p.id', 'w.project_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .leftJoin('project_roles as o', (join) => join.onRef('o.project_id', '=', 'w.project_id').on('o.role', '=', 'investigator').on('o.until', 'is', null))
    .select(['w.id', 'w.name', 'w.state', 'w.kind', 'w.tier', 'w.zone', 'w.region', 'w.monthly_budget', 'w.cost_centre', 'w.estimate', 'p.id as projectId', 'p.title as projectTitle', 'p.ends_on', 'k.id as packageId', 'k.title as packageTitle', 'k.tier as packageTier', 'k.suspended_at', 'o.person_id as ownerId'])
    .where('w.id', '=', workspaceId)
    .executeTakeFirst();
  if (!row || row.state === 'dropped') return undefined;
  const access = await trx.selectFrom('requests').select(['id', 'type', 'subject_id', 'dataset_id', 'until_on']).where('workspace_id', '=', workspaceId).where('type', 'in', ['join-workspace', 'data-access']).where('state', '=', 'active').orderBy('id').execute();
  const members = access.filter(({ type }) => type === 'join-workspace');
  const datasets = await trx.selectFrom('work_package_datasets as d').innerJoin('datasets as s', 's.id', 'd.dataset_id').select(['s.id', 's.name']).where('d.work_package_id', '=', row.packageId).orderBy('s.id').execute();
  const machines = await loadMachines(trx, workspaceId);
  const names = await namesOf(trx, [...members.map(({ subject_id }) => subject_id), ...(row.ownerId === null ? [] : [row.ownerId])]);
  const tier = (row.tier ?? row.packageTier) as Tier | null;
  const stands = row.state === 'active';
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    kind: row.kind,
    tier,
    project: { id: row.projectId, title: row.projectTitle, endsOn: row.ends_on },
    workPackage: { id: row.packageId, title: row.packageTitle, suspended: row.suspended_at !== null },
    where: { zone: row.zone, region: row.region },
    owner: row.ownerId === null ? null : names(row.ownerId),
    members: members.map(({ id, subject_id, until_on }) => ({ ...names(subject_id), untilOn: until_on, requestId: id })),
    datasets: datasets.map(({ id, name }) => ({ id, name, readers: new Set(access.filter(({ dataset_id }) => dataset_id === id).map(({ subject_id }) => subject_id)).size })),
    machines: machines.map((machine) => ({
      ...machine,
      allowed: stands ? (['start-machine', 'stop-machine', 'connect'] as const).filter((action) => mayOperate(action, standing, machine.assignedTo?.id ?? null, actor.id)) : [],
    })),
    budget: mayDo('see-budget', standing) && row.monthly_budget !== null ? budgetOf(row) : null,
    lapses: await loadLapses(context, row.projectId, datasets.map(({ id }) => id)),
    allowed: workspaceActions.filter((action) => mayDo(action, standing) && (stands || action === 'see' || action === 'see-budget')),
  };
}

function budgetOf({ monthly_budget, cost_centre, estimate }: { readonly monthly_budget: number | null; readonly cost_centre: string | null; readonly estimate: unknown }): WorkspaceView['budget'] {
  const said = (estimate ?? {}) as { readonly currency?: string; readonly perMonth?: number };
  return { perMonth: monthly_budget ?? 0, costCentre: cost_centre ?? '', currency: said.currency ?? 'GBP', estimate: said.perMonth ?? 0 };
}
