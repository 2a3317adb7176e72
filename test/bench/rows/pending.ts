import { CompiledQuery, Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Context } from '../../../services/context/index.js';
import type { Database, Schema } from '../../../services/database/index.js';
import { preparing } from '../../../services/database/prepared-statements.js';
import { listApprovals } from '../../../services/requests/index.js';
import type { Row } from '../figure.js';
import { besideLimit, wallMs } from '../measure.js';

const approvers = 2_000;
const queries = 500;

/**
 * "What waits for me" among 1,000,000 requests with one asked person each, one in a hundred of them still pending: the query that finds a
 * page of the list, as the list itself asks it.
 */
export const pending: Row = {
  name: 'pending',
  async measure(workplace) {
    const database = await workplace.scratch();
    await fill(database.owner);
    const asked: CompiledQuery[] = [];
    const pool = new pg.Pool({ connectionString: database.url('lockkeeper_bot'), max: 1 });
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }), log: ({ query }) => { asked.push(CompiledQuery.raw(query.sql, [...query.parameters])); } });
    const list = (person: number): Promise<number> =>
      db.transaction().execute(async (trx) => (await listApprovals({ trx, actor: { kind: 'person', id: personAt(person), systemRoles: new Set() } } as unknown as Context, 1)).items.length);
    try {
      if ((await list(1)) === 0) throw new Error('nothing waits for the approver');
      const page = asked.find((query) => /from "seat_holders"/.test(query.sql) && /order by/.test(query.sql));
      if (!page) throw new Error('the list asks in another way');
      const each = async (work: (index: number) => Promise<unknown>): Promise<number> => {
        const ms = await wallMs(async () => {
          for (let index = 0; index < queries; index += 1) await work(index);
        });
        asked.length = 0;
        return ms / queries;
      };
      const nothing = (): Promise<number> => each(() => db.executeQuery(CompiledQuery.raw('select 1')));
      const paged = (): Promise<number> => each((index) => db.executeQuery(CompiledQuery.raw(page.sql, page.parameters.map((value) => (value === personAt(1) ? personAt(index) : value)))));
      for (const warmUp of [nothing, paged]) await warmUp();
      const { measured, limit } = await besideLimit(paged, nothing);
      return [{ what: 'what waits for me', unit: 'ms', measured, limit, limitIs: '`select 1` on the same connection', goal: { kind: 'ratio-at-most', ratio: 2 } }];
    } finally {
      await db.destroy();
    }
  },
};

const personAt = (index: number): string => `approver-${String(index % approvers)}`;

/** Rows straight into the tables, without references and without those indexes of `requests` that no query here uses: only the bench's own database loses them. */
async function fill(owner: Database): Promise<void> {
  const run = (statement: RawBuilder<unknown>): Promise<unknown> => owner.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await statement.execute(trx);
  });
  await run(sql`do $$ declare r record; begin
    for r in select conrelid::regclass as of, conname as name from pg_constraint where contype = 'f' loop execute format('alter table %s drop constraint %I', r.of, r.name); end loop;
    for r in select indexrelid::regclass as name from pg_index where indrelid = 'requests'::regclass and not indisprimary loop execute format('drop index %s', r.name); end loop;
  end $$`);
  await run(sql`insert into people (id, name, mail, user_type, enabled, updated_at) select 'approver-' || n, 'Approver ' || n, 'a' || n || '@example.org', 'member', true, now() from generate_series(0, ${sql.lit(approvers - 1)}) n`);
  await run(sql`insert into workspaces select n, 'workspace ' || n, 1, 1, 'active', 'uksouth', now() from generate_series(1, 500) n`);
  await run(sql`insert into datasets (id, name, summary, keywords, provider_id, region, records, size_bytes, formats, covers, updated_on)
    select n, 'dataset ' || n, '', '{}', 1, 'uksouth', 1, 1, '{}', '', '2026-01-01' from generate_series(1, 500) n`);
  await run(sql`insert into requests (id, type, version, state, requester_id, subject_id, project_id, work_package_id, workspace_id, dataset_id, tier, purpose, until_on, ends_at, stage, created_at, updated_at)
    select n, 'data-access', 1, case when n % 100 = 0 then 'in-review' else 'active' end, 'approver-' || n % 1999, 'approver-' || n % 1999, 1, 1, 1 + n % 500, 1 + n % 499, 2,
      'to study readmission', '2027-01-01', '2027-01-02', 0, '2026-01-01'::timestamptz + n * interval '1 second', now() from generate_series(1, 1000000) n`);
  await run(sql`insert into seat_holders (seat_id, person_id, request_id, pending, asked_at)
    select n, 'approver-' || (n / 100 + n) % ${sql.lit(approvers)}, n, n % 100 = 0, '2026-01-01'::timestamptz + n * interval '1 second' from generate_series(1, 1000000) n`);
  await sql`vacuum analyze requests, seat_holders, people, workspaces, datasets`.execute(owner);
}
