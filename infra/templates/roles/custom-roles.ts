import { createHash } from 'node:crypto';
import table from '../../roles/custom-roles.json' with { type: 'json' };

export type CustomRole = keyof typeof table;

export const customRoles = Object.keys(table) as readonly CustomRole[];
export const customRole = (role: CustomRole): (typeof table)[CustomRole] => table[role];

/** The same in every subscription: names of custom roles are unique in a tenant, so that a role is made once and assignable in several. */
export function roleId(role: CustomRole): string {
  const hash = createHash('sha256').update(`lockkeeper/${role}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
