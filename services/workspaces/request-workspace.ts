import { numberOf, type Context } from '../context/index.js';
import { submitBuilding, type RequestRecord } from '../requests/index.js';
import type { Building } from './building.js';
import { checkPlan, type PlanRefused } from './check-plan.js';
import { dropUnwanted } from './drop-unwanted.js';
import { zoneFor, type LandingZone } from './landing-zones.js';
import { authorisePlace, type Place } from './load-place.js';
import type { WorkspacePlan } from './plan.js';
import { done, refuse, type Refused, type Result } from './results.js';
import { storePlan } from './store-plan.js';

export interface RequestWorkspace extends WorkspacePlan {
  readonly packageId: number;
}

/**
 * The Investigator or a Project Manager asks for a workspace of a classified package, at its tier (people-and-requests, "workspace"). A
 * Programme Manager decides; nothing is built before. The workspace has its number from now on.
 */
export async function requestWorkspace(context: Context, building: Building, command: RequestWorkspace): Promise<Result<RequestRecord> | PlanRefused> {
  const authorised = await authorisePlace(context, 'workspace.request', command.packageId);
  if (authorised.kind === 'refused') return authorised;
  const { place, note } = authorised;
  const placed = zoneOf(context, building, place, note);
  if (placed.kind === 'refused') return placed;
  // One at a time in a project: two who ask for the same see each other.
  await context.trx.selectFrom('projects').select('id').where('id', '=', place.projectId).forUpdate().execute();
  await dropUnwanted(context, command.packageId);
  const standing = await plannedFor(context, command.packageId);
  if (standing !== undefined) return refuse(context, { ...note, requestId: standing }, 'already-asked', { requestId: standing });
  const checked = await checkPlan(context, building, place, note, command, null);
  if (checked.kind === 'faults') return checked;
  const { plan } = checked;
  const workspaceId = await storePlan(context, building.catalogue, { place, zone: placed.zone, plan });
  return done(
    await submitBuilding(
      context,
      { type: 'workspace', place: { projectId: place.projectId, packageId: place.packageId, workspaceId }, tier: place.tier, purpose: plan.purpose, untilOn: place.projectEndsOn },
      { budget: plan.monthlyBudget, machines: plan.machines.map(({ machine, count }) => `${String(count)} ${machine}`).join(' ') },
    ),
  );
}

/** Where it would be built, by the regions of its data. */
export function zoneOf(context: Context, { zones }: Building, { datasets }: Place, note: Parameters<typeof refuse>[1]): { readonly kind: 'zone'; readonly zone: LandingZone } | Refused {
  if (!zones) return refuse(context, note, 'no-workspaces-here');
  const found = zoneFor(zones, datasets.map(({ region }) => region));
  if (found.kind === 'zone') return found;
  return refuse(context, note, found.kind === 'mismatch' ? 'regions-differ' : 'no-landing-zone');
}

/** The open request for a workspace of the package that is planned or being built. */
async function plannedFor({ trx }: Context, packageId: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('workspaces as w')
    .innerJoin('requests as r', (join) => join.onRef('r.workspace_id', '=', 'w.id').on('r.type', '=', 'workspace'))
    .select('r.id')
    .where('w.work_package_id', '=', packageId)
    .where('w.kind', '=', 'research')
    .where('w.state', 'in', ['planned', 'building'])
    .executeTakeFirst();
  return row?.id;
}

/** How a package is named where it is asked about. */
export const packageLabel = ({ packageId, packageTitle }: Pick<Place, 'packageId' | 'packageTitle'>): string => `${numberOf('package', packageId)} ${packageTitle}`;
