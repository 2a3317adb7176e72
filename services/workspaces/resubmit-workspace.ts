import type { Context } from '../context/index.js';
import { authoriseResubmission, resubmitBuilding, type ActOnRequest, type RequestRecord, type Result as RequestResult } from '../requests/index.js';
import type { Building } from './building.js';
import { authorisePlace } from './load-place.js';
import { faultsOfPlan, type WorkspacePlan } from './plan.js';
import { faultsHere, trimmed, zoneOf, type PlanRefused } from './request-workspace.js';
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
  const plan = trimmed(command);
  const faults = [...faultsOfPlan(building.catalogue, place.tier, plan), ...(await faultsHere(context, place, plan, request.workspace_id))];
  if (faults.length > 0) {
    context.audit.push({ ...note, outcome: 'refused', reason: faults[0]?.reason ?? 'not-possible' });
    return { kind: 'faults', faults };
  }
  await replacePlan(context, building.catalogue, request.workspace_id, { place, zone: placed.zone, plan });
  return done(await resubmitBuilding(context, request, { purpose: plan.purpose, tier: place.tier }, { budget: plan.monthlyBudget }));
}
