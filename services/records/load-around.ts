import { sql, type RawBuilder } from 'kysely';
import type { Actor, Trx } from '../context/index.js';
import type { Standing } from './gates.js';
import type { RecordObject } from './record-object.js';

/** Who stands how around what a record is about, from the roles of this moment. */
export interface Around {
  readonly standing: ReadonlySet<Standing>;
  /** False where its one project has closed: nothing is filed there any more. */
  readonly open: boolean;
}

/**
 * Loads what a record is about and how `actor` stands to it; undefined where it does not exist. `change` holds it until the transaction ends,
 * so that two who file at once do it one after the other.
 */
export async function loadAround(trx: Trx, object: RecordObject, actor: Actor, hold: 'change' | 'look'): Promise<Around | undefined> {
  if (actor.kind !== 'person' || !(await exists(trx, object, hold))) return undefined;
  const { rows } = await rolesAround(object, actor.id).execute(trx);
  const standing = new Set<Standing>();
  if (object.kind === 'person' && object.personId === actor.id) standing.add('self');
  for (const { role } of rows) {
    if (role === 'project-manager' || role === 'investigator' || role === 'representative') standing.add(role);
    else standing.add('involved');
  }
  // A system role gives no seat in a project where its holder has a project role other than Project Manager (people-and-requests, "Roles").
  const other = rows.some(({ role }) => role !== 'project-manager') && object.kind !== 'person';
  if (actor.systemRoles.has('programme-manager')) standing.add(other ? 'involved' : 'programme-manager');
  const { open, conflicted } = await projectAround(trx, object, actor.id);
  return { standing: conflicted && standing.size > 0 ? lookingOn(standing) : standing, open };
}

/** The roles that one person holds around the object. For a person: what project roles one has where that person has any. */
function rolesAround(object: RecordObject, me: string): RawBuilder<{ role: string }> {
  switch (object.kind) {
    case 'person':
      return sql<{ role: string }>`
        select r.role from project_roles r join project_roles s on s.project_id = r.project_id and s.until is null
          join projects p on p.id = r.project_id and p.state = 'open'
        where s.person_id = ${object.personId} and r.person_id = ${me} and r.until is null and r.role in ('project-manager', 'investigator')
          and not exists (select from declared_conflicts c where c.project_id = r.project_id and c.person_id = r.person_id)`;
    case 'project':
      return sql<{ role: string }>`select role from project_roles where project_id = ${object.projectId}::bigint and person_id = ${me} and until is null`;
    case 'package':
      return sql<{ role: string }>`
        select r.role from project_roles r join work_packages k on k.project_id = r.project_id
        where k.id = ${object.packageId}::bigint and r.person_id = ${me} and r.until is null
        union select 'representative' from work_package_datasets d join dataset_representatives v on v.dataset_id = d.dataset_id
        where d.work_package_id = ${object.packageId}::bigint and v.person_id = ${me} and v.until is null and ${standsFor}`;
    case 'dataset':
      return sql<{ role: string }>`
        ${representsIt(object.datasetId, me)}
        union select r.role from project_roles r join work_packages k on k.project_id = r.project_id join work_package_datasets d on d.work_package_id = k.id
        where d.dataset_id = ${object.datasetId}::bigint and r.person_id = ${me} and r.until is null and r.role <> 'representative'`;
    case 'dataset-in-project':
      return sql<{ role: string }>`
        ${representsIt(object.datasetId, me)}
        union select role from project_roles where project_id = ${object.projectId}::bigint and person_id = ${me} and until is null and role <> 'representative'`;
    default:
      return object satisfies never;
  }
}

/** Of a row `v` of `dataset_representatives`: the dataset's own Representative; a deputy where there is none whose account is open. */
const standsFor = sql`(not v.deputy or not exists (
      select from dataset_representatives o join people p on p.id = o.person_id and p.enabled
      where o.dataset_id = v.dataset_id and o.until is null and not o.deputy))`;

const representsIt = (datasetId: number, me: string): RawBuilder<unknown> => sql`
  select 'representative' as role from dataset_representatives v
  where v.dataset_id = ${datasetId}::bigint and v.person_id = ${me} and v.until is null
    and ${standsFor}`;

/** Who has a declared conflict in the project decides nothing there (people-and-requests, "Vacant seats"); what they have to say of themselves they may. */
const lookingOn = (standing: ReadonlySet<Standing>): ReadonlySet<Standing> => new Set<Standing>(['involved', ...(standing.has('self') ? (['self'] as const) : [])]);

async function exists(trx: Trx, object: RecordObject, hold: 'change' | 'look'): Promise<boolean> {
  // Rows that others refer to can still be referred to while they are held so.
  const lock = hold === 'change' ? sql`for no key update` : sql``;
  switch (object.kind) {
    case 'person':
      return isThere(trx, sql`select from people where id = ${object.personId} ${lock}`);
    case 'dataset':
      return isThere(trx, sql`select from datasets where id = ${object.datasetId}::bigint ${lock}`);
    case 'package':
      return isThere(trx, sql`select from work_packages where id = ${object.packageId}::bigint ${lock}`);
    case 'project':
      return isThere(trx, sql`select from projects where id = ${object.projectId}::bigint ${lock}`);
    case 'dataset-in-project':
      // One that no package of the project uses is not there: neither tells anybody that the other exists.
      return isThere(
        trx,
        sql`select from datasets s where s.id = ${object.datasetId}::bigint and exists (
          select from work_package_datasets d join work_packages k on k.id = d.work_package_id where d.dataset_id = s.id and k.project_id = ${object.projectId}::bigint) ${lock}`,
      );
    default:
      return object satisfies never;
  }
}

const isThere = async (trx: Trx, query: RawBuilder<unknown>): Promise<boolean> => (await query.execute(trx)).rows.length > 0;

/** Of the one project in which the object lies: whether it is open, and whether the person has declared a conflict there. */
async function projectAround(trx: Trx, object: RecordObject, me: string): Promise<{ readonly open: boolean; readonly conflicted: boolean }> {
  if (object.kind === 'person' || object.kind === 'dataset') return { open: true, conflicted: false };
  const project = object.kind === 'package' ? sql`(select project_id from work_packages where id = ${object.packageId}::bigint)` : sql`${object.projectId}::bigint`;
  const { rows } = await sql<{ open: boolean; conflicted: boolean }>`
    select p.state = 'open' as open, exists (select from declared_conflicts c where c.project_id = p.id and c.person_id = ${me}) as conflicted
    from projects p where p.id = ${project}`.execute(trx);
  return rows[0] ?? { open: false, conflicted: false };
}
