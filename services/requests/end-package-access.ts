import type { Context } from '../context/index.js';
import { changeState } from './change-state.js';
import { followOuter } from './decide-request.js';
import { beginEnding } from './end-access.js';
import { isAccess, type Cause, type RequestRecord } from './request.js';
import { closeSeats } from './store.js';
import { suspendAccess } from './suspend-access.js';
import { nextState } from './transitions.js';

type PackageCause = Extract<Cause, 'dataset-withdrawn' | 'tier-4'>;

/** Access to a dataset of a package, or everything around it, ends; what is still being decided is withdrawn. */
export async function endPackageAccess(context: Context, packageId: number, what: { readonly datasetId: number } | 'everything', cause: PackageCause): Promise<number> {
  const rows = await openRequests(context, packageId, what === 'everything' ? undefined : what.datasetId);
  let ended = 0;
  for (const { id } of rows) {
    // One that hangs on another may have ended with it.
    const request = (await context.trx.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as RequestRecord;
    if (nextState(request.state, 'withdraw') !== undefined) {
      const withdrawn = await changeState(context, request, { action: 'withdraw', patch: { cause, due_at: null }, event: 'withdrawn', reason: cause });
      await closeSeats(context.trx, withdrawn.id);
      await followOuter(context, withdrawn);
    } else if (isAccess(request.type) && nextState(request.state, 'revoke') !== undefined) {
      await beginEnding(context, request, 'revoke', cause);
    } else continue;
    ended += 1;
  }
  return ended;
}

/** Whoever has access around a package loses it for as long as the package is suspended. */
export async function suspendPackageAccess(context: Context, packageId: number): Promise<number> {
  const active = (await openRequests(context, packageId, undefined)).filter(({ type, state }) => isAccess(type) && state === 'active');
  for (const request of active) await suspendAccess(context, request, 'package-suspended');
  return active.length;
}

/** Locked. A data access goes before the membership of the workspace around it, which would end it a second time. */
async function openRequests({ trx }: Context, packageId: number, datasetId: number | undefined): Promise<readonly RequestRecord[]> {
  const rows = await trx
    .selectFrom('requests')
    .selectAll()
    .where('work_package_id', '=', packageId)
    .where('state', 'in', ['in-review', 'returned', 'blocked', 'approved', 'awaiting-sign-in', 'fulfilling', 'active', 'suspended', 'failed'])
    .$if(datasetId !== undefined, (query) => query.where('dataset_id', '=', Number(datasetId)))
    .orderBy('type')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows as RequestRecord[];
}
