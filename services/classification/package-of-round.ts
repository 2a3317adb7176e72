import type { Trx } from '../context/index.js';

/** The work package that a round classifies; undefined where there is no such round. */
export async function packageOfRound(trx: Trx, classificationId: number): Promise<number | undefined> {
  const row = await trx.selectFrom('classifications').select('work_package_id').where('id', '=', classificationId).executeTakeFirst();
  return row?.work_package_id;
}
