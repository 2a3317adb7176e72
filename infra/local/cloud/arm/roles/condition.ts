/** What a role assignment is asked to give, and to what kind of principal. */
export interface AssignmentAsked {
  readonly roleDefinitionId: string;
  readonly principalType: string;
}

const form = /^\(\(!\(ActionMatches\{'(?<action>[^']+)'\}\)\) OR \(@Request\[Microsoft\.Authorization\/roleAssignments:RoleDefinitionId\] ForAnyOfAnyValues:GuidEquals \{(?<roles>[^}]*)\} AND @Request\[Microsoft\.Authorization\/roleAssignments:PrincipalType\] ForAnyOfAnyValues:StringEqualsIgnoreCase \{(?<kinds>[^}]*)\}\)\)$/u;

const listed = (text: string | undefined): readonly string[] => (text ?? '').split(',').map((each) => each.trim().replaceAll("'", '').toLowerCase());

/** Whether the condition of a role assignment lets an action pass. Of Azure's language the local cloud reads the one form that this product writes; any other lets nothing pass. */
export function conditionHolds(condition: string, action: string, asked: AssignmentAsked | undefined): boolean {
  const { groups } = form.exec(condition) ?? {};
  if (!groups) return false;
  if (groups['action']?.toLowerCase() !== action.toLowerCase()) return true;
  if (!asked) return false;
  const role = asked.roleDefinitionId.split('/').at(-1)?.toLowerCase() ?? '';
  return listed(groups['roles']).includes(role) && listed(groups['kinds']).includes(asked.principalType.toLowerCase());
}
