import { sql, type Kysely } from 'kysely';

/**
 * Requests are carried out, and memberships removed, by workflows. What a step waits for may come while the step still looks for it; a removal may
 * follow from no request, but from a comparison with the directory.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
alter table workflows add column resumed_meanwhile boolean not null default false;
alter table removals alter column request_id drop not null;
`;
