import { resource, type Resource } from '../arm/resource.js';
import type { JsonObject } from '../arm/expression.js';
import { names } from './names.js';
import { p } from './parameters.js';

/** Azure takes five thresholds of either kind at most. In percent of the month's budget. */
const thresholds = { Actual: [50, 75, 90, 100], Forecasted: [90, 100] } as const;

const notification = (thresholdType: 'Actual' | 'Forecasted', threshold: number): JsonObject => ({ enabled: true, operator: 'GreaterThanOrEqualTo', threshold, thresholdType, contactEmails: p.budgetContacts, contactGroups: [p.alertsId] });

/** Costs of the resource group, month by month. Its numbers come up to a day late; the product counts hours of machines in between. */
export const budget: Resource = resource('budget', 'Microsoft.Consumption/budgets', names.budget, {
  properties: {
    category: 'Cost',
    amount: p.budgetAmount,
    timeGrain: 'Monthly',
    timePeriod: { startDate: p.budgetStart },
    notifications: Object.fromEntries((['Actual', 'Forecasted'] as const).flatMap((kind) => thresholds[kind].map((threshold) => [`${kind.toLowerCase()}-${String(threshold)}`, notification(kind, threshold)]))),
  },
});
