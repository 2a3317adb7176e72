import { sql, type RawBuilder } from 'kysely';
import type { Representation } from './seats.js';

/** Somebody who represents a dataset now; all but the dataset are null where nobody does. */
export interface RepresentationRow {
  readonly person: string | null;
  readonly enabled: boolean | null;
  readonly dataset: number | null;
  readonly deputy: boolean | null;
  readonly succeeds: readonly string[] | null;
}

/** Of a row `r` of `dataset_representatives`: the principals who had left the dataset, for good, when this one began. */
export const whomTheyFollowed: RawBuilder<unknown> = sql`array(
  select e.person_id from dataset_representatives e where e.dataset_id = r.dataset_id and not e.deputy and e.until <= r.since
    and not exists (select from dataset_representatives n where n.dataset_id = e.dataset_id and n.person_id = e.person_id and n.until is null))`;

/**
 * Each dataset with its principals and deputies. One that nobody represents has a vacant seat, not none: the institution never steps in. One
 * whose account is closed stands aside where another represents the dataset; alone, the seat stays theirs and a deputy fills it.
 */
export function representationsOf(rows: readonly RepresentationRow[]): readonly Representation[] {
  return [...Map.groupBy(rows, ({ dataset }) => dataset ?? 0)].flatMap(([datasetId, own]): readonly Representation[] => {
    const deputyIds = own.filter(({ deputy }) => deputy === true).flatMap(({ person }) => person ?? []);
    const principals = own.filter(({ deputy }) => deputy === false);
    const enabled = principals.filter((row) => row.enabled !== false);
    const inOffice = enabled.length > 0 ? enabled : principals;
    if (inOffice.length === 0) return [{ datasetId, principalId: null, deputyIds }];
    return inOffice.map(({ person, succeeds }) => ({ datasetId, principalId: person, deputyIds, succeeds: succeeds ?? [] }));
  });
}
