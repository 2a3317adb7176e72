import { rightsOf, roleAssignmentType } from './access.js';
import { ArmError, badRequest, groupNotFound, type ErrorBody } from './arm-error.js';
import type { ArmCall } from './call.js';
import { groupId, groupOf, sameId, subscriptionIdOf, typeAndName } from './ids.js';
import type { AssignmentAsked } from './roles/condition.js';
import { deploymentType } from './templates/template.js';
import type { Plan, PlannedResource } from './templates/expand.js';

/** The right to make a resource. Resource groups have a name of their own among actions. */
const writes = (type: string): string => `${type === 'Microsoft.Resources/resourceGroups' ? 'Microsoft.Resources/subscriptions/resourceGroups' : type}/write`;

function askedBy({ type, properties }: PlannedResource): AssignmentAsked | undefined {
  if (type !== roleAssignmentType) return undefined;
  return { roleDefinitionId: String(properties['roleDefinitionId']), principalType: String(properties['principalType']) };
}

/** What Azure looks at before it makes anything. @throws ArmError */
export function preflight(call: ArmCall, plan: Plan): void {
  groupsAreThere(call, plan);
  regionsFit(call, plan);
  mayAll(call, plan);
}

function groupsAreThere({ azure }: ArmCall, plan: Plan): void {
  const known = [...azure.current.resources, ...plan.resources].filter(({ type }) => type === 'Microsoft.Resources/resourceGroups');
  for (const { id } of [...plan.deployments, ...plan.resources]) {
    const group = groupOf(id);
    if (group && !known.some((each) => sameId(each.id, groupId(group)))) throw groupNotFound(group.name);
  }
}

function regionsFit({ azure }: ArmCall, plan: Plan): void {
  for (const { id, type, location } of plan.resources) {
    const regions = azure.current.subscriptions.find((each) => sameId(each.id, subscriptionIdOf(id)))?.regions ?? [];
    if (location !== undefined && location !== 'global' && !regions.includes(location)) throw badRequest('LocationNotAvailableForResourceType', `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${regions.join(',')}'.`);
  }
}

function mayAll({ azure, caller }: ArmCall, plan: Plan): void {
  const may = rightsOf(azure, caller);
  const refused = (type: string, id: string, action: string): ErrorBody => ({
    code: 'AuthorizationFailed',
    target: id,
    message: `Authorization failed for template resource '${typeAndName(id).name}' of type '${type}'. The client '${caller.name}' with object id '${caller.objectId}' does not have permission to perform action '${action}' at scope '${id}'.`,
  });
  const details = [
    ...plan.deployments.filter(({ id }) => !may(`${deploymentType}/write`, id)).map(({ id }) => refused(deploymentType, id, `${deploymentType}/write`)),
    ...plan.resources.filter((each) => !may(writes(each.type), each.id, askedBy(each))).map(({ id, type }) => refused(type, id, writes(type))),
  ];
  const [first] = details;
  if (first) throw new ArmError(403, 'InvalidTemplateDeployment', `Deployment failed with ${details.length === 1 ? 'an error' : 'multiple errors'}: '${first.message}'`, { details: details.slice(0, 10) });
}
