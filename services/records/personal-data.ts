import { sql, type RawBuilder } from 'kysely';

/** The flowchart whose answers tell it, and what everybody answers where no personal data is in the work: neither out of it nor into it. */
const flowchart = 'turing-tiers';
const noPersonalData = JSON.stringify([
  { key: 'open_generate_new', answer: 'no' },
  { key: 'closed_personal', answer: 'no' },
]);

/**
 * SQL that is true while a work package has to be taken to hold personal data. It does not only where everybody whose opinion it was classified on
 * answered, on their own path, that the work neither produces nor takes in personal data, and no Representative has certified that there is some in
 * one of its datasets. What is not known is personal data: a package that is not classified yet, that was classified by another flowchart, or
 * whose opinions are not here. Data that is said to be anonymous or lawfully open stays personal data here: somebody has to have looked (paper 4.1.6).
 * @param packageId SQL of the package's number
 */
export const holdsPersonalData = (packageId: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(
  not coalesce((
    select bool_and(o.path @> ${noPersonalData}::jsonb)
    from classifications c join opinions o on o.classification_id = c.id and o.ended_at is null
    where c.work_package_id = ${packageId} and c.outcome = 'classified' and c.flowchart = ${flowchart}), false)
  or exists (
    select from work_package_datasets w join gate_records a on a.dataset_id = w.dataset_id
    where w.work_package_id = ${packageId} and a.kind = 'authority' and a.state = 'confirmed' and a.details ->> 'personalData' <> 'none'))`;
