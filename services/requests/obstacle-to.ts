import { localDate, type Context } from '../context/index.js';
import { loadSeatFacts } from './load-seat-facts.js';
import { packageLapse } from './package-lapse.js';
import { missingGate } from './request-gates.js';
import { requestTypeRules } from './request-types.js';
import type { Cause, RequestRecord } from './request.js';
import { sameSeat, seatsOf } from './seats.js';
import { membershipOf, outerStands } from './workspace-membership.js';

/** Why an approved request cannot be carried out now: authority, gates, expiry and place are looked at afresh, since an approval may be days old. */
export async function obstacleTo(context: Context, request: RequestRecord): Promise<Cause | 'outer-awaited' | undefined> {
  if (request.until_on < localDate(context.organisation, context.clock.now())) return 'reached-end-date';
  if (await missingGate(context, request)) return 'gate-lapsed';
  const lapse = await packageLapse(context, request.work_package_id);
  if (lapse) return lapse;
  const place = await context.trx
    .selectFrom('workspaces as w')
    .innerJoin('projects as p', 'p.id', 'w.project_id')
    .innerJoin('work_packages as k', 'k.id', 'w.work_package_id')
    .innerJoin('people as s', (join) => join.on('s.id', '=', request.subject_id))
    .innerJoin('project_roles as r', (join) => join.onRef('r.project_id', '=', 'p.id').on('r.person_id', '=', request.subject_id).on('r.until', 'is', null))
    .select(['w.state as workspace', 'p.state as project', 's.enabled', 'r.role', 'k.id as packageId', 'k.tier'])
    .where('w.id', '=', request.workspace_id)
    .executeTakeFirst();
  if (place?.workspace !== 'active' || place.project !== 'open' || !place.enabled) return 'no-longer-possible';
  if (request.dataset_id !== null && !(await holdsDataset(context, request.work_package_id, request.dataset_id))) return 'no-longer-possible';
  if (place.packageId !== request.work_package_id || place.tier !== request.tier) return 'no-longer-possible';
  if (!requestTypeRules[request.type].askedBy.some((role) => role === place.role)) return 'no-longer-possible';
  if (!(await isStillApproved(context, request))) return 'no-longer-possible';
  if (await outerStands(context.trx, request)) return undefined;
  return (await membershipOf(context.trx, request.subject_id, request.workspace_id)) ? 'outer-awaited' : 'outer-not-granted';
}

async function holdsDataset({ trx }: Context, packageId: number, datasetId: number): Promise<boolean> {
  const row = await trx.selectFrom('work_package_datasets').select('dataset_id').where('work_package_id', '=', packageId).where('dataset_id', '=', datasetId).executeTakeFirst();
  return row !== undefined;
}

/**
 * Every stage that the rules ask for now has its answer: a vote that was given stands; a Representative's also needs their approval of the
 * person on the package, which they may have taken back since. Who is the Investigator no more lost the exemption with it (11.6).
 */
async function isStillApproved(context: Context, request: RequestRecord): Promise<boolean> {
  const facts = await loadSeatFacts(context.trx, request);
  return seatsOf(request, { ...facts, sitting: [] }).every((seat) => seat.satisfied || (seat.role !== 'representative' && (facts.sitting ?? []).some((vote) => sameSeat(vote, seat))));
}
