import { sql } from 'kysely';
import type { Context } from '../context/index.js';
import type { Page } from '../requests/index.js';

/** Where a dataset is used, and by whom now. */
export interface DatasetPlace {
  readonly project: { readonly id: number; readonly title: string };
  readonly workPackage: { readonly id: number; readonly title: string; readonly state: 'new' | 'open' | 'classified'; readonly tier: number | null; readonly suspended: boolean };
  /** The dataset was withdrawn from the package after that had been classified. */
  readonly withdrawn: boolean;
  readonly workspace: { readonly id: number; readonly name: string } | null;
  /** The last day (ISO) of the agreement that the project has signed for the dataset; null where it has signed none. */
  readonly agreementEndsOn: string | null;
  /** Who has access there now, by name, each with the last day (ISO). */
  readonly people: readonly { readonly name: string; readonly untilOn: string }[];
}

/** A dataset that the reader represents. */
export interface RepresentedDataset {
  readonly id: number;
  readonly name: string;
  readonly capacity: 'principal' | 'deputy';
  readonly places: readonly DatasetPlace[];
}

const pageSize = 4;

interface PlaceRow {
  readonly datasetId: number;
  readonly projectId: number;
  readonly projectTitle: string;
  readonly packageId: number;
  readonly packageTitle: string;
  readonly state: 'new' | 'open' | 'classified';
  readonly tier: number | null;
  readonly suspended: boolean;
  readonly withdrawn: boolean;
  readonly workspaceId: number | null;
  readonly workspaceName: string | null;
  readonly agreementEndsOn: string | null;
  readonly people: DatasetPlace['people'];
}

/**
 * For a Representative or a deputy: each of their datasets, in which projects, packages and workspaces it is used and at which tier, and who has
 * access now ("Who has access to what: … the Representative for their dataset").
 */
export async function viewMyDatasets({ trx, actor }: Context, page: number): Promise<Page<RepresentedDataset>> {
  const all = await trx
    .selectFrom('dataset_representatives as r')
    .innerJoin('datasets as d', 'd.id', 'r.dataset_id')
    .select(['d.id', 'd.name', 'r.deputy'])
    .where('r.person_id', '=', actor.id)
    .where('r.until', 'is', null)
    .orderBy('d.name')
    .orderBy('d.id')
    .execute();
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  const at = Math.min(page, pages);
  const shown = all.slice((at - 1) * pageSize, at * pageSize);
  const { rows } = await sql<PlaceRow>`
    select u.dataset_id as "datasetId", p.id as "projectId", p.title as "projectTitle", k.id as "packageId", k.title as "packageTitle", k.state, k.tier, k.suspended_at is not null as suspended,
      exists (select from dataset_withdrawals g where g.work_package_id = k.id and g.dataset_id = u.dataset_id) as withdrawn,
      w.id as "workspaceId", w.name as "workspaceName", to_char(agreement_end(u.dataset_id, p.id), 'YYYY-MM-DD') as "agreementEndsOn",
      coalesce((select json_agg(json_build_object('name', q.name, 'untilOn', a.until) order by q.name, q.id) from (
        select r.subject_id, to_char(max(r.until_on), 'YYYY-MM-DD') as until from requests r
        where r.workspace_id = w.id and r.dataset_id = u.dataset_id and r.state = 'active' group by r.subject_id) a
        join people q on q.id = a.subject_id), '[]'::json) as people
    from work_package_datasets u join work_packages k on k.id = u.work_package_id join projects p on p.id = k.project_id
    left join workspaces w on w.work_package_id = k.id and w.state = 'active'
    where u.dataset_id = any(${shown.map(({ id }) => id)}::int[]) and p.state = 'open'
    order by p.id, k.id, w.id`.execute(trx);
  const items = shown.map(({ id, name, deputy }) => ({
    id,
    name,
    capacity: deputy ? ('deputy' as const) : ('principal' as const),
    places: rows.filter(({ datasetId }) => datasetId === id).map(placeOf),
  }));
  return { items, page: at, pages, total: all.length };
}

function placeOf({ projectId, projectTitle, packageId, packageTitle, state, tier, suspended, withdrawn, workspaceId, workspaceName, agreementEndsOn, people }: PlaceRow): DatasetPlace {
  return {
    project: { id: projectId, title: projectTitle },
    workPackage: { id: packageId, title: packageTitle, state, tier, suspended },
    withdrawn,
    workspace: workspaceId === null || workspaceName === null ? null : { id: workspaceId, name: workspaceName },
    agreementEndsOn,
    people,
  };
}
