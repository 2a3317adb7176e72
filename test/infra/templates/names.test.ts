import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { templates } from '../../../infra/templates/documents.js';
import type { RenderedTemplate } from '../../../infra/templates/arm/template.js';
import { copyOf, placesIn } from './built-resources.js';
import { evaluate } from './evaluate.js';

/** Azure's rules for the last part of a name: its length and what it is made of. Parts not listed are the same in every deployment, or ids. */
const rules: Readonly<Record<string, RegExp>> = {
  'Microsoft.App/containerApps': /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/u,
  'Microsoft.App/jobs': /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/u,
  'Microsoft.BotService/botServices': /^[a-zA-Z0-9][\w.-]{1,63}$/u,
  'Microsoft.Compute/virtualMachines': /^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/u,
  'Microsoft.Compute/diskEncryptionSets': /^[\w-]{1,80}$/u,
  'Microsoft.Compute/galleries': /^[A-Za-z0-9][\w.]{0,78}[A-Za-z0-9]$/u,
  'Microsoft.Consumption/budgets': /^[\w-]{1,63}$/u,
  'Microsoft.ContainerRegistry/registries': /^[a-zA-Z0-9]{5,50}$/u,
  'Microsoft.DBforPostgreSQL/flexibleServers': /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/u,
  'Microsoft.DataFactory/factories': /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{1,61})[a-zA-Z0-9]$/u,
  'Microsoft.DesktopVirtualization/hostPools': /^[\w.-]{3,64}$/u,
  'Microsoft.DesktopVirtualization/workspaces': /^[\w.-]{3,64}$/u,
  'Microsoft.EventGrid/systemTopics': /^[a-zA-Z0-9-]{3,50}$/u,
  'Microsoft.KeyVault/vaults': /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/u,
  'Microsoft.MachineLearningServices/workspaces': /^[a-zA-Z0-9][\w-]{2,32}$/u,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-zA-Z0-9][\w-]{2,127}$/u,
  'Microsoft.Network/networkInterfaces': /^[a-z0-9][\w.-]{0,78}\w$/u,
  'Microsoft.Network/networkSecurityGroups': /^[a-z0-9][\w.-]{0,78}\w$/u,
  'Microsoft.Network/privateEndpoints': /^[a-z0-9][\w.-]{1,62}\w$/u,
  'Microsoft.Network/publicIPAddresses': /^[a-z0-9][\w.-]{0,78}\w$/u,
  'Microsoft.Network/virtualNetworks': /^[a-z0-9][\w.-]{1,62}\w$/u,
  'Microsoft.OperationalInsights/workspaces': /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/u,
  'Microsoft.Purview/accounts': /^[a-zA-Z0-9][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$/u,
  'Microsoft.Resources/deployments': /^[\w.()-]{1,64}$/u,
  'Microsoft.Resources/resourceGroups': /^[\w.()-]{1,89}[\w()-]$/u,
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/u,
  'Microsoft.Storage/storageAccounts/blobServices/containers': /^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/u,
  'Microsoft.Synapse/workspaces': /^[a-z0-9](?!.*-ondemand)[a-z0-9-]{0,48}[a-z0-9]$/u,
};

const digits = fc.integer({ min: 1, max: 9_999_999 });
const unit = fc.stringMatching(/^[a-z][a-z0-9]{1,7}$/u);
const object = '11111111-2222-4333-8444-555555555555';
const values = fc.record({ number: digits, dataset: digits, instance: fc.integer({ min: 1, max: 99 }), machine: fc.integer({ min: 1, max: 99 }), unit, location: fc.constantFrom<string>('westeurope', 'germanywestcentral', 'southafricanorth'), loop: fc.integer({ min: 0, max: 9 }) });
type Values = typeof values extends fc.Arbitrary<infer Made> ? Made : never;

const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(4, '0')}`;
const parametersOf = (template: RenderedTemplate, made: Values): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.entries(template.parameters).map(([name, { defaultValue }]) => [name, defaultValue ?? `/subscriptions/${object}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub`])),
  workspace: numbered('ws', made.number),
  instance: made.instance,
  location: made.location,
  unit: made.unit,
  datasets: Array.from({ length: 10 }, () => ({ number: numbered('ds', made.dataset), groupId: object })),
  machines: Array.from({ length: 10 }, () => ({ number: made.machine, platform: 'python', size: 'x', zone: '1' })),
});

/** Every name that a template would give, with its type. */
function namesIn(template: RenderedTemplate, made: Values): readonly { readonly type: string; readonly name: string }[] {
  const parameters = parametersOf(template, made);
  return placesIn(copyOf(template)).flatMap(({ resource, template: own }) => {
    if (!(resource.type in rules)) return [];
    return [{ type: resource.type, name: String(evaluate(resource.name, { parameters, variables: own.variables, loop: made.loop })) }];
  });
}

describe('names that templates give', () => {
  for (const [name, template] of Object.entries(templates())) {
    it(`are as long as Azure takes them, and made of what it takes: ${name}`, () => {
      fc.assert(
        fc.property(values, (made) => {
          for (const { type, name: given } of namesIn(template, made)) assert.match(given.split('/').at(-1) ?? '', rules[type] as RegExp, `${type} ${given}`);
        }),
        { numRuns: 25 },
      );
    });

    it(`are different from each other: ${name}`, () => {
      const [made] = fc.sample(values, { numRuns: 1, seed: 1 }) as [Values];
      const given = namesIn(template, made).map(({ type, name: each }) => `${type} ${each}`);
      assert.deepEqual(given.filter((each, place) => given.indexOf(each) !== place), []);
    });
  }

  it('are other ones for another workspace, region or instance, where all of Azure shares them', () => {
    const template = templates()['workspace-tier-3'] as RenderedTemplate;
    const shared = (made: Values) => namesIn(template, made).filter(({ type }) => type === 'Microsoft.Storage/storageAccounts' || type === 'Microsoft.KeyVault/vaults').map(({ name }) => name);
    const base: Values = { number: 2, dataset: 5, instance: 1, machine: 1, unit: 'heart', location: 'westeurope', loop: 0 };
    for (const other of [{ number: 3 }, { instance: 2 }, { location: 'germanywestcentral' }] satisfies readonly Partial<Values>[]) {
      const both = [...shared(base), ...shared({ ...base, ...other })];
      assert.equal(new Set(both).size, both.length);
    }
  });

  it('of Windows machines fit the fifteen characters of Windows', () => {
    const machine = placesIn(copyOf(templates()['workspace-tier-3'] as RenderedTemplate)).find(({ key }) => key === 'desktops');
    const longest = { workspace: 'ws-9999999' };
    assert.ok(String(evaluate(machine?.resource.properties.osProfile.computerName, { parameters: longest, variables: {}, loop: 9 })).length <= 15);
  });
});
