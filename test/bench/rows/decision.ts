import { sql } from 'kysely';
import pg from 'pg';
import { transact, type Surroundings } from '../../../services/audit/index.js';
import { decideRequest } from '../../../services/requests/index.js';
import type { TestDatabase } from '../../support/database.js';
import { RequestWorld } from '../../support/request-world.js';
import type { Row } from '../figure.js';
import { besideLimit, shared, wallMs } from '../measure.js';

const callers = 8;
const alone = { warmUp: 50, each: 100 };
const together = { warmUp: 150, each: 300 };
const bare = { alone: 300, together: 1_000 };
const requests = 1_500;
/** Ids above those that the world has given. */
const firstId = 100_001;

const limitIs = 'one transaction: lock the request, read one role, insert one row';

/**
 * The last approval of a request, on a database whose commits reach the disk: who may, new state, seats, messages, two jobs and three audit
 * entries in one transaction. One caller, then eight at once, who all wait for the head of the audit chain.
 */
export const decision: Row = {
  name: 'decision',
  async measure(workplace) {
    const database = await workplace.durable();
    const world = await RequestWorld.build(database);
    await multiply(database, (await world.asked('researcher', { tier: 2 })).id);
    const surroundings: Surroundings = { ...world.surroundings, jobs: database.jobs };
    const ids = Array.from({ length: requests }, (_, index) => firstId + index);
    const decide = async (requestId: number): Promise<void> => {
      const result = await transact(surroundings, world.actor('investigator'), (context) => decideRequest(context, { requestId, version: 1, answer: 'approve', comment: '' }));
      if (result.kind !== 'done' || result.value.state !== 'approved') throw new Error(`request ${String(requestId)} was not approved`);
    };
    const pool = new pg.Pool({ connectionString: database.url('lockkeeper_bot'), max: callers });
    const touch = (requestId: number): Promise<void> => bareTransaction(pool, requestId, world.hospital.id.investigator);
    /** Milliseconds for each of `count` decisions, or bare transactions on requests of any state. */
    const product = (count: number, workers: number) => async (): Promise<number> => (await wallMs(() => shared(ids.splice(0, count), workers, decide))) / count;
    const least = (count: number, workers: number) => async (): Promise<number> =>
      (await wallMs(() => shared(Array.from({ length: count }, (_, index) => firstId + index), workers, touch))) / count;
    try {
      for (const warmUp of [product(alone.warmUp, 1), least(bare.alone, 1)]) await warmUp();
      const one = await besideLimit(product(alone.each, 1), least(bare.alone, 1));
      for (const warmUp of [product(together.warmUp, callers), least(bare.together, callers)]) await warmUp();
      const many = await besideLimit(product(together.each, callers), least(bare.together, callers));
      return [
        { what: 'decision, one caller', unit: 'ms', measured: one.measured, limit: one.limit, limitIs, goal: { kind: 'ratio-at-most', ratio: 3 } },
        { what: `decisions, ${String(callers)} callers`, unit: '/s', measured: 1000 / many.measured, limit: 1000 / many.limit, limitIs, goal: { kind: 'at-least', value: 400 } },
      ];
    } finally {
      await pool.end();
    }
  },
};

async function bareTransaction(pool: pg.Pool, requestId: number, personId: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select * from requests where id = $1 for update', [requestId]);
    await client.query('select role from project_roles where person_id = $1 and until is null', [personId]);
    await client.query('insert into bench_rows (request_id, text) values ($1, $2)', [requestId, 'approve']);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** The same request once more for each of many people, with its seats, timers and the cards that those asked have. */
async function multiply({ owner }: TestDatabase, requestId: number): Promise<void> {
  const last = sql.lit(requests - 1);
  const id = sql.lit(firstId);
  const statements = [
    sql`create table bench_rows (id bigint primary key generated always as identity, request_id integer not null, text text not null)`,
    sql`grant insert on bench_rows to lockkeeper_bot`,
    sql`insert into people (id, name, mail, user_type, enabled, updated_at) select 'subject-' || n, 'Subject ' || n, 's' || n || '@example.org', 'member', true, now() from generate_series(0, ${last}) n`,
    sql`insert into requests select (jsonb_populate_record(r, jsonb_build_object('id', ${id} + n, 'requester_id', 'subject-' || n, 'subject_id', 'subject-' || n))).*
      from requests r, generate_series(0, ${last}) n where r.id = ${requestId}`,
    sql`insert into request_seats select (jsonb_populate_record(s, jsonb_build_object('id', ${id} + n, 'request_id', ${id} + n))).*
      from request_seats s, generate_series(0, ${last}) n where s.request_id = ${requestId}`,
    sql`insert into seat_holders select (jsonb_populate_record(h, jsonb_build_object('seat_id', ${id} + n, 'request_id', ${id} + n))).*
      from seat_holders h, generate_series(0, ${last}) n where h.request_id = ${requestId}`,
    sql`insert into request_timers select ${id} + n, kind, due_at from request_timers, generate_series(0, ${last}) n where request_id = ${requestId}`,
    sql`insert into card_copies select request_id, person_id, 'chat of ' || person_id, 'message ' || request_id, 'approval', now() from seat_holders where request_id >= ${id}`,
    sql`analyze`,
  ];
  for (const statement of statements) await statement.execute(owner);
}
