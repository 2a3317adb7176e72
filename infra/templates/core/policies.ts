import { call, type Expression, type JsonObject } from '../arm/expression.js';
import { subscriptionResource, type Resource } from '../arm/resource.js';

interface Assignment {
  readonly key: string;
  readonly meaning: string;
  /** Azure's id of its own policy or set of policies. */
  readonly policy: string;
  readonly set?: true;
  readonly parameters?: JsonObject;
  /** What it may do to put things right by itself. */
  readonly mends?: true;
}

const assignments = (locations: Expression): readonly Assignment[] => [
  { key: 'benchmark', meaning: 'Microsoft cloud security benchmark', policy: '1f3afdf9-d0c9-4c3d-847f-89da613e70a8', set: true },
  { key: 'locations', meaning: 'Nothing is built elsewhere', policy: 'e56962a6-4747-49cd-b67b-bf8b01975c4c', parameters: { listOfAllowedLocations: { value: locations } } },
  { key: 'machineConfiguration', meaning: 'Machines can be looked into by machine configuration', policy: '12794019-7a00-42cf-95c2-882eed337cc8', set: true, mends: true },
  { key: 'linuxBaseline', meaning: 'Linux machines follow the baseline', policy: 'fc9b3da7-8347-4380-8e70-0a0361d8dedd' },
  { key: 'windowsBaseline', meaning: 'Windows machines follow the baseline', policy: '72650e9f-97bc-4b2a-ab5f-9781a9fcecbc' },
  // Told and not refused: Azure's own image builder makes itself a store for a while.
  { key: 'noSharedKeys', meaning: 'Stores take no shared keys', policy: '8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54', parameters: { effect: { value: 'Audit' } } },
];

/** What Azure itself holds against anything that is built in a subscription, by whomever. */
export const policies = (locations: Expression): readonly Resource[] =>
  assignments(locations).map(({ key, meaning, policy, set, parameters, mends }) =>
    subscriptionResource(`${key}Policy`, 'Microsoft.Authorization/policyAssignments', `lockkeeper-${key.toLowerCase()}`, {
      ...(mends && { identity: { type: 'SystemAssigned' } }),
      properties: { displayName: `Lockkeeper: ${meaning}`, policyDefinitionId: call('tenantResourceId', `Microsoft.Authorization/policy${set ? 'Set' : ''}Definitions`, policy), enforcementMode: 'Default', ...(parameters && { parameters }) },
    }),
  );
