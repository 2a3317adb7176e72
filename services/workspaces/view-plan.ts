import type { Context } from '../context/index.js';
import { isAccess, namesOf, viewRequest, type RequestView } from '../requests/index.js';
import { viewProgress, type Progress } from '../workflows/index.js';
import type { CostEstimate, MachineCount } from './cost.js';
import type { PlanView } from './plan.js';
import { buildKind } from './provisioning/build-input.js';
import { aboutBuilding } from './provisioning/build-plan.js';
import { isBuiltTier } from './workspace.js';

/** A request with what it is to have built, where it is for something to be built. */
export interface RequestWithPlan extends RequestView {
  readonly plan?: PlanView;
  /** How far it has been built, once that has begun. */
  readonly progress?: Progress;
}

/** A request as somebody concerned by it may see it, with its plan. */
export async function viewWholeRequest(context: Context, requestId: number): Promise<RequestWithPlan | undefined> {
  const view = await viewRequest(context, requestId);
  if (!view || isAccess(view.type)) return view;
  const plan = await loadPlan(context, view.workspace.id);
  const progress = await viewProgress(context.trx, buildKind, aboutBuilding(view.workspace.id));
  return { ...view, ...(plan ? { plan } : {}), ...(progress ? { progress } : {}) };
}

/** What is, or was, to be built as the workspace. Who may see it is asked by whoever shows it. */
export async function loadPlan({ trx }: Pick<Context, 'trx'>, workspaceId: number): Promise<PlanView | undefined> {
  const row = await trx
    .selectFrom('workspaces as w')
    .leftJoin('requests as r', (join) => join.onRef('r.workspace_id', '=', 'w.id').on('r.type', '=', 'workspace'))
    .leftJoin('project_roles as o', (join) => join.onRef('o.project_id', '=', 'w.project_id').on('o.role', '=', 'investigator').on('o.until', 'is', null))
    .select(['w.name', 'w.tier', 'w.zone', 'w.region', 'w.cost_centre', 'w.monthly_budget', 'w.estimate', 'r.purpose', 'o.person_id as ownerId'])
    .where('w.id', '=', workspaceId)
    .executeTakeFirst();
  if (!row || !isBuiltTier(row.tier) || row.estimate === null) return undefined;
  const wishes = await trx.selectFrom('workspace_wishes').select('person_id').where('workspace_id', '=', workspaceId).execute();
  const machines = await countMachines(trx, workspaceId);
  const names = await namesOf(trx, [...wishes.map(({ person_id }) => person_id), ...(row.ownerId === null ? [] : [row.ownerId])]);
  return {
    workspaceId,
    name: row.name,
    purpose: row.purpose ?? '',
    tier: row.tier,
    zone: row.zone,
    region: row.region,
    costCentre: row.cost_centre ?? '',
    monthlyBudget: row.monthly_budget ?? 0,
    machines,
    members: wishes.map(({ person_id }) => names(person_id)),
    owner: row.ownerId === null ? null : names(row.ownerId),
    estimate: row.estimate as CostEstimate,
  };
}

async function countMachines(trx: Context['trx'], workspaceId: number): Promise<readonly MachineCount[]> {
  const rows = await trx
    .selectFrom('workspace_machines')
    .select((select) => ['machine', select.fn.countAll<number>().as('count')])
    .where('workspace_id', '=', workspaceId)
    .where('removed_at', 'is', null)
    .groupBy('machine')
    .orderBy('machine')
    .execute();
  return rows.map(({ machine, count }) => ({ machine, count: Number(count) }));
}
