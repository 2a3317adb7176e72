import { sql, type Kysely } from 'kysely';

/** Who was shown the opinions of a round that is open: they give none in it (classification.md, "Blind"). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
-- One row for each person who saw others' opinions without having given their own, by the first time.
create table seen_opinions (
  classification_id integer not null references classifications,
  person_id text not null references people,
  seen_at timestamptz not null,
  primary key (classification_id, person_id)
);
`;
