import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import { loadFloor } from './load-floor.js';
import { loadOpinions } from './load-opinions.js';
import { storedTier } from './stored-tier.js';
import type { ClassificationFacts, PackageState, Round } from './work-package.js';

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
  const round = await newestRound(trx, packageId);
  const people = await loadPeople(trx, packageId, row.project_id);
  const given = await loadOpinions(trx, round?.id);
  const datasets = await trx
    .selectFrom('work_package_datasets as w')
    .innerJoin('datasets as d', 'd.id', 'w.dataset_id')
    .select(['d.id', 'd.name'])
    .where('w.work_package_id', '=', packageId)
    .orderBy('d.id')
    .execute();
  const project = await trx.selectFrom('projects').select('state').where('id', '=', row.project_id).executeTakeFirstOrThrow();
  return {
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    state: row.state satisfies PackageState,
    tier: row.tier === null ? null : storedTier(row.tier),
    preliminaryTier: row.preliminary_tier === null ? null : storedTier(row.preliminary_tier),
    successorOf: row.successor_of,
    classifiedAt: row.classified_at,
    projectOpen: project.state === 'open',
    round,
    datasets,
    ...people,
    ...given,
    floor: await loadFloor(trx, packageId, row.project_id),
  };
}

async function newestRound(trx: Trx, packageId: number): Promise<Round | undefined> {
  const row = await trx
    .selectFrom('classifications')
    .select(['id', 'flowchart', 'opened_by', 'version', 'outcome', 'due_at', 'nudged_at'])
    .where('work_package_id', '=', packageId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { id: row.id, flowchart: row.flowchart, openedBy: row.opened_by, version: row.version, outcome: row.outcome, dueAt: row.due_at, nudgedAt: row.nudged_at };
}

type People = Pick<ClassificationFacts, 'representatives' | 'projectRoles' | 'conflicted' | 'gone' | 'approvals'>;

/** One fact; which columns it has depends on its kind. */
interface Row {
  readonly kind: 'role' | 'conflict' | 'represents' | 'approved';
  readonly person: string | null;
  readonly role: 'project-manager' | 'investigator' | 'researcher' | 'referee' | 'representative' | null;
  readonly enabled: boolean | null;
  readonly dataset: number | null;
  readonly deputy: boolean | null;
  readonly principal: string | null;
}

/** Everyone who stands somewhere around the package, from the roles of this moment, in one round trip. */
async function loadPeople(trx: Trx, packageId: number, projectId: number): Promise<People> {
  const { rows } = await sql<Row>`
    select 'role' as kind, r.person_id as person, r.role, p.enabled, null::int as dataset, null::boolean as deputy, null as principal, null::timestamptz as since
      from project_roles r join people p on p.id = r.person_id where r.project_id = ${projectId} and r.until is null
    union all select 'conflict', person_id, null, null, null, null, null, null from declared_conflicts where project_id = ${projectId}
    union all select 'represents', r.person_id, null, p.enabled, d.dataset_id, r.deputy, null, r.since
      from work_package_datasets d left join dataset_representatives r on r.dataset_id = d.dataset_id and r.until is null left join people p on p.id = r.person_id
      where d.work_package_id = ${packageId}
    union all select 'approved', subject_id, null, null, dataset_id, null, principal_id, null
      from package_approvals where work_package_id = ${packageId} and voided_at is null
    order by kind, dataset, since, person`.execute(trx);
  const ofKind = (kind: Row['kind']): readonly Row[] => rows.filter((row) => row.kind === kind);
  const represents = ofKind('represents');
  return {
    representatives: representativesOf(represents),
    projectRoles: new Map(ofKind('role').flatMap(({ person, role }) => (person === null || role === null ? [] : [[person, role] as const]))),
    conflicted: new Set(ofKind('conflict').flatMap(({ person }) => person ?? [])),
    gone: new Set(rows.filter(({ enabled }) => enabled === false).flatMap(({ person }) => person ?? [])),
    approvals: ofKind('approved').flatMap(({ person, dataset, principal }) => (person === null || dataset === null ? [] : [{ subjectId: person, datasetId: dataset, principalId: principal }])),
  };
}

/** Each dataset with its principals and deputies; one that nobody represents has a vacant seat, not none. */
function representativesOf(rows: readonly Row[]): People['representatives'] {
  return [...Map.groupBy(rows, ({ dataset }) => dataset ?? 0)].flatMap(([datasetId, own]) => {
    const deputyIds = own.filter(({ deputy }) => deputy === true).flatMap(({ person }) => person ?? []);
    const principals: readonly (string | null)[] = own.filter(({ deputy }) => deputy === false).map(({ person }) => person);
    return (principals.length === 0 ? [null] : principals).map((principalId) => ({ datasetId, principalId, deputyIds }));
  });
}
