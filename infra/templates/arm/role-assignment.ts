import { call, type Expression, type Value } from './expression.js';
import { resource, type Resource } from './resource.js';
import { roleId, type CustomRole } from '../roles/custom-roles.js';

/** Azure's own roles that templates give, with Azure's ids. */
const builtInRoles = {
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'Azure Machine Learning Data Scientist': 'f6c7c914-8db3-469d-8ca1-694a8f32e121',
  'Desktop Virtualization Power On Contributor': '489581de-a3bd-480d-9518-53dea7416b33',
  'Desktop Virtualization User': '1d18fff3-a72a-46b5-b4a9-0b38a3cd7e63',
  'Key Vault Crypto Service Encryption User': 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
  'Storage Blob Delegator': 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a',
  'Virtual Machine User Login': 'fb879df8-f326-4884-b1cf-06f3ad86be52',
} as const;

export type BuiltInRole = keyof typeof builtInRoles;

interface Assignment {
  readonly key: string;
  readonly role: BuiltInRole | { readonly custom: CustomRole };
  readonly principalId: Expression;
  readonly principalType: 'Group' | 'ServicePrincipal';
  /** On what; without it, on the whole resource group. */
  readonly on?: Resource;
  readonly condition?: Expression;
  readonly copy?: Resource['copy'];
}

/** The name follows from who, what and where, so that assigning again is the same assignment. */
export function roleAssignment({ key, role, principalId, principalType, on, condition, copy }: Assignment): Resource {
  const scopeId: Value = on ? on.id : call('resourceGroup').get('id');
  const definition = typeof role === 'string' ? builtInRoles[role] : roleId(role.custom);
  return resource(key, 'Microsoft.Authorization/roleAssignments', call('guid', scopeId, principalId, definition), {
    properties: { roleDefinitionId: call('subscriptionResourceId', 'Microsoft.Authorization/roleDefinitions', definition), principalId, principalType },
  }, { ...(on && { scope: on.id }), ...(condition && { condition }), ...(copy && { copy }) });
}
