import type { Context } from '../context/index.js';
import { namesOf } from '../requests/index.js';
import type { Building } from './building.js';
import { mayBeMember } from './check-plan.js';
import { authorisePlace, barToBuilding, investigatorOf, loadPlace } from './load-place.js';
import { packageLabel, zoneOf } from './request-workspace.js';
import { refuse, type Refused } from './results.js';
import type { BuiltTier } from './workspace.js';

/** A package for which a workspace can be asked. */
export interface AskablePackage {
  readonly id: number;
  readonly label: string;
  readonly tier: BuiltTier;
}

/** What asking for a workspace of a package begins with. */
export interface BegunRequest {
  readonly package: AskablePackage;
  readonly zone: { readonly name: string; readonly region: string };
  readonly suggestedName: string;
  readonly owner: { readonly id: string; readonly name: string };
  /** Who can be asked in when it stands. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** Classified packages of open projects for which the acting person may ask for a workspace, by number. A person who may ask for none is refused. */
export async function askablePackages(context: Context, { zones }: Building): Promise<readonly AskablePackage[] | Refused> {
  const note = { action: 'workspace.request', objectType: 'workspace' as const, objectId: '' };
  if (!zones) return refuse(context, note, 'no-workspaces-here');
  const rows = await context.trx
    .selectFrom('project_roles as r')
    .innerJoin('work_packages as k', 'k.project_id', 'r.project_id')
    .select('k.id')
    .where('r.person_id', '=', context.actor.id)
    .where('r.role', 'in', ['investigator', 'project-manager'])
    .where('r.until', 'is', null)
    .where('k.state', '=', 'classified')
    .orderBy('k.id')
    .execute();
  const packages: AskablePackage[] = [];
  for (const { id } of rows) {
    const place = await loadPlace(context, id);
    if (!place || barToBuilding(place) !== undefined || place.conflicted.has(context.actor.id)) continue;
    packages.push({ id, label: packageLabel(place), tier: place.tier as BuiltTier });
  }
  return packages.length > 0 ? packages : refuse(context, note, 'not-allowed');
}

/** Whether asking can lead anywhere, before anything is filled in; a refusal is on record. */
export async function beginRequest(context: Context, building: Building, packageId: number): Promise<{ readonly kind: 'done'; readonly value: BegunRequest } | Refused> {
  const authorised = await authorisePlace(context, 'workspace.request', packageId);
  if (authorised.kind === 'refused') return authorised;
  const { place, note } = authorised;
  const placed = zoneOf(context, building, place, note);
  if (placed.kind === 'refused') return placed;
  const people = [...place.roles].filter(([id, role]) => mayBeMember(role) && !place.conflicted.has(id)).map(([id]) => id);
  const owner = investigatorOf(place);
  if (owner === undefined) return refuse(context, note, 'owner-needed');
  const names = await namesOf(context.trx, [...people, owner]);
  return {
    kind: 'done',
    value: {
      package: { id: place.packageId, label: packageLabel(place), tier: place.tier },
      zone: { name: placed.zone.name, region: placed.zone.region },
      suggestedName: place.packageTitle.replace(/[^\p{L}\p{M}\p{N} .,'’&()/+-]/gu, ' ').replace(/\s+/gu, ' ').trim().slice(0, 60),
      owner: names(owner),
      people: people.map(names).sort((one, other) => one.name.localeCompare(other.name)),
    },
  };
}
