import { sql, type RawBuilder } from 'kysely';
import { gates, type ObjectKind, type RecordKind } from './gates.js';
import type { Ids } from './record-object.js';

/**
 * SQL of the record that decides today: of those that once came into force and have begun, the one that was decided on last. So a record that
 * begins on a day to come leaves the one before it in force until then, and one that begins at once takes its place. Whether it has ended since
 * is for who asks.
 */
export const decidingRecord = (kind: RecordKind, ids: Ids, today: string): RawBuilder<unknown> => sql`
  select g.starts_on, g.ends_on from gate_records g
  where ${about(kind, ids)} and g.decided_at is not null and g.state <> 'declined' and g.starts_on <= ${today}::date
  order by g.decided_at desc, g.id desc limit 1`;

/** SQL that is true while what the gate asks for is on record and current. A training counts however it came on record. */
export function isInForce(kind: RecordKind, ids: Ids, today: string): RawBuilder<boolean> {
  if (kind === 'training') return sql<boolean>`exists (select from training_records t where t.person_id = ${ids.person ?? none} and t.expires_on >= ${today}::date)`;
  // The newest has an index of its own, and has mostly begun: only while it has not, the earlier ones are looked at.
  const newest = sql`select from gate_records g where ${about(kind, ids)} and g.state in ('confirmed', 'lapsed')`;
  return sql<boolean>`(
    exists (${newest} and g.starts_on <= ${today}::date and (g.ends_on is null or g.ends_on >= ${today}::date))
    or exists (${newest} and g.starts_on > ${today}::date)
      and exists (select from (${decidingRecord(kind, ids, today)}) as r where r.ends_on is null or r.ends_on >= ${today}::date))`;
}

const none = sql`null`;

/** SQL that is true of a row `g` of the kind about the ids; every column stands in it, so that the indices serve. */
function about(kind: RecordKind, ids: Ids): RawBuilder<unknown> {
  const wanted = columns[gates[kind].object];
  const parts = (['person', 'dataset', 'package', 'project'] as const).map((name) => {
    const column = sql.ref(`g.${columnOf[name]}`);
    return wanted.includes(name) ? sql`${column} = ${ids[name] ?? none}` : sql`${column} is null`;
  });
  return sql`g.kind = ${kind} and ${sql.join(parts, sql` and `)}`;
}

const columnOf = { person: 'person_id', dataset: 'dataset_id', package: 'work_package_id', project: 'project_id' } as const satisfies Readonly<Record<keyof Ids, string>>;

/** By which ids the record of each kind of thing is found; what concerns one access alone is kept with the request. */
const columns: Readonly<Record<ObjectKind, readonly (keyof Ids)[]>> = {
  person: ['person'],
  dataset: ['dataset'],
  'dataset-in-project': ['dataset', 'project'],
  package: ['package'],
  project: ['project'],
  access: [],
};
