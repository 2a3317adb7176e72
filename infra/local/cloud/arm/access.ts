import { z } from 'zod';
import { ArmError } from './arm-error.js';
import type { ArmResource } from './arm-state.js';
import type { Azure } from './azure.js';
import type { Caller } from './caller.js';
import { typeAndName, within } from './ids.js';
import { allows } from './roles/role-definitions.js';
import { conditionHolds, type AssignmentAsked } from './roles/condition.js';

export const roleAssignmentType = 'Microsoft.Authorization/roleAssignments';

const assignmentSchema = z.object({ principalId: z.string(), principalType: z.string(), roleDefinitionId: z.string(), condition: z.string().nullish() });
export type AssignmentProperties = z.output<typeof assignmentSchema>;

export const isRoleAssignment = ({ type }: Pick<ArmResource, 'type'>): boolean => type.toLowerCase() === roleAssignmentType.toLowerCase();
export const assignmentOf = ({ id, properties }: ArmResource): AssignmentProperties & { readonly scope: string } => ({ ...assignmentSchema.parse(properties), scope: typeAndName(id).scope });

/** The caller and every group that they are in, at whatever depth. */
export function principalsOf(azure: Azure, { objectId }: Pick<Caller, 'objectId'>): ReadonlySet<string> {
  const found = new Set([objectId.toLowerCase()]);
  const { groups } = azure.tenant.state.current;
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { id, members } of groups) if (members.some((member) => found.has(member))) found.add(id);
  }
  return found;
}

/** Answers whether the caller may do an action somewhere, by the role assignments as they are now. */
export function rightsOf(azure: Azure, caller: Caller): (action: string, scope: string, asked?: AssignmentAsked) => boolean {
  const principals = principalsOf(azure, caller);
  const held = azure.current.resources
    .filter(isRoleAssignment)
    .map(assignmentOf)
    .filter(({ principalId }) => principals.has(principalId.toLowerCase()))
    .flatMap((assignment) => azure.roles.filter(({ id }) => id === assignment.roleDefinitionId.split('/').at(-1)?.toLowerCase()).map((role) => ({ ...assignment, role })));
  return (action, scope, asked) => held.some((each) => within(scope, each.scope) && allows(each.role, action) && (!each.condition || conditionHolds(each.condition, action, asked)));
}

/** Azure's refusal in its own words. */
export const forbidden = (caller: Caller, action: string, scope: string): ArmError =>
  new ArmError(403, 'AuthorizationFailed', `The client '${caller.name}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`);

/** Throws 403 unless the caller may do the action there. */
export function requireRight(azure: Azure, caller: Caller, action: string, scope: string): void {
  if (!rightsOf(azure, caller)(action, scope)) throw forbidden(caller, action, scope);
}
