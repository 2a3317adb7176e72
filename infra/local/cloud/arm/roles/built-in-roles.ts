/** Rights of a role, as far as the control plane goes: the local cloud holds no data. */
export interface RoleDefinition {
  readonly id: string;
  readonly name: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

const role = (id: string, name: string, actions: readonly string[], notActions: readonly string[] = []): RoleDefinition => ({ id, name, actions, notActions });

const containers = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const delegationKey = 'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action';

/** Azure's own roles: those that templates of this product give, and the three that everybody knows. After Microsoft's list of built-in roles. */
export const builtInRoles: readonly RoleDefinition[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', ['*']),
  role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', ['*'], ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write', 'Microsoft.Authorization/elevateAccess/Action']),
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', ['*/read']),
  role('7f951dda-4ed3-4680-a7ca-43fe172d538d', 'AcrPull', ['Microsoft.ContainerRegistry/registries/pull/read']),
  role('f6c7c914-8db3-469d-8ca1-694a8f32e121', 'AzureML Data Scientist', ['Microsoft.MachineLearningServices/workspaces/*/read', 'Microsoft.MachineLearningServices/workspaces/*/action', 'Microsoft.MachineLearningServices/workspaces/*/delete', 'Microsoft.MachineLearningServices/workspaces/*/write'], [
    'Microsoft.MachineLearningServices/workspaces/delete',
    'Microsoft.MachineLearningServices/workspaces/write',
    'Microsoft.MachineLearningServices/workspaces/computes/*/write',
    'Microsoft.MachineLearningServices/workspaces/computes/*/delete',
    'Microsoft.MachineLearningServices/workspaces/computes/listKeys/action',
    'Microsoft.MachineLearningServices/workspaces/listKeys/action',
  ]),
  role('489581de-a3bd-480d-9518-53dea7416b33', 'Desktop Virtualization Power On Contributor', [
    'Microsoft.Compute/virtualMachines/start/action',
    'Microsoft.Compute/virtualMachines/read',
    'Microsoft.Compute/virtualMachines/instanceView/read',
    'Microsoft.Authorization/*/read',
    'Microsoft.Insights/alertRules/*',
    'Microsoft.Resources/deployments/*',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.AzureStackHCI/virtualMachineInstances/read',
    'Microsoft.AzureStackHCI/virtualMachineInstances/start/action',
  ]),
  role('1d18fff3-a72a-46b5-b4a9-0b38a3cd7e63', 'Desktop Virtualization User', []),
  role('e147488a-f6f5-4113-8e2d-b22465e65bf6', 'Key Vault Crypto Service Encryption User', ['Microsoft.EventGrid/eventSubscriptions/write', 'Microsoft.EventGrid/eventSubscriptions/read', 'Microsoft.EventGrid/eventSubscriptions/delete']),
  role('ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'Storage Blob Data Contributor', [`${containers}/delete`, `${containers}/read`, `${containers}/write`, delegationKey]),
  role('2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', 'Storage Blob Data Reader', [`${containers}/read`, delegationKey]),
  role('db58b8e5-c6ad-4a2a-8342-4190687cbf4a', 'Storage Blob Delegator', [delegationKey]),
  role('fb879df8-f326-4884-b1cf-06f3ad86be52', 'Virtual Machine User Login', [
    'Microsoft.Network/publicIPAddresses/read',
    'Microsoft.Network/virtualNetworks/read',
    'Microsoft.Network/loadBalancers/read',
    'Microsoft.Network/networkInterfaces/read',
    'Microsoft.Compute/virtualMachines/*/read',
    'Microsoft.HybridCompute/machines/*/read',
  ]),
];
