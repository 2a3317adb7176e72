import type { WorkspaceState } from '../database/index.js';
import { localDate, plusMonths, type Context } from '../context/index.js';
import { accessRules } from './request-types.js';
import type { AccessType } from './request.js';
import { agreementEnd } from './agreement-end.js';

/** Where access is asked for, with what limits it: a row of `loadPlace`. */
export interface Place {
  readonly workspaceId: number;
  readonly workspaceName: string;
  readonly workspaceState: WorkspaceState;
  readonly projectId: number;
  readonly projectState: 'open' | 'closed';
  /** ISO date. */
  readonly projectEndsOn: string;
  readonly packageId: number;
  readonly packageState: 'new' | 'open' | 'classified';
  readonly packageSuspendedAt: Date | null;
  readonly tier: number | null;
  /** Datasets of the package with the end of the project's agreement for each (ISO date); null where it has signed none, which a gate stops. */
  readonly datasets: readonly { readonly id: number; readonly agreementEndsOn: string | null }[];
  /** The acting person's role in the project. */
  readonly role: 'project-manager' | 'investigator' | 'researcher' | 'referee' | 'representative' | null;
}

/** A workspace with its package, project and the role of `personId`; undefined when there is no such workspace. */
export async function loadPlace(context: Pick<Context, 'trx'>, workspaceId: number, personId: string): Promise<Place | undefined> {
  const row = await context.trx
    .selectFrom('workspaces as w')
    .innerJoin('projects as p', 'p.id', 'w.project_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .leftJoin('project_roles as r', (join) => join.onRef('r.project_id', '=', 'p.id').on('r.person_id', '=', personId).on('r.until', 'is', null))
    .select([
      'w.id as workspaceId',
      'w.name as workspaceName',
      'w.state as workspaceState',
      'p.id as projectId',
      'p.state as projectState',
      'p.ends_on as projectEndsOn',
      'k.id as packageId',
      'k.state as packageState',
      'k.suspended_at as packageSuspendedAt',
      'k.tier',
      'r.role',
    ])
    .where('w.id', '=', workspaceId)
    .executeTakeFirst();
  if (!row) return undefined;
  const datasets = await context.trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('work_packages as k', 'k.id', 'd.work_package_id')
    .select(['d.dataset_id as id', agreementEnd('d.dataset_id', 'k.project_id').as('agreementEndsOn')])
    .where('d.work_package_id', '=', row.packageId)
    .execute();
  return { ...row, datasets };
}

/** Access is asked for in a package that is classified at tier 3 or below, and not suspended. */
export const isAskedForIn = <Of extends Pick<Place, 'packageState' | 'packageSuspendedAt' | 'tier'>>(place: Of): place is Of & { readonly tier: number } =>
  place.packageState === 'classified' && place.packageSuspendedAt === null && place.tier !== null && place.tier <= 3;

/** What limits the end of access, earliest first. */
export interface UntilLimit {
  /** ISO date, the last day that is possible. */
  readonly latest: string;
  readonly because: 'project-end' | 'agreement-end' | 'longest';
  /** ISO date, what is offered: three months, or the latest if that is earlier. */
  readonly offered: string;
}

/** At most the earliest of project end, agreement end and 12 months (people-and-requests, table of "One request engine"). */
export function untilLimit(context: Pick<Context, 'clock' | 'organisation'>, type: AccessType, place: Place, datasetId: number | null): UntilLimit {
  const rule = accessRules[type];
  const today = localDate(context.organisation, context.clock.now());
  const agreements = place.datasets.filter(({ id }) => datasetId === null || id === datasetId).flatMap(({ agreementEndsOn }) => agreementEndsOn ?? []);
  const limits = [
    { latest: plusMonths(today, rule.longestMonths), because: 'longest' as const },
    { latest: place.projectEndsOn, because: 'project-end' as const },
    ...agreements.map((latest) => ({ latest, because: 'agreement-end' as const })),
  ];
  const first = limits.reduce((earliest, limit) => (limit.latest < earliest.latest ? limit : earliest));
  const offered = plusMonths(today, rule.offeredMonths);
  return { ...first, offered: offered < first.latest ? offered : first.latest };
}

/** The limit of a dataset that is asked for together with its workspace: that of whichever ends first. */
export function linkedUntilLimit(context: Pick<Context, 'clock' | 'organisation'>, place: Place, datasetId: number | null): UntilLimit {
  const data = untilLimit(context, 'data-access', place, datasetId);
  const membership = untilLimit(context, 'join-workspace', place, null);
  return membership.latest < data.latest ? membership : data;
}
