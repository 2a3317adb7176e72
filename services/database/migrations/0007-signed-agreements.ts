import { sql, type Kysely } from 'kysely';

/**
 * An agreement is one project's for one dataset (paper 4.1.7): what another project signed, and what the catalogue says, is none of this one's.
 * And of a package at tier 4 people are asked once more what happens with the data, which is one reminder after those of the round.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statements).execute(db);
}

const statements = `
/* The last day of a dataset's agreement for a project: that of the project's own signed agreement; none where it has signed none. */
create or replace function agreement_end(dataset integer, project integer) returns date language sql stable as $$
  select r.ends_on from gate_records r where r.kind = 'agreement' and r.dataset_id = dataset and r.project_id = project and r.state in ('confirmed', 'lapsed')
$$;
-- Nothing from here on reads or writes it; the version before still does.
alter table datasets alter column agreement_ends_on drop not null;

alter table classifications drop constraint classifications_reminded_check, add check (reminded between 0 and 4);
`;
