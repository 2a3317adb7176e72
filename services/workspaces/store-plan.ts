import type { Context } from '../context/index.js';
import type { Catalogue } from './catalogue.js';
import { estimateCost } from './cost.js';
import type { LandingZone } from './landing-zones.js';
import type { Place } from './load-place.js';
import type { WorkspacePlan } from './plan.js';
import type { BuiltTier } from './workspace.js';

interface Planned {
  readonly place: Place & { readonly tier: BuiltTier };
  readonly zone: LandingZone;
  readonly plan: WorkspacePlan;
}

/** A workspace that is asked for. Answers with its id. */
export async function storePlan(context: Context, catalogue: Catalogue, planned: Planned): Promise<number> {
  const { place, zone, plan } = planned;
  const { id } = await context.trx
    .insertInto('workspaces')
    .values({ project_id: place.projectId, work_package_id: place.packageId, state: 'planned', kind: 'research', created_at: context.clock.now(), ...columnsOf(catalogue, place.tier, zone, plan) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertParts(context, catalogue, id, plan);
  return id;
}

/** Another plan in place of the one that was returned. */
export async function replacePlan(context: Context, catalogue: Catalogue, workspaceId: number, { place, zone, plan }: Planned): Promise<void> {
  const { trx } = context;
  await trx.updateTable('workspaces').set(columnsOf(catalogue, place.tier, zone, plan)).where('id', '=', workspaceId).execute();
  await trx.deleteFrom('workspace_machines').where('workspace_id', '=', workspaceId).execute();
  await trx.deleteFrom('workspace_wishes').where('workspace_id', '=', workspaceId).execute();
  await insertParts(context, catalogue, workspaceId, plan);
}

const columnsOf = (catalogue: Catalogue, tier: BuiltTier, zone: LandingZone, plan: WorkspacePlan) => ({
  name: plan.name,
  region: zone.region,
  tier,
  cost_centre: plan.costCentre,
  monthly_budget: plan.monthlyBudget,
  estimate: JSON.stringify(estimateCost(catalogue, tier, plan.machines)),
  zone: zone.name,
  subscription_id: zone.subscriptionId,
});

async function insertParts({ trx }: Context, { machines }: Catalogue, workspaceId: number, plan: WorkspacePlan): Promise<void> {
  const rows = plan.machines
    .flatMap(({ machine, count }) => Array.from({ length: count }, () => machines.find(({ key }) => key === machine)))
    .flatMap((machine) => machine ?? [])
    // Availability zones in turn, so that one that fails takes some machines and not all.
    .map(({ key, platform, size }, place) => ({ workspace_id: workspaceId, number: place + 1, machine: key, platform, size, zone: String((place % 3) + 1) }));
  if (rows.length > 0) await trx.insertInto('workspace_machines').values(rows).execute();
  if (plan.memberIds.length > 0) await trx.insertInto('workspace_wishes').values(plan.memberIds.map((person_id) => ({ workspace_id: workspaceId, person_id }))).execute();
}
