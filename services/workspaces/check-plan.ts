import type { AuditNote, Context } from '../context/index.js';
import type { Building } from './building.js';
import type { Place } from './load-place.js';
import { faultsOfPlan, type PlanFault, type WorkspacePlan } from './plan.js';
import type { BuiltTier } from './workspace.js';

/** A plan that does not fit, field by field; nothing was asked for. */
export interface PlanRefused {
  readonly kind: 'faults';
  readonly faults: readonly PlanFault[];
}

/**
 * The plan as it would be kept, or what does not fit in it: by itself, and in this project. Faults are on record.
 * @param workspaceId of the plan that this one takes the place of, whose name is its own
 */
export async function checkPlan(
  context: Context,
  { catalogue }: Building,
  place: Place & { readonly tier: BuiltTier },
  note: Pick<AuditNote, 'action' | 'objectType' | 'objectId'> & Partial<AuditNote>,
  said: WorkspacePlan,
  workspaceId: number | null,
): Promise<{ readonly kind: 'fits'; readonly plan: WorkspacePlan } | PlanRefused> {
  const plan = trimmed(said);
  const faults = [...faultsOfPlan(catalogue, place.tier, plan), ...(await faultsHere(context, place, plan, workspaceId))];
  const [first] = faults;
  if (first === undefined) return { kind: 'fits', plan };
  context.audit.push({ ...note, outcome: 'refused', reason: first.reason });
  return { kind: 'faults', faults };
}

const trimmed = (plan: WorkspacePlan): WorkspacePlan => ({
  ...plan,
  name: plan.name.replace(/\s+/gu, ' ').trim(),
  purpose: plan.purpose.trim(),
  costCentre: plan.costCentre.trim(),
  machines: plan.machines.filter(({ count }) => count > 0),
  memberIds: [...new Set(plan.memberIds)],
});

/** What does not fit in this project: a name that another workspace of it has, and people who could not be let in. */
async function faultsHere({ trx }: Context, { projectId, roles, conflicted }: Place & { readonly tier: BuiltTier }, { name, memberIds }: WorkspacePlan, workspaceId: number | null): Promise<readonly PlanFault[]> {
  const namesakes = await trx.selectFrom('workspaces').select(['id', 'name']).where('project_id', '=', projectId).where('state', 'not in', ['closed', 'dropped']).execute();
  const taken = namesakes.some((each) => each.id !== workspaceId && each.name.toLowerCase() === name.toLowerCase());
  const strangers = memberIds.some((id) => !mayBeMember(roles.get(id)) || conflicted.has(id));
  return [...(taken ? [{ field: 'name' as const, reason: 'name-taken' as const }] : []), ...(strangers ? [{ field: 'members' as const, reason: 'members-unfit' as const }] : [])];
}

/** Researchers, and the Investigator; a Referee asks for themselves. */
export const mayBeMember = (role: string | undefined): boolean => role === 'researcher' || role === 'investigator';
