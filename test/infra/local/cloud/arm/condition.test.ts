import assert from 'node:assert/strict';
import { conditionHolds } from '../../../../../infra/local/cloud/arm/roles/condition.js';
import { builderCondition } from '../../../../../infra/templates/roles/builder-condition.js';
import { roleId } from '../../../../../infra/templates/roles/custom-roles.js';
import { workspaceTemplate } from '../../../../../infra/templates/workspace/workspace.js';

const write = 'Microsoft.Authorization/roleAssignments/write';
const given = (role: string): string => `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${role}`;

describe("the condition of the builder's role, as the local Azure reads it", () => {
  const { condition } = builderCondition([workspaceTemplate(3)]);
  const gives = (role: string, principalType: string): boolean => conditionHolds(condition, write, { roleDefinitionId: given(role), principalType });

  it('lets pass what workspaces give to groups and service principals', () => {
    assert.ok(gives(roleId('machineOperator'), 'Group'));
    assert.ok(gives(roleId('remover'), 'serviceprincipal'));
  });

  it('lets nothing pass to a single person, and no other role to anybody', () => {
    assert.ok(!gives(roleId('machineOperator'), 'User'));
    assert.ok(!gives(roleId('builder'), 'Group'));
    assert.ok(!gives('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Group'));
    assert.ok(!conditionHolds(condition, write, undefined));
  });

  it('does not touch other actions', () => assert.ok(conditionHolds(condition, 'Microsoft.Network/virtualNetworks/write', undefined)));
  it('of another form lets nothing pass', () => assert.ok(!conditionHolds('true', 'Microsoft.Network/virtualNetworks/write', undefined)));
});
