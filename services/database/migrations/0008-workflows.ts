import { sql, type Kysely } from 'kysely';

/** Long work as steps that survive a crash: one row per workflow, one per step. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
create table workflows (
  id integer generated always as identity primary key,
  kind text not null,
  about_type text not null,
  about_id integer not null,
  input jsonb not null,
  state text not null check (state in ('running', 'waiting', 'failed', 'undoing', 'stuck', 'done', 'undone')),
  cause text,
  begun_by text not null,
  correlation_id text not null,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  due_at timestamptz,
  -- Who runs a step of it now; over at leased_until, whatever became of them.
  lease text,
  leased_until timestamptz,
  check ((lease is null) = (leased_until is null)),
  check ((due_at is not null) = (state in ('running', 'undoing')))
);

-- Two of one kind never work on the same thing.
create unique index workflows_one_at_a_time on workflows (kind, about_type, about_id) where state not in ('done', 'undone');
create index workflows_due on workflows (due_at) where due_at is not null;

create table workflow_steps (
  workflow_id integer not null references workflows,
  place smallint not null,
  name text not null,
  state text not null check (state in ('to-do', 'under-way', 'done', 'failed', 'undone')),
  tries smallint not null default 0,
  facts jsonb not null,
  cause text,
  begun_at timestamptz,
  ended_at timestamptz,
  primary key (workflow_id, place),
  unique (workflow_id, name)
);
`;
