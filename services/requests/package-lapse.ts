import { localDate, type Context } from '../context/index.js';
import { agreementEnd } from './agreement-end.js';
import type { Cause } from './request.js';

/**
 * What suspends everything around a package: it is suspended itself, or the agreement of one of its datasets has ended and takes the workspace
 * with it, and with the workspace all data in it ("a lapsed training or agreement suspends them all until renewed").
 */
export async function packageLapse({ trx, clock, organisation }: Context, packageId: number): Promise<Extract<Cause, 'package-suspended' | 'agreement-lapsed'> | undefined> {
  const suspended = await trx.selectFrom('work_packages').select('id').where('id', '=', packageId).where('suspended_at', 'is not', null).executeTakeFirst();
  if (suspended) return 'package-suspended';
  const lapsed = await trx
    .selectFrom('work_package_datasets as d')
    .innerJoin('work_packages as k', 'k.id', 'd.work_package_id')
    .select('d.dataset_id')
    .where('d.work_package_id', '=', packageId)
    .where(agreementEnd('d.dataset_id', 'k.project_id'), '<', localDate(organisation, clock.now()))
    .limit(1)
    .executeTakeFirst();
  return lapsed && 'agreement-lapsed';
}
