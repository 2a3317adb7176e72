import { z } from 'zod';
import { builtInRoles, type RoleDefinition } from './built-in-roles.js';

const definitionsSchema = z.object({
  resources: z.record(
    z.string(),
    z.object({
      name: z.guid(),
      properties: z.object({ roleName: z.string(), permissions: z.array(z.object({ actions: z.array(z.string()), notActions: z.array(z.string()).default([]) })) }),
    }),
  ),
});

/** Azure's own roles and the custom ones, out of the built template that makes them. */
export function roleDefinitions(rolesTemplate: unknown): readonly RoleDefinition[] {
  if (rolesTemplate === undefined) return builtInRoles;
  const custom = Object.values(definitionsSchema.parse(rolesTemplate).resources).map(
    ({ name, properties }): RoleDefinition => ({ id: name, name: properties.roleName, actions: properties.permissions.flatMap(({ actions }) => actions), notActions: properties.permissions.flatMap(({ notActions }) => notActions) }),
  );
  return [...builtInRoles, ...custom];
}

const patterns = new Map<string, RegExp>();

function matches(pattern: string, action: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = new RegExp(`^${pattern.replaceAll(/[.+?^$()[\]{}|\\]/gu, '\\$&').replaceAll('*', '.*')}$`, 'iu');
    patterns.set(pattern, compiled);
  }
  return compiled.test(action);
}

/** Whether a role allows an action of the control plane. */
export const allows = ({ actions, notActions }: RoleDefinition, action: string): boolean => actions.some((each) => matches(each, action)) && !notActions.some((each) => matches(each, action));
