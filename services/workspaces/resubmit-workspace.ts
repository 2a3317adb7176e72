import type { Context } from '../context/index.js';
import { authoriseResubmission, resubmitBuilding, type ActOnRequest, type RequestRecord, type Result as RequestResult } from '../requests/index.js';
import type { Building } from './building.js';
import { checkPlan, type PlanRefused } from './check-plan.js';
import { authorisePlace } from './load-place.js';
import type { WorkspacePlan } from './plan.js';
import { zoneOf } from './request-workspace.js';
import { done, type Result } from './results.js';
import { replacePlan } from './store-plan.js';

/** The requester answers a return with another plan: the version rises and the Programme Managers are asked again. */
export async function resubmitWorkspace(context: Context, building: Building, command: ActOnRequest & WorkspacePlan): Promise<Result<RequestRecord> | PlanRefused | Extract<RequestResult<never>, { kind: 'refused' }>> {
  const authorised = await authoriseResubmission(context, command);
  if (authorised.kind === 'refused') return authorised;
  const request = authorised.value;
  const here = await authorisePlace(context, 'workspace.resubmit', request.work_package_id);
  if (here.kind === 'refused') return here;
  const { place, note } = here;
  const placed = zoneOf(context, building, place, note);
  if (placed.kind === 'refused') return placed;
  const checked = await checkPlan(context, building, place, note, command, request.workspace_id);
  if (checked.kind === 'faults') return checked;
  const { plan } = checked;
  await replacePlan(context, building.catalogue, request.workspace_id, { place, zone: placed.zone, plan });
  return done(await resubmitBuilding(context, request, { purpose: plan.purpose, tier: place.tier }, { budget: plan.monthlyBudget }));
}
