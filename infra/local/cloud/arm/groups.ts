import { json } from '../router.js';
import { assignmentOf, isRoleAssignment, principalsOf, requireRight, rightsOf } from './access.js';
import { groupNotFound, requestIds, resourceNotFound } from './arm-error.js';
import type { ArmResource } from './arm-state.js';
import { subscriptionOf, type ArmCall, type ArmHandler } from './call.js';
import { groupId, sameId, typeAndName, within } from './ids.js';

const isGroup = ({ type }: ArmResource): boolean => type === 'Microsoft.Resources/resourceGroups';

function view({ id, type, location, body, properties, identity }: ArmResource): object {
  return { id, name: typeAndName(id).name, type, ...(location !== null && { location }), ...body, ...(identity && { identity }), properties };
}

/** The resource group of a name. Throws 404. */
export function requireGroup(call: ArmCall, name: string): ArmResource {
  const id = groupId({ subscriptionId: subscriptionOf(call).id, name });
  const found = call.azure.current.resources.find((resource) => sameId(resource.id, id));
  if (!found) throw groupNotFound(name);
  return found;
}

export const listSubscriptions: ArmHandler = ({ azure, caller }) => {
  const may = rightsOf(azure, caller);
  const seen = azure.current.subscriptions.filter(({ id }) => may('Microsoft.Resources/subscriptions/resourceGroups/read', `/subscriptions/${id}`));
  return json(200, { value: seen.map(({ id, name }) => ({ id: `/subscriptions/${id}`, subscriptionId: id, displayName: name, state: 'Enabled', tenantId: azure.tenant.options.tenantId })) }, requestIds());
};

export const listGroups: ArmHandler = (call) => {
  const { id } = subscriptionOf(call);
  requireRight(call.azure, call.caller, 'Microsoft.Resources/subscriptions/resourceGroups/read', `/subscriptions/${id}`);
  return json(200, { value: call.azure.current.resources.filter((resource) => isGroup(resource) && within(resource.id, `/subscriptions/${id}`)).map(view) }, requestIds());
};

export const getGroup: ArmHandler = (call) => {
  const name = call.request.param('group');
  requireRight(call.azure, call.caller, 'Microsoft.Resources/subscriptions/resourceGroups/read', groupId({ subscriptionId: subscriptionOf(call).id, name }));
  return json(200, view(requireGroup(call, name)), requestIds());
};

/** What lies in a group and is a part of nothing else, as Azure lists it. */
export const listResources: ArmHandler = (call) => {
  const group = groupId({ subscriptionId: subscriptionOf(call).id, name: call.request.param('group') });
  requireRight(call.azure, call.caller, 'Microsoft.Resources/subscriptions/resourceGroups/resources/read', group);
  requireGroup(call, call.request.param('group'));
  const listed = call.azure.current.resources.filter(({ id, type }) => within(id, group) && !isRoleAssignment({ type }) && sameId(typeAndName(id).scope, group) && type.split('/').length === 2);
  return json(200, { value: listed.map(view) }, requestIds());
};

/** Role assignments at a scope and below; `atScope()`: those that hold there; `assignedTo`: those of one principal, groups included. */
export const listRoleAssignments: ArmHandler = (call) => {
  const { id } = subscriptionOf(call);
  const scope = call.request.url.pathname.toLowerCase().includes('/resourcegroups/') ? groupId({ subscriptionId: id, name: call.request.param('group') }) : `/subscriptions/${id}`;
  requireRight(call.azure, call.caller, 'Microsoft.Authorization/roleAssignments/read', scope);
  const filter = call.request.url.searchParams.get('$filter') ?? '';
  const only = /(?<how>principalId eq|assignedTo\()\s*'(?<who>[0-9a-f-]{36})'/iu.exec(filter)?.groups;
  const who = only?.['who'];
  const principals = who === undefined ? undefined : only?.['how']?.startsWith('assigned') ? principalsOf(call.azure, { objectId: who }) : new Set([who.toLowerCase()]);
  const found = call.azure.current.resources.filter((resource) => {
    if (!isRoleAssignment(resource)) return false;
    const assignment = assignmentOf(resource);
    const placed = within(scope, assignment.scope) || (!filter.includes('atScope()') && within(assignment.scope, scope));
    return placed && (principals?.has(assignment.principalId.toLowerCase()) ?? true);
  });
  return json(200, { value: found.map((resource) => ({ ...view(resource), properties: { ...resource.properties, scope: assignmentOf(resource).scope } })) }, requestIds());
};

export const getTemplateSpec: ArmHandler = (call) => {
  const { azure, caller, request } = call;
  const group = request.param('group');
  const id = `${groupId({ subscriptionId: subscriptionOf(call).id, name: group })}/providers/Microsoft.Resources/templateSpecs/${request.param('spec')}/versions/${request.param('version')}`;
  requireRight(azure, caller, 'Microsoft.Resources/templateSpecs/versions/read', id);
  const mainTemplate = azure.specs.find(id);
  if (mainTemplate === undefined) throw resourceNotFound('Microsoft.Resources/templateSpecs/versions', `${request.param('spec')}/${request.param('version')}`, group);
  return json(200, { id, name: request.param('version'), type: 'Microsoft.Resources/templateSpecs/versions', properties: { mainTemplate } }, requestIds());
};
