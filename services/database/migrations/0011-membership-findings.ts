import { sql, type Kysely } from 'kysely';

/** Where the directory and the approved requests differ, and what a System Manager is asked before many are removed at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
create table removal_questions (
  id integer generated always as identity primary key,
  -- Rises with what is asked about: what is confirmed is what was shown.
  version integer not null default 1,
  state text not null check (state in ('asked', 'confirmed', 'withdrawn')),
  -- Memberships that were compared, of which these are so many.
  compared integer not null,
  asked_at timestamptz not null,
  decided_by text references people,
  decided_at timestamptz,
  check ((state = 'confirmed') = (decided_by is not null))
);
create unique index removal_questions_one_asked on removal_questions (state) where state = 'asked';

create table membership_findings (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('unexplained-member', 'missing-member', 'unexplained-owner')),
  group_id text not null references directory_groups,
  -- As the directory names them: whoever is found need not be on record.
  person_id text not null,
  found_at timestamptz not null,
  cleared_at timestamptz,
  -- The newest removal that it led to.
  removal_id integer references removals,
  -- The newest question that it stands in.
  question_id integer references removal_questions
);
create unique index membership_findings_one_open on membership_findings (kind, group_id, person_id) where cleared_at is null;
create index on membership_findings (question_id) where cleared_at is null;
create index on removals (group_id, person_id);
`;
