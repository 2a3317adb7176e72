import { numberOf, type Context } from '../context/index.js';
import type { AuditNote } from '../context/index.js';
import type { ProjectRoleName } from '../database/index.js';
import { requestTypeRules } from '../requests/index.js';
import { refuse, type Refusal, type Refused } from './results.js';
import { isBuiltTier, type BuiltTier } from './workspace.js';

/** Where a workspace is to stand, as it is now. */
export interface Place {
  readonly packageId: number;
  readonly packageTitle: string;
  readonly packageState: 'new' | 'open' | 'classified';
  readonly suspended: boolean;
  readonly tier: number | null;
  readonly projectId: number;
  readonly projectTitle: string;
  readonly projectOpen: boolean;
  /** ISO date. */
  readonly projectEndsOn: string;
  /** The one role of each person, of accounts that are open. */
  readonly roles: ReadonlyMap<string, ProjectRoleName>;
  readonly conflicted: ReadonlySet<string>;
  readonly datasets: readonly { readonly id: number; readonly region: string }[];
}

/** A package with its project, people and data; undefined when there is none. */
export async function loadPlace({ trx }: Pick<Context, 'trx'>, packageId: number): Promise<Place | undefined> {
  const row = await trx
    .selectFrom('work_packages as k')
    .innerJoin('projects as p', 'p.id', 'k.project_id')
    .select(['k.id as packageId', 'k.title as packageTitle', 'k.state as packageState', 'k.suspended_at', 'k.tier', 'p.id as projectId', 'p.title as projectTitle', 'p.state as projectState', 'p.ends_on as projectEndsOn'])
    .where('k.id', '=', packageId)
    .executeTakeFirst();
  if (!row) return undefined;
  const roles = await trx
    .selectFrom('project_roles as r')
    .innerJoin('people as e', 'e.id', 'r.person_id')
    .select(['r.person_id', 'r.role'])
    .where('r.project_id', '=', row.projectId)
    .where('r.until', 'is', null)
    .where('e.enabled', '=', true)
    .execute();
  const conflicts = await trx.selectFrom('declared_conflicts').select('person_id').where('project_id', '=', row.projectId).execute();
  const datasets = await trx.selectFrom('work_package_datasets as d').innerJoin('datasets as s', 's.id', 'd.dataset_id').select(['s.id', 's.region']).where('d.work_package_id', '=', packageId).orderBy('s.id').execute();
  const { suspended_at, projectState, ...place } = row;
  return {
    ...place,
    suspended: suspended_at !== null,
    projectOpen: projectState === 'open',
    roles: new Map(roles.map(({ person_id, role }) => [person_id, role])),
    conflicted: new Set(conflicts.map(({ person_id }) => person_id)),
    datasets,
  };
}

/** The project's Investigator, who owns its workspaces (2.6). */
export const investigatorOf = ({ roles }: Pick<Place, 'roles'>): string | undefined => [...roles].find(([, role]) => role === 'investigator')?.[0];

/** Why nothing can be built for the package now; apart from who asks. */
export function barToBuilding(place: Place): Refusal | undefined {
  if (!place.projectOpen) return 'project-closed';
  if (place.packageState !== 'classified') return 'not-classified';
  if (place.suspended) return 'package-suspended';
  if (place.tier === 4) return 'tier-four';
  if (!isBuiltTier(place.tier)) return 'not-classified';
  return investigatorOf(place) === undefined ? 'owner-needed' : undefined;
}

/** The place where the acting person may ask for a workspace; a refusal is on record. */
export async function authorisePlace(context: Context, action: string, packageId: number): Promise<{ readonly kind: 'done'; readonly place: Place & { readonly tier: BuiltTier }; readonly note: Pick<AuditNote, 'action' | 'objectType' | 'objectId' | 'projectId'> } | Refused> {
  const note = { action, objectType: 'work-package' as const, objectId: numberOf('package', packageId) };
  const place = await loadPlace(context, packageId);
  const role = place?.roles.get(context.actor.id);
  const manages = context.actor.kind === 'person' && context.actor.systemRoles.has('programme-manager');
  if (!place || (role === undefined && !manages)) return refuse(context, note, 'not-found');
  const placed = { ...note, projectId: place.projectId };
  if (!requestTypeRules.workspace.askedBy.some((asker) => asker === role) || place.conflicted.has(context.actor.id)) return refuse(context, placed, 'not-allowed');
  const bar = barToBuilding(place);
  if (bar) return refuse(context, placed, bar);
  const { tier } = place;
  return isBuiltTier(tier) ? { kind: 'done', place: { ...place, tier }, note: placed } : refuse(context, placed, 'not-classified');
}
