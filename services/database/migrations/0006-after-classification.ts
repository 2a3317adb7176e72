import { sql, type Kysely } from 'kysely';

/** What can follow a classification: a package is suspended when a provider withdraws, and at tier 4 it is recorded what happens with the data. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
alter table work_packages
  add column suspended_at timestamptz,
  -- Why: a key.
  add column suspended_because text,
  add check ((suspended_at is null) = (suspended_because is null));

-- One row for each dataset that was withdrawn after its package had been classified; the package's own list stays as it was classified.
create table dataset_withdrawals (
  work_package_id integer not null references work_packages,
  dataset_id integer not null references datasets,
  withdrawn_by text not null references people,
  withdrawn_at timestamptz not null,
  -- The package that goes on without it; none where nothing is left.
  successor_id integer references work_packages,
  primary key (work_package_id, dataset_id)
);

-- What the Programme Manager and each Representative say happens with a package that came to tier 4.
create table tier_four_outcomes (
  work_package_id integer not null references work_packages,
  person_id text not null references people,
  role text not null check (role in ('programme-manager', 'representative')),
  outcome text not null check (outcome in ('return', 'delete', 'outside')),
  recorded_at timestamptz not null,
  primary key (work_package_id, person_id)
);
`;
