import { sql, type RawBuilder } from 'kysely';

/** The last day (ISO) of the agreement that a project has signed for a dataset; null where it has signed none. */
export const agreementEnd = (dataset: string, project: string): RawBuilder<string | null> => sql<string | null>`agreement_end(${sql.ref(dataset)}, ${sql.ref(project)})`;
