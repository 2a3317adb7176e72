import type { Database } from '../../database/index.js';
import type { Context } from '../../context/index.js';
import { isBuiltTier, type BuiltTier } from '../workspace.js';
import type { BuildInput } from './build-input.js';

/** A workspace that is being built, with whom and what it is for, as all of it stands now. */
export interface BuildFacts {
  readonly workspaceId: number;
  readonly requestId: number;
  readonly name: string;
  readonly tier: BuiltTier;
  readonly costCentre: string;
  readonly monthlyBudget: number;
  readonly zone: string;
  readonly subscriptionId: string;
  /** With whose rights it is built: the Programme Manager who approved it, or had it tried again. */
  readonly grantorId: string;
  /** The Investigator, who owns it, then the Project Managers. */
  readonly ownerIds: readonly string[];
  /** Mail addresses of the same. */
  readonly contacts: readonly string[];
  readonly datasetIds: readonly number[];
  readonly machines: readonly { readonly number: number; readonly platform: string; readonly size: string; readonly zone: string }[];
}

/** Why it cannot be built now: a key. */
export type BuildBar = 'no-longer-possible' | 'approver-lost-rights' | 'owner-needed';

/** Looked at anew at every try: an approver may have lost their rights half-way, an owner may have left, a package may have been suspended. */
export async function loadBuildFacts(db: Database | Context['trx'], { workspaceId, requestId }: BuildInput): Promise<BuildFacts | BuildBar> {
  const row = await db
    .selectFrom('workspaces as w')
    .innerJoin('requests as r', 'r.workspace_id', 'w.id')
    .innerJoin('projects as p', 'p.id', 'w.project_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .leftJoin('people as g', 'g.id', 'r.grantor_id')
    .leftJoin('system_role_holders as h', (join) => join.onRef('h.person_id', '=', 'r.grantor_id').on('h.role', '=', 'programme-manager'))
    .select(['w.name', 'w.tier', 'w.cost_centre', 'w.monthly_budget', 'w.zone', 'w.subscription_id', 'w.project_id', 'w.work_package_id', 'k.tier as packageTier', 'k.suspended_at', 'p.state as project', 'g.enabled', 'r.grantor_id', 'h.person_id as manager'])
    .where('w.id', '=', workspaceId)
    .where('r.id', '=', requestId)
    .executeTakeFirst();
  if (!row || !isBuiltTier(row.tier) || row.zone === null || row.subscription_id === null) return 'no-longer-possible';
  // Built at the tier that was approved, or not at all.
  if (row.project !== 'open' || row.suspended_at !== null || row.packageTier !== row.tier) return 'no-longer-possible';
  if (row.grantor_id === null || row.manager === null || row.enabled !== true) return 'approver-lost-rights';
  const owners = await ownersOf(db, row.project_id);
  if (owners[0]?.role !== 'investigator') return 'owner-needed';
  const datasets = await db.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', row.work_package_id).orderBy('dataset_id').execute();
  const machines = await db.selectFrom('workspace_machines').select(['number', 'platform', 'size', 'zone']).where('workspace_id', '=', workspaceId).where('removed_at', 'is', null).orderBy('number').execute();
  return {
    workspaceId,
    requestId,
    name: row.name,
    tier: row.tier,
    costCentre: row.cost_centre ?? '',
    monthlyBudget: row.monthly_budget ?? 0,
    zone: row.zone,
    subscriptionId: row.subscription_id,
    grantorId: row.grantor_id,
    ownerIds: owners.map(({ id }) => id),
    contacts: owners.map(({ mail }) => mail),
    datasetIds: datasets.map(({ dataset_id }) => dataset_id),
    machines,
  };
}

/** Who owns what a workspace consists of in the directory: the Investigator, and the Project Managers beside them ("Directory groups"). */
async function ownersOf(db: Database | Context['trx'], projectId: number): Promise<readonly { readonly id: string; readonly mail: string; readonly role: string }[]> {
  const rows = await db
    .selectFrom('project_roles as r')
    .innerJoin('people as e', 'e.id', 'r.person_id')
    .select(['e.id', 'e.mail', 'r.role'])
    .where('r.project_id', '=', projectId)
    .where('r.role', 'in', ['investigator', 'project-manager'])
    .where('r.until', 'is', null)
    .where('e.enabled', '=', true)
    .orderBy('r.role')
    .orderBy('r.id')
    .execute();
  return rows;
}
