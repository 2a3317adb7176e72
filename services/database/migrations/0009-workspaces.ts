import { sql, type Kysely } from 'kysely';

/** Workspaces that are asked for, built and closed, with what is to be built in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
alter table requests drop constraint requests_type_check;
alter table requests add constraint requests_type_check check (type in ('data-access', 'join-workspace', 'workspace', 'landing-workspace'));

alter table workspaces drop constraint workspaces_state_check;
alter table workspaces add constraint workspaces_state_check check (state in ('planned', 'building', 'active', 'closing', 'closed', 'dropped'));
alter table workspaces
  add column kind text not null default 'research' check (kind in ('research', 'landing')),
  -- The tier at which it is built; that of its package where it is older than this column.
  add column tier smallint check (tier between 0 and 3),
  add column cost_centre text,
  -- A month's budget in whole units of the catalogue's currency.
  add column monthly_budget integer check (monthly_budget between 1 and 1000000),
  -- What it was said to cost when it was asked for.
  add column estimate jsonb,
  -- The landing zone, and the workspace's place in its networks.
  add column zone text,
  add column address_prefix cidr,
  add column subscription_id text,
  add column built_at timestamptz,
  add column closed_at timestamptz;

-- An address space belongs to one workspace at a time.
create unique index workspaces_one_address on workspaces (zone, address_prefix) where address_prefix is not null and state not in ('closed', 'dropped');
-- Two people who ask for a workspace of the same package at once make one.
create unique index workspaces_one_planned on workspaces (work_package_id, kind) where state in ('planned', 'building');

create table workspace_machines (
  workspace_id integer not null references workspaces,
  -- Stays with the machine, so that another can go.
  number smallint not null check (number between 1 and 99),
  -- Key of the catalogue.
  machine text not null,
  platform text not null,
  size text not null,
  zone text not null check (zone in ('1', '2', '3')),
  assigned_to text references people,
  -- As Azure told it last.
  state text not null default 'unknown',
  seen_at timestamptz,
  removed_at timestamptz,
  primary key (workspace_id, number)
);

-- Whom the requester wants in the workspace; each is asked for when it stands.
create table workspace_wishes (
  workspace_id integer not null references workspaces,
  person_id text not null references people,
  primary key (workspace_id, person_id)
);

-- With whose rights it was made, who owns it besides until the workspace stands.
alter table directory_groups add column made_by text references people;
alter table directory_groups drop constraint directory_groups_kind_check;
alter table directory_groups add constraint directory_groups_kind_check check (kind in ('members', 'managers', 'data', 'review'));
`;
