import { strict as assert } from 'node:assert';
import { builderCondition } from '../../../infra/templates/roles/builder-condition.js';
import { customRole, customRoles, roleId, type CustomRole } from '../../../infra/templates/roles/custom-roles.js';
import { rolesTemplate } from '../../../infra/templates/roles/roles.js';
import { builtTiers } from '../../../infra/templates/tiers.js';
import { workspaceTemplate } from '../../../infra/templates/workspace/workspace.js';
import { copyOf, ofType, placesIn } from './built-resources.js';

/** What a role may not do, by identity (the design's table of who acts). A role is read as Azure reads it: `*` stands for anything. */
const forbidden: Readonly<Record<CustomRole, readonly RegExp[]>> = {
  remover: [/write$/u, /\*$/u, /start\/action$/u, /blobs?\//iu, /listKeys/u, /elevateAccess/u],
  links: [/roleAssignments/u, /virtualMachines/u, /listKeys/u, /blobs\/(write|delete)/u, /\*/u],
  airlock: [/roleAssignments/u, /virtualMachines/u, /listKeys/u, /\*/u],
  anchor: [/blobs\/(write|delete)/u, /containers\/(write|delete)/u, /immutabilityPolicies/u, /\*/u, /listKeys/u, /roleAssignments/u],
  documents: [/blobs\/(write|delete)/u, /containers\/(write|delete)/u, /\*/u, /listKeys/u, /roleAssignments/u],
  images: [/blobs\//u, /\*/u, /roleAssignments/u, /firewall/iu, /delete$/u, /virtualNetworks\/write/u],
  machineOperator: [/write$/u, /delete$/u, /\*/u, /runCommand/u, /login/u],
  builder: [/delete$/u, /^\*/u, /listKeys/u, /blobs\//u, /roleDefinitions\/write/u, /^Microsoft\.Authorization\/\*/u, /runCommand/u, /immutabilityPolicies\/(lock|extend)/u],
};

const faultsOf = (role: CustomRole, permissions: readonly string[]): readonly string[] => permissions.filter((permission) => forbidden[role].some((pattern) => pattern.test(permission)));

describe('custom roles', () => {
  for (const role of customRoles) {
    const { actions, dataActions } = customRole(role);
    it(`${role}: holds what its identity may do and no more`, () => assert.deepEqual(faultsOf(role, [...actions, ...dataActions]), []));
    it(`${role}: a right too much would be noticed`, () => {
      const tooMuch: Readonly<Record<CustomRole, string>> = {
        remover: 'Microsoft.Authorization/roleAssignments/write',
        links: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete',
        airlock: 'Microsoft.Authorization/roleAssignments/write',
        anchor: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
        documents: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete',
        images: 'Microsoft.Network/virtualNetworks/write',
        machineOperator: 'Microsoft.Compute/virtualMachines/write',
        builder: 'Microsoft.Storage/storageAccounts/listKeys/action',
      };
      assert.notDeepEqual(faultsOf(role, [tooMuch[role]]), []);
    });
  }

  it('no role holds both a say over people and data', () => {
    for (const role of customRoles) {
      const { actions, dataActions } = customRole(role);
      const grants = (actions as readonly string[]).some((action) => /roleAssignments\/(write|\*)|^\*/u.test(action));
      assert.ok(!(grants && dataActions.length > 0), role);
    }
  });

  it('the remover can stop and delete, and take roles away', () => {
    for (const action of ['Microsoft.Compute/virtualMachines/deallocate/action', 'Microsoft.Compute/virtualMachines/delete', 'Microsoft.Authorization/roleAssignments/delete']) assert.ok((customRole('remover').actions as readonly string[]).includes(action), action);
  });

  it('the builder can write everything that a workspace is made of', () => {
    const actions = (customRole('builder').actions as readonly string[]).map((action) => new RegExp(`^${action.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'u'));
    const needed = new Set(builtTiers.flatMap((tier) => placesIn(copyOf(workspaceTemplate(tier))).map(({ resource }) => `${resource.type.replace('Microsoft.Resources/resourceGroups', 'Microsoft.Resources/subscriptions/resourceGroups')}/write`)));
    assert.deepEqual([...needed].filter((each) => !actions.some((action) => action.test(each))), []);
  });

  it('the builder gives only what workspaces give, and to no single person', () => {
    const { condition } = builderCondition(builtTiers.map((tier) => workspaceTemplate(tier)));
    for (const role of ['remover', 'airlock', 'machineOperator'] as const) assert.ok(condition.includes(roleId(role)), role);
    for (const tooMuch of [roleId('builder'), '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'b24988ac-6180-42a0-ab88-20f7382dd24c']) assert.ok(!condition.includes(tooMuch), tooMuch);
    assert.match(condition, /PrincipalType\] ForAnyOfAnyValues:StringEqualsIgnoreCase \{'Group', 'ServicePrincipal'\}/u);
  });

  it('are all in the template, with ids that stay', () => {
    const definitions = ofType(copyOf(rolesTemplate()), 'Microsoft.Authorization/roleDefinitions');
    assert.deepEqual(definitions.map(({ key }) => key), customRoles);
    assert.equal(new Set(definitions.map(({ resource }) => resource.name)).size, customRoles.length);
    for (const { resource } of definitions) assert.match(resource.name, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/u);
    assert.equal(roleId('remover'), roleId('remover'));
  });
});
