import { z } from 'zod';
import type { CloudOptions } from '../options.js';
import { roleAssignmentType } from './access.js';
import type { ArmResource, ArmState } from './arm-state.js';
import { subscriptionIdOf, typeAndName } from './ids.js';
import type { RoleDefinition } from './roles/built-in-roles.js';
import type { TemplateSpecs } from './template-specs.js';
import { derivedGuid } from './templates/runtime.js';

const conditionSchema = z.object({ condition: z.string(), conditionVersion: z.string() });

/** Azure on the first start. @throws Error naming a role that there is none of */
export function seedAzure(options: CloudOptions, roles: readonly RoleDefinition[], specs: TemplateSpecs): Pick<ArmState, 'subscriptions' | 'resources'> {
  const resources = options.azureResources.map(({ id, location }): ArmResource => ({ id, type: typeAndName(id).type, location, body: {}, properties: { provisioningState: 'Succeeded' }, identity: null }));
  const assignments = options.roleAssignments.map(({ principalId, principalType, role: name, scope, conditioned }): ArmResource => {
    const role = roles.find((each) => each.name === name);
    if (!role) throw new Error(`There is no Azure role “${name}”: the templates are not built.`);
    const condition = conditioned ? conditionSchema.parse(specs.document('builder-condition')) : {};
    return {
      id: `${scope}/providers/${roleAssignmentType}/${derivedGuid(`${principalId} ${role.id}`, scope)}`,
      type: roleAssignmentType,
      location: null,
      body: {},
      properties: { principalId: principalId.toLowerCase(), principalType, roleDefinitionId: `/subscriptions/${subscriptionIdOf(scope)}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`, ...condition },
      identity: null,
    };
  });
  return { subscriptions: options.subscriptions.map(({ id, name, regions }) => ({ id: id.toLowerCase(), name, regions: [...regions] })), resources: [...resources, ...assignments] };
}
