import type { RenderedTemplate } from '../arm/template.js';

/**
 * The condition of the builder's role assignment: it gives the roles that these templates give, no other, and to no single person. In the language of conditions on Azure role
 * assignments, version 2.0.
 */
export function builderCondition(templates: readonly RenderedTemplate[]): { readonly condition: string; readonly conditionVersion: '2.0' } {
  const given = [...new Set(templates.flatMap((template) => [...JSON.stringify(template).matchAll(/'Microsoft\.Authorization\/roleDefinitions', '([0-9a-f-]{36})'/gu)].map(([, role]) => role ?? '')))].toSorted();
  const asked = '@Request[Microsoft.Authorization/roleAssignments:';
  return {
    condition: `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (${asked}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${given.join(', ')}} AND ${asked}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'Group', 'ServicePrincipal'}))`,
    conditionVersion: '2.0',
  };
}
