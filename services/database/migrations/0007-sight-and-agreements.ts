import { sql, type Kysely } from 'kysely';

/**
 * Who was shown the opinions of a round that is open: they give none in it (classification.md, "Blind"). And an agreement is one project's for
 * one dataset (paper 4.1.7): what another project signed, and what the catalogue says, is none of this one's.
 */
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

/* The last day of a dataset's agreement for a project: that of the project's own signed agreement; none where it has signed none. */
create or replace function agreement_end(dataset integer, project integer) returns date language sql stable as $$
  select r.ends_on from gate_records r where r.kind = 'agreement' and r.dataset_id = dataset and r.project_id = project and r.state in ('confirmed', 'lapsed')
$$;
-- Nothing from here on reads or writes it; the version before still does.
alter table datasets alter column agreement_ends_on drop not null;
`;
