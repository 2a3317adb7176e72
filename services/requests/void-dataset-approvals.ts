import type { Context } from '../context/index.js';

/** Datasets have left a package: the approvals of people for them there go along. */
export async function voidDatasetApprovals({ trx, clock }: Context, packageId: number, datasetIds: readonly number[]): Promise<void> {
  await trx.updateTable('package_approvals').set({ voided_at: clock.now() }).where('work_package_id', '=', packageId).where('dataset_id', 'in', [...datasetIds]).where('voided_at', 'is', null).execute();
}
