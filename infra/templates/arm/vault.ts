import { call, type Expression, type JsonObject } from './expression.js';
import { resource, type Resource } from './resource.js';
import { roleAssignment } from './role-assignment.js';

/** A vault that can be reached privately alone and cannot be purged. With hardware keys where the expression says so. */
export const keyVault = (key: string, name: Expression, hardware?: Expression): Resource =>
  resource(key, 'Microsoft.KeyVault/vaults', name, {
    properties: {
      tenantId: call('tenant').get('tenantId'),
      sku: { family: 'A', name: hardware ? call('if', hardware, 'premium', 'standard') : 'standard' },
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      enabledForTemplateDeployment: true,
      publicNetworkAccess: 'Disabled',
      // Storage and disks fetch their keys as trusted services, and deployments their secrets.
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny' },
    },
  });

export const vaultUriOf = (name: Expression): Expression => call('format', 'https://{0}{1}', name, call('environment').get('suffixes.keyvaultDns'));

export const vaultKey = (name: string, vault: Expression, hardware?: Expression): Resource => resource(`${name}Key`, 'Microsoft.KeyVault/vaults/keys', [vault, name], keyBody(hardware));

/** Lets an identity use the keys of a vault, and nothing else there. */
export function keyUse(vault: Resource, identity: Resource): Resource {
  const assignment = roleAssignment({ key: 'keysUse', role: 'Key Vault Crypto Service Encryption User', principalId: call('reference', identity.id, '2024-11-30').get('principalId'), principalType: 'ServicePrincipal', on: vault });
  // The name of an assignment has to be known before the deployment starts, and the principal is not.
  return { ...assignment, name: [call('guid', vault.id, identity.id)] };
}

/** Lives a year, gets a new version after 90 days, and those in charge hear of it 30 days before it ends. */
const keyBody = (hardware: Expression | undefined): JsonObject => ({
  properties: {
    kty: hardware ? call('if', hardware, 'RSA-HSM', 'RSA') : 'RSA',
    keySize: 3072,
    keyOps: ['wrapKey', 'unwrapKey'],
    attributes: { enabled: true, exportable: false },
    rotationPolicy: {
      attributes: { expiryTime: 'P1Y' },
      lifetimeActions: [
        { trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } },
        { trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'notify' } },
      ],
    },
  },
});
