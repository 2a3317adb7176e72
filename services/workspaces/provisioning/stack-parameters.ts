import { DateTime } from 'luxon';
import { numberOf, type Organisation } from '../../context/index.js';
import { parametersOf, type LandingZone } from '../landing-zones.js';
import type { ParameterValue } from '../ports.js';
import { azureName } from '../workspace.js';
import type { BuildFacts } from './build-facts.js';

/** The directory groups of a workspace, as its template names them. */
export interface StackGroups {
  readonly members: string;
  readonly managers: string;
  readonly review: string;
  readonly data: readonly { readonly datasetId: number; readonly groupId: string }[];
}

/** What the template of the workspace's tier is given: what the zone says, then what this workspace is. */
export function stackParameters(zone: LandingZone, facts: BuildFacts, addressPrefix: string, groups: StackGroups, budgetStart: string): Readonly<Record<string, ParameterValue>> {
  const own: Readonly<Record<string, unknown>> = {
    workspace: azureName(facts.workspaceId),
    location: zone.region,
    costCentre: facts.costCentre,
    addressPrefix,
    membersGroupId: groups.members,
    managersGroupId: groups.managers,
    reviewersGroupId: groups.review,
    datasets: groups.data.map(({ datasetId, groupId }) => ({ number: numberOf('dataset', datasetId).toLowerCase(), groupId })),
    machines: facts.machines,
    budgetAmount: facts.monthlyBudget,
    budgetStart,
    budgetContacts: facts.contacts,
  };
  return { ...parametersOf(zone, facts.tier), ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value }])) };
}

/** The first day of the month in which building began; a budget's start does not change later. */
export const budgetStartOf = ({ timeZone }: Pick<Organisation, 'timeZone'>, begun: Date): string => DateTime.fromJSDate(begun, { zone: timeZone }).startOf('month').toISODate() ?? '';

/** Tags of the stack itself; its resources get theirs by the template. */
export const stackTags = ({ workspaceId, tier, costCentre }: BuildFacts): Readonly<Record<string, string>> => ({ workspace: azureName(workspaceId), tier: String(tier), costCentre });
