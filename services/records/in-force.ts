import { sql, type RawBuilder } from 'kysely';
import { gates, type RecordKind } from './gates.js';
import type { Ids } from './record-object.js';

/**
 * SQL of the record that decides today: of those that once came into force and have begun, the one that was decided on last. So a record that
 * begins on a day to come leaves the one before it in force until then, and one that begins at once takes its place. Whether it has ended since
 * is for who asks.
 */
export const decidingRecord = (kind: RecordKind, ids: Ids, today: string): RawBuilder<unknown> => sql`
  select g.id, g.starts_on, g.ends_on from gate_records g
  where g.kind = ${kind} and ${about(kind, ids)} and g.decided_at is not null and g.state <> 'declined' and g.starts_on <= ${today}::date
  order by g.decided_at desc, g.id desc limit 1`;

/** SQL that is true while what the gate asks for is on record and current. A training counts however it came on record. */
export function isInForce(kind: RecordKind, ids: Ids, today: string): RawBuilder<boolean> {
  if (kind === 'training') return sql<boolean>`exists (select from training_records t where t.person_id = ${ids.person ?? none} and t.expires_on >= ${today}::date)`;
  return sql<boolean>`exists (select from (${decidingRecord(kind, ids, today)}) as r where r.ends_on is null or r.ends_on >= ${today}::date)`;
}

const none = sql`null`;

function about(kind: RecordKind, ids: Ids): RawBuilder<unknown> {
  const { object } = gates[kind];
  switch (object) {
    case 'person':
      return sql`g.person_id = ${ids.person ?? none}`;
    case 'dataset':
      return sql`g.dataset_id = ${ids.dataset ?? none} and g.project_id is null`;
    case 'dataset-in-project':
      return sql`g.dataset_id = ${ids.dataset ?? none} and g.project_id = ${ids.project ?? none}`;
    case 'package':
      return sql`g.work_package_id = ${ids.package ?? none}`;
    case 'project':
      return sql`g.project_id = ${ids.project ?? none} and g.dataset_id is null`;
    case 'access':
      throw new Error(`what ${kind} is about is kept with the request`);
    default:
      return object satisfies never;
  }
}
