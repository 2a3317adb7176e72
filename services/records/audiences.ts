import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../context/index.js';
import type { Audience } from './gates.js';
import type { RecordObject } from './record-object.js';

/** Directory ids of the people whom an audience stands for around an object, by the roles of this moment; nobody whose account is closed. */
export async function peopleOf(trx: Trx, audiences: readonly Audience[], object: RecordObject): Promise<readonly string[]> {
  const queries = audiences.map((audience) => queryOf(audience, object));
  if (queries.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select p.id from people p where p.enabled and p.id in (${sql.join(queries, sql` union `)}) order by p.id`.execute(trx);
  return rows.map(({ id }) => id);
}

function queryOf(audience: Audience, object: RecordObject): RawBuilder<unknown> {
  switch (audience) {
    case 'person':
      return object.kind === 'person' ? sql`select ${object.personId}::text` : nobody;
    case 'project-manager':
    case 'investigator':
      return sql`select person_id from project_roles where role = ${audience} and until is null and project_id in (${openProjectsOf(object)})`;
    case 'representatives':
      return 'datasetId' in object ? sql`select person_id from dataset_representatives where dataset_id = ${object.datasetId}::bigint and until is null and not deputy` : nobody;
    default:
      return audience satisfies never;
  }
}

const nobody = sql`select null::text where false`;

/** The open projects that an object belongs to; for a person, those in which they have a role. */
export function openProjectsOf(object: RecordObject): RawBuilder<unknown> {
  switch (object.kind) {
    case 'person':
      return sql`select r.project_id from project_roles r join projects o on o.id = r.project_id where r.person_id = ${object.personId} and r.until is null and o.state = 'open'`;
    case 'dataset':
      return sql`
        select k.project_id from work_packages k join work_package_datasets d on d.work_package_id = k.id join projects o on o.id = k.project_id
        where d.dataset_id = ${object.datasetId}::bigint and o.state = 'open'`;
    case 'package':
      return sql`select k.project_id from work_packages k join projects o on o.id = k.project_id where k.id = ${object.packageId}::bigint and o.state = 'open'`;
    case 'project':
    case 'dataset-in-project':
      return sql`select id from projects where id = ${object.projectId}::bigint and state = 'open'`;
    default:
      return object satisfies never;
  }
}
