import { sql } from 'kysely';
import type { Trx } from '../context/index.js';
import type { NamedDataset } from './work-package.js';

/** A dataset that its Representative withdrew from a package, while it was being classified or after. */
export interface Withdrawal {
  readonly dataset: NamedDataset;
  /** Directory id. */
  readonly by: string;
  readonly at: Date;
}

/** What was withdrawn from a package, oldest first. */
export async function loadWithdrawals(trx: Trx, packageId: number): Promise<readonly Withdrawal[]> {
  const { rows } = await sql<{ id: number; name: string; by: string; at: Date }>`
    select d.id, d.name, gone.by, gone.at from (
      select dataset_id, withdrawn_by as by, withdrawn_at as at from dataset_withdrawals where work_package_id = ${packageId}
      union all
      select w.dataset_id, w.taken_by, w.taken_at from ways_out w join classifications c on c.id = w.classification_id
        where c.work_package_id = ${packageId} and w.kind = 'withdraw-dataset') as gone
    join datasets d on d.id = gone.dataset_id order by gone.at, d.id`.execute(trx);
  return rows.map(({ id, name, by, at }) => ({ dataset: { id, name }, by, at }));
}
