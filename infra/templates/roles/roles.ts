import { call } from '../arm/expression.js';
import { list, references, text, type Parameters } from '../arm/parameters.js';
import { subscriptionResource } from '../arm/resource.js';
import { written, type RenderedTemplate } from '../arm/template.js';
import { customRole, customRoles, roleId } from './custom-roles.js';

const parameters = {
  assignableScopes: list('Subscriptions in which the roles can be given: /subscriptions/…', text('Subscription', { min: 51, max: 51 }), { min: 1, max: 50 }),
} satisfies Parameters;
const p = references(parameters);

/** The custom roles, made once for all subscriptions: their names are unique in a tenant. */
export function rolesTemplate(): RenderedTemplate {
  const definitions = customRoles.map((role) => {
    const { roleName, description, actions, dataActions } = customRole(role);
    return subscriptionResource(role, 'Microsoft.Authorization/roleDefinitions', roleId(role), {
      properties: { roleName, description, type: 'CustomRole', permissions: [{ actions, notActions: [], dataActions, notDataActions: [] }], assignableScopes: p.assignableScopes },
    });
  });
  return written({ deployedTo: 'subscription', parameters, location: call('deployment').get('location'), tags: {}, resources: definitions });
}
