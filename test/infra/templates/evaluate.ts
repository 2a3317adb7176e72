import { evaluate as evaluated } from '../../../infra/local/cloud/arm/expressions/evaluate.js';
import { deploymentFunctions } from '../../../infra/local/cloud/arm/templates/deployment-functions.js';

/** What stands around an expression: values of parameters, the expressions of variables, and where loops stand. */
export interface Surroundings {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly loop: number;
}

const subscriptionId = '11111111-2222-4333-8444-555555555555';
const place = { tenantId: subscriptionId, subscriptionId, group: undefined, location: 'westeurope', deploymentName: 'test', now: new Date() };
const deployment = deploymentFunctions(place, () => undefined, () => 'westeurope');

/** Says what Azure would make of an expression, for the functions that names are made with. */
export const evaluate = (text: unknown, around: Surroundings): unknown => evaluated(text, { ...around, deployment });
