import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComputeManagementClient } from '@azure/arm-compute';
import { DeploymentStacksClient, type DeploymentParameter, type DeploymentStack } from '@azure/arm-resourcesdeploymentstacks';
import type { TokenCredential } from '@azure/identity';
import type { CloudOptionsInput } from '../../../../../infra/local/cloud/options.js';
import { platform, principals, region, seedAzure, subscriptionId, templateSpecId } from '../../../../../infra/local/seed/azure.js';
import { people, removerId, systemGroups } from '../../../../../infra/local/seed/people.js';
import { build } from '../../../../../infra/templates/build.js';
import { removerSecret, startTestCloud, testGroups, type TestCloud } from '../cloud-fixture.js';
import { confidentialClient, onBehalfOf } from '../token-fixture.js';

let built: string | undefined;

/** The real templates, built once for a whole run and gone after it. */
export function builtTemplates(): string {
  if (built !== undefined) return built;
  const folder = mkdtempSync(join(tmpdir(), 'lockkeeper-templates-'));
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  build(folder);
  built = folder;
  return folder;
}

/** A cloud with a subscription, the seeded platform, and a workspace's groups. */
export function startArmCloud(overrides: Partial<CloudOptionsInput> = {}): Promise<TestCloud> {
  const managers = Object.values(systemGroups).map(({ id, name, members }) => ({ id, name, owners: [people.priya], members: [...members] }));
  return startTestCloud({
    ...seedAzure,
    templatesFolder: builtTemplates(),
    groups: [...Object.values(testGroups), ...managers],
    armPaceMs: 0,
    machinePaceMs: 0,
    armRetryAfterSeconds: 0,
    ...overrides,
  });
}

/** A credential that holds one token, as those of the product do. */
export const holding = (token: string): TokenCredential => ({ getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 600_000 }) });

export const azureTokenOf = (cloud: TestCloud, person: { readonly id: string }): Promise<string> => onBehalfOf(cloud, person, ['https://management.azure.com/user_impersonation']);

export async function removerToken(cloud: TestCloud): Promise<string> {
  const result = await confidentialClient(cloud, removerId, removerSecret).acquireTokenByClientCredential({ scopes: ['https://management.azure.com/.default'] });
  assert.ok(result);
  return result.accessToken;
}

/** The real clients, with nothing changed but the address and how soon they lose patience. */
export const stacksClient = (cloud: TestCloud, token: string): DeploymentStacksClient => new DeploymentStacksClient(holding(token), subscriptionId, { endpoint: cloud.url, retryOptions: { maxRetries: 0 } });
export const computeClient = (cloud: TestCloud, token: string): ComputeManagementClient => new ComputeManagementClient(holding(token), subscriptionId, { endpoint: cloud.url, retryOptions: { maxRetries: 0 } });

const group = (n: number): string => `d3000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** What a workspace of a tier is asked for with: one machine, one dataset. */
export function workspaceParameters(tier: number, more: Readonly<Record<string, unknown>> = {}): Record<string, DeploymentParameter> {
  const { coreGroupId: _core, landingGroupId: _landing, mirrorsPrefix, vaultId, ...shared } = platform;
  const values = {
    ...shared,
    workspace: 'ws-0002',
    location: region,
    costCentre: '4711',
    addressPrefix: '10.20.2.0/24',
    membersGroupId: testGroups.members.id,
    managersGroupId: group(1),
    reviewersGroupId: group(2),
    datasets: [{ number: 'ds-0005', groupId: group(3) }],
    machines: [{ number: 1, platform: 'python', size: 'Standard_D4s_v5', zone: '1' }],
    machineSshKey: `ssh-ed25519 ${'A'.repeat(80)}`,
    budgetAmount: 500,
    budgetStart: '2026-01-01',
    budgetContacts: ['finance@northgate.example'],
    removerPrincipalId: principals.remover,
    airlockPrincipalId: principals.airlock,
    dataFactoryPrincipalId: principals.dataFactory,
    ...(tier >= 2 ? { virtualDesktopPrincipalId: principals.virtualDesktop, inboundPrefixes: ['10.0.0.0/8'], mirrorsPrefix } : { linkPrincipalId: principals.links }),
    ...more,
  };
  const { vaultId: _vault, ...given } = { vaultId, ...values };
  return { ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }])), ...(tier >= 2 && { machinePassword: { reference: { keyVault: { id: vaultId }, secretName: 'desktops' } } }) };
}

export const workspaceStack = (tier: number, more: Readonly<Record<string, unknown>> = {}): DeploymentStack => ({
  location: region,
  tags: { workspace: 'ws-0002' },
  properties: {
    templateLink: { id: templateSpecId(tier) },
    parameters: workspaceParameters(tier, more),
    actionOnUnmanage: { resources: 'detach', resourceGroups: 'detach' },
    denySettings: { mode: 'none' },
  },
});

/** Ids of what a stack manages, without the subscription. */
export const managed = ({ properties }: DeploymentStack): readonly string[] => (properties?.resources ?? []).map(({ id }) => (id ?? '').replace(`/subscriptions/${subscriptionId}`, ''));
