import { sql } from 'kysely';
import { DateTime } from 'luxon';
import { localDate, sweep, type Context } from '../context/index.js';
import { transact, type Surroundings } from '../audit/index.js';
import { enqueue } from '../notifications/index.js';
import { peopleOf } from './audiences.js';
import { gates } from './gates.js';
import { columnsOf, noteOf, objectOf, type RecordObject } from './record-object.js';
import { lockRecord, move } from './store.js';

/** Days before something lapses at which those concerned are warned, and 0 for when it has. */
export const thresholds = [60, 30, 7, 0] as const;
export type Threshold = (typeof thresholds)[number];

/** What lapsed longer ago than this is no news to anybody, in days. */
const news = 14;

export interface SweptRecords {
  /** Records that were marked as lapsed. */
  readonly lapsed: number;
  /** Things whose next threshold was told of. */
  readonly warned: number;
}

/** Something that ends on a day. */
export interface Lapsing {
  readonly kind: 'training' | 'agreement' | 'ethics';
  readonly object: RecordObject;
  /** ISO date, its last day. */
  readonly endsOn: string;
}

/**
 * Warns before records lapse, and marks those that have; each in a transaction of its own. Access that depends on them is suspended by the
 * sweep of requests, which looks at the same days.
 * @throws AggregateError when something failed, after everything else was handled; the next sweep tries it again
 */
export async function sweepRecords(world: Surroundings): Promise<SweptRecords> {
  const faults: unknown[] = [];
  const attempt = async (work: (context: Context) => Promise<boolean>): Promise<number> =>
    transact(world, sweep, work).then(Number, (error: unknown) => {
      faults.push(error);
      return 0;
    });
  let lapsed = 0;
  for (const id of await endedRecords(world)) lapsed += await attempt((context) => markLapsed(context, id));
  let warned = 0;
  for (const lapsing of await whatLapses(world)) warned += await attempt((context) => warn(context, lapsing));
  if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} records could not be looked after`);
  return { lapsed, warned };
}

async function endedRecords({ db, clock, organisation }: Surroundings): Promise<readonly number[]> {
  const rows = await db.selectFrom('gate_records').select('id').where('state', '=', 'confirmed').where('ends_on', '<', localDate(organisation, clock.now())).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

async function markLapsed(context: Context, id: number): Promise<boolean> {
  const record = await lockRecord(context.trx, id);
  if (record?.state !== 'confirmed') return false;
  await move(context, record, 'lapse');
  const note = noteOf('lapse', record.kind, objectOf(record), id);
  context.audit.push({ ...note, outcome: 'done', facts: { kind: record.kind, endsOn: record.ends_on } });
  return true;
}

/**
 * What ends within the longest threshold, or ended a short while ago, and has not been told of at the threshold it has passed: the last
 * training of everybody who has a role in an open project, the agreement of each dataset for each open project that uses it, and ethics approvals.
 */
async function whatLapses(world: Surroundings): Promise<readonly Lapsing[]> {
  const today = localDate(world.organisation, world.clock.now());
  const { rows } = await sql<{ kind: Lapsing['kind']; person: string | null; dataset: number | null; project: number | null; endsOn: string }>`
    select kind, person, dataset, project, ends_on as "endsOn" from (
      select 'training' as kind, t.person_id as person, null::integer as dataset, null::integer as project, max(t.expires_on) as ends_on
        from training_records t join people p on p.id = t.person_id and p.enabled
        where exists (select from project_roles r join projects o on o.id = r.project_id and o.state = 'open' where r.person_id = t.person_id and r.until is null)
        group by t.person_id
      union all select distinct 'agreement', null, d.dataset_id, k.project_id, agreement_end(d.dataset_id, k.project_id)
        from work_package_datasets d join work_packages k on k.id = d.work_package_id join projects o on o.id = k.project_id and o.state = 'open'
      union all select 'ethics', null, null, e.project_id, e.ends_on
        from gate_records e join projects o on o.id = e.project_id and o.state = 'open' where e.kind = 'ethics' and e.state in ('confirmed', 'lapsed') and e.ends_on is not null
    ) as ending
    where ends_on between ${today}::date - ${news}::integer and ${today}::date + ${thresholds[0]}::integer
    order by ends_on, kind, person, dataset, project`.execute(world.db);
  const told = await toldSince(world, today);
  return rows
    .map(({ kind, person, dataset, project, endsOn }) => ({ kind, object: objectOf({ person_id: person, dataset_id: dataset, project_id: project, work_package_id: null }), endsOn }))
    .filter((lapsing) => !told.has(keyOf(lapsing, thresholdOn(today, lapsing.endsOn) ?? -1)));
}

/** The warnings that were given about what still is news. */
async function toldSince({ db }: Surroundings, today: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('lapse_warnings').selectAll().where(sql<boolean>`lapses_on >= ${today}::date - ${news}::integer`).execute();
  return new Set(rows.map((row) => keyOf({ kind: row.kind, object: objectOf({ ...row, work_package_id: null }), endsOn: row.lapses_on }, row.days)));
}

const keyOf = ({ kind, object, endsOn }: Lapsing, days: number): string => JSON.stringify([kind, columnsOf(object), endsOn, days]);

/** The threshold that was passed last, of a thing whose last day is `endsOn`; undefined before the first. */
export function thresholdOn(today: string, endsOn: string): Threshold | undefined {
  const days = DateTime.fromISO(endsOn, { zone: 'utc' }).diff(DateTime.fromISO(today, { zone: 'utc' }), 'days').days;
  if (days < 0) return 0;
  return [...thresholds].reverse().find((threshold) => threshold > 0 && days <= threshold);
}

/**
 * Warns of one thing, in the transaction that remembers it: once for each threshold. Where several were passed since the last look, only the
 * nearest is told.
 */
async function warn(context: Context, { kind, object, endsOn }: Lapsing): Promise<boolean> {
  const due = thresholdOn(localDate(context.organisation, context.clock.now()), endsOn);
  if (due === undefined) return false;
  const passed = thresholds.filter((threshold) => threshold >= due);
  const { person_id, dataset_id, project_id } = columnsOf(object);
  const fresh = await context.trx
    .insertInto('lapse_warnings')
    .values(passed.map((days) => ({ kind, person_id, dataset_id, project_id, lapses_on: endsOn, days, warned_at: context.clock.now() })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'days'])
    .execute();
  const warning = fresh.find(({ days }) => days === due);
  if (!warning) return false;
  await enqueue(context, { about: { type: 'lapse', id: warning.id }, kind: 'tell', recipients: await peopleOf(context.trx, gates[kind].warned, object) });
  const note = noteOf('warn', kind, object);
  context.audit.push({ ...note, outcome: 'done', facts: { ...note.facts, endsOn, days: due } });
  return true;
}
