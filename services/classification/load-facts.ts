import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import { representationsOf, whomTheyFollowed } from '../requests/index.js';
import { loadFloor } from './load-floor.js';
import { loadOpinions } from './load-opinions.js';
import { loadWhoSaw } from './seen-opinions.js';
import { storedTier } from './stored-tier.js';
import type { ClassificationFacts, PackageState } from './work-package.js';

/** How a package is held while its facts are used: `change` by one at a time, `answer` by many, but not while it changes. */
export type Hold = 'change' | 'answer' | 'look';

/** Everything around a work package as it stands now; undefined when there is no such package. Held until the transaction ends. */
export async function loadFacts(trx: Trx, packageId: number, hold: Hold): Promise<ClassificationFacts | undefined> {
  const row = await trx
    .selectFrom('work_packages')
    .selectAll()
    .where('id', '=', packageId)
    .$if(hold === 'change', (query) => query.forUpdate())
    .$if(hold === 'answer', (query) => query.forShare())
    .executeTakeFirst();
  if (!row) return undefined;
  const { round, projectOpen } = await loadSurroundings(trx, packageId, row.project_id);
  const around = await loadAround(trx, packageId, row.project_id);
  const given = await loadOpinions(trx, round?.id);
  const sawOpinions = await loadWhoSaw(trx, round?.id);
  return {
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    state: row.state satisfies PackageState,
    tier: row.tier === null ? null : storedTier(row.tier),
    preliminaryTier: row.preliminary_tier === null ? null : storedTier(row.preliminary_tier),
    successorOf: row.successor_of,
    classifiedAt: row.classified_at,
    projectOpen,
    round,
    ...around,
    ...given,
    sawOpinions,
    floor: await loadFloor(trx, packageId, row.project_id),
  };
}

/** The newest round and the project, in a statement after the one that holds the package: one that waited for it would see them as they were before. */
async function loadSurroundings(trx: Trx, packageId: number, projectId: number): Promise<Pick<ClassificationFacts, 'round' | 'projectOpen'>> {
  const row = await trx
    .selectFrom('projects as p')
    .leftJoin('classifications as c', (join) => join.on('c.work_package_id', '=', packageId))
    .select(['p.state', 'c.id', 'c.flowchart', 'c.opened_by', 'c.version', 'c.outcome', 'c.due_at', 'c.nudged_at'])
    .where('p.id', '=', projectId)
    .orderBy('c.id', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirstOrThrow();
  const projectOpen = row.state === 'open';
  const { id, flowchart, version } = row;
  if (id === null || flowchart === null || version === null) return { round: undefined, projectOpen };
  return { projectOpen, round: { id, flowchart, openedBy: row.opened_by, version, outcome: row.outcome, dueAt: row.due_at, nudgedAt: row.nudged_at } };
}

type Around = Pick<ClassificationFacts, 'datasets' | 'representatives' | 'projectRoles' | 'conflicted' | 'gone' | 'approvals'>;

/** One fact; which columns it has depends on its kind. */
interface Row {
  readonly kind: 'role' | 'conflict' | 'represents' | 'approved' | 'dataset';
  readonly person: string | null;
  readonly role: 'project-manager' | 'investigator' | 'researcher' | 'referee' | 'representative' | null;
  readonly enabled: boolean | null;
  readonly dataset: number | null;
  readonly deputy: boolean | null;
  readonly principal: string | null;
  readonly name: string | null;
  readonly succeeds: readonly string[] | null;
}

/** Its datasets, and everyone who stands somewhere around the package, from the roles of this moment, in one round trip. */
async function loadAround(trx: Trx, packageId: number, projectId: number): Promise<Around> {
  const { rows } = await sql<Row>`
    select 'role' as kind, r.person_id as person, r.role, p.enabled, null::int as dataset, null::boolean as deputy, null as principal, null::timestamptz as since, null as name, null::text[] as succeeds
      from project_roles r join people p on p.id = r.person_id where r.project_id = ${projectId} and r.until is null
    union all select 'conflict', person_id, null, null, null, null, null, null, null, null from declared_conflicts where project_id = ${projectId}
    union all select 'represents', r.person_id, null, p.enabled, d.dataset_id, r.deputy, null, r.since, null, ${whomTheyFollowed}
      from work_package_datasets d left join dataset_representatives r on r.dataset_id = d.dataset_id and r.until is null left join people p on p.id = r.person_id
      where d.work_package_id = ${packageId}
    union all select 'approved', subject_id, null, null, dataset_id, null, principal_id, null, null, null
      from package_approvals where work_package_id = ${packageId} and voided_at is null
    union all select 'dataset', null, null, null, d.id, null, null, null, d.name, null
      from work_package_datasets w join datasets d on d.id = w.dataset_id where w.work_package_id = ${packageId}
    order by kind, dataset, since, person`.execute(trx);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  const ofKind = (kind: Row['kind']): readonly Row[] => byKind.get(kind) ?? [];
  return {
    datasets: ofKind('dataset').flatMap(({ dataset, name }) => (dataset === null || name === null ? [] : [{ id: dataset, name }])),
    representatives: representationsOf(ofKind('represents')),
    projectRoles: new Map(ofKind('role').flatMap(({ person, role }) => (person === null || role === null ? [] : [[person, role] as const]))),
    conflicted: new Set(ofKind('conflict').flatMap(({ person }) => person ?? [])),
    gone: new Set(rows.filter(({ enabled }) => enabled === false).flatMap(({ person }) => person ?? [])),
    approvals: ofKind('approved').flatMap(({ person, dataset, principal }) => (person === null || dataset === null ? [] : [{ subjectId: person, datasetId: dataset, principalId: principal }])),
  };
}
