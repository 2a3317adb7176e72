import { sql, type RawBuilder } from 'kysely';

/** The last day (ISO) of a dataset's agreement for a project: of the project's own signed agreement, else what the catalogue says. */
export const agreementEnd = (dataset: string, project: string): RawBuilder<string> => sql<string>`agreement_end(${sql.ref(dataset)}, ${sql.ref(project)})`;
