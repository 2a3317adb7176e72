import type { Catalogue } from './catalogue.js';
import { estimateCost, type CostEstimate, type MachineCount } from './cost.js';
import type { BuiltTier } from './workspace.js';
import type { PlanFaultReason } from './results.js';

/** What somebody wants to have built. */
export interface WorkspacePlan {
  readonly name: string;
  readonly purpose: string;
  readonly costCentre: string;
  /** A month's budget, in whole units of the catalogue's currency. */
  readonly monthlyBudget: number;
  readonly machines: readonly MachineCount[];
  /** Directory ids of people of the project who are to be asked in when it stands. */
  readonly memberIds: readonly string[];
}

/** Longest texts, in UTF-16 units. */
export const longestPlanText = { name: 60, purpose: 2_000, costCentre: 50 } as const;
export const mostMachines = 20;

export type PlanField = 'name' | 'purpose' | 'cost-centre' | 'budget' | 'machines' | 'members';

export interface PlanFault {
  readonly field: PlanField;
  readonly reason: PlanFaultReason;
  /** The highest budget, or the estimate. */
  readonly limit?: number;
}

/** Letters, digits and what stands between words: what a list, a mail and a tag of Azure's can show. */
const nameFits = (name: string): boolean => name.length >= 3 && name.length <= longestPlanText.name && /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'’&()/+-]*$/u.test(name);
/** Azure takes no `<`, `>`, `%`, `&`, `\`, `?` or control characters in the value of a tag; cost centres need none of them. */
const costCentreFits = (text: string): boolean => text.length <= longestPlanText.costCentre && /^[A-Za-z0-9][A-Za-z0-9 ._/-]*$/.test(text);

/** What does not fit in a plan, field by field; whether it can be built there and by whom is asked elsewhere. */
export function faultsOfPlan(catalogue: Catalogue, tier: BuiltTier, plan: WorkspacePlan): readonly PlanFault[] {
  const faults: PlanFault[] = [];
  if (!nameFits(plan.name)) faults.push({ field: 'name', reason: 'name-unfit' });
  if (!costCentreFits(plan.costCentre)) faults.push({ field: 'cost-centre', reason: 'cost-centre-unfit' });
  if (!machinesFit(catalogue, plan.machines)) faults.push({ field: 'machines', reason: 'machines-unfit' });
  const { monthlyBudget: budget } = plan;
  const { perMonth } = estimateCost(catalogue, tier, plan.machines);
  if (!Number.isSafeInteger(budget) || budget < 1 || budget > catalogue.highestBudget) faults.push({ field: 'budget', reason: 'budget-unfit', limit: catalogue.highestBudget });
  else if (budget < perMonth) faults.push({ field: 'budget', reason: 'budget-below-estimate', limit: perMonth });
  return faults;
}

function machinesFit({ machines }: Catalogue, wanted: readonly MachineCount[]): boolean {
  const number = wanted.reduce((sum, { count }) => sum + count, 0);
  if (number < 1 || number > mostMachines) return false;
  return wanted.every(({ machine, count }) => Number.isSafeInteger(count) && count >= 0 && machines.some(({ key }) => key === machine));
}

/** The plan with its estimate, as people see it. */
export interface PlanView extends Omit<WorkspacePlan, 'memberIds'> {
  readonly workspaceId: number;
  readonly tier: BuiltTier;
  readonly zone: string | null;
  readonly region: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly estimate: CostEstimate;
}
