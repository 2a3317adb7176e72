import type { Method } from '../router.js';

export interface GraphOperation {
  readonly method: Method;
  readonly path: string;
  /** Application permissions, any of which allows it. */
  readonly application: readonly string[];
  /** Delegated permissions, any of which allows it. */
  readonly delegated: readonly string[];
  /**
   * `tenant`: whatever the permission names. `own-groups`: a person must own the group in `{id}`, an application must have it in its
   * administrative unit. The permission alone is not enough there: nobody in the local tenant holds a directory role.
   */
  readonly reach: 'tenant' | 'own-groups';
}

const directoryRead = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const readUsers = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', ...directoryRead];
const readGroups = ['Group.ReadBasic.All', 'GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directoryRead];
const readMembers = ['GroupMember.ReadBasic.All', 'GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Group.ReadBasic.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'];
const readOwners = ['GroupMember.Read.All', 'GroupMember.ReadWrite.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'];
const checkMembers = ['User.Read.All', 'User.ReadWrite.All', 'GroupMember.ReadBasic.All', 'GroupMember.Read.All', 'Group.ReadBasic.All', 'Group.Read.All', 'Group.ReadWrite.All', ...directoryRead];
const writeMembers = ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All'];

/** What changing a group itself needs, as opposed to its members. */
export const writeGroups = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];

/** Every operation of Graph v1.0 that the local cloud answers, and who may call it, after the permissions that Microsoft documents for each. */
export const graphOperations = {
  'list-users': { method: 'GET', path: '/v1.0/users', application: readUsers, delegated: readUsers, reach: 'tenant' },
  'get-user': { method: 'GET', path: '/v1.0/users/{id}', application: readUsers, delegated: readUsers, reach: 'tenant' },
  'list-member-of': {
    method: 'GET',
    path: '/v1.0/users/{id}/memberOf',
    application: ['GroupMember.ReadBasic.All', 'Group.ReadBasic.All', ...directoryRead],
    delegated: ['GroupMember.ReadBasic.All', 'GroupMember.Read.All', 'Group.ReadBasic.All', ...directoryRead],
    reach: 'tenant',
  },
  'check-member-groups': { method: 'POST', path: '/v1.0/users/{id}/checkMemberGroups', application: checkMembers, delegated: checkMembers, reach: 'tenant' },
  'send-mail': { method: 'POST', path: '/v1.0/users/{id}/sendMail', application: ['Mail.Send'], delegated: ['Mail.Send'], reach: 'tenant' },
  'list-groups': { method: 'GET', path: '/v1.0/groups', application: readGroups, delegated: readGroups, reach: 'tenant' },
  'get-group': { method: 'GET', path: '/v1.0/groups/{id}', application: readGroups, delegated: readGroups, reach: 'tenant' },
  'create-group': { method: 'POST', path: '/v1.0/groups', application: ['Group.Create', ...writeGroups], delegated: writeGroups, reach: 'tenant' },
  /** Adding members in bulk is a change of the group with `members@odata.bind` alone; anything else in the body needs `writeGroups`. */
  'change-group': { method: 'PATCH', path: '/v1.0/groups/{id}', application: [...writeMembers, 'Directory.ReadWrite.All'], delegated: [...writeMembers, 'Directory.ReadWrite.All'], reach: 'own-groups' },
  'delete-group': { method: 'DELETE', path: '/v1.0/groups/{id}', application: ['Group.ReadWrite.All'], delegated: ['Group.ReadWrite.All'], reach: 'own-groups' },
  'list-members': { method: 'GET', path: '/v1.0/groups/{id}/members', application: readMembers, delegated: readMembers, reach: 'tenant' },
  'list-owners': { method: 'GET', path: '/v1.0/groups/{id}/owners', application: readOwners, delegated: readOwners, reach: 'tenant' },
  'add-member': { method: 'POST', path: '/v1.0/groups/{id}/members/$ref', application: writeMembers, delegated: writeMembers, reach: 'own-groups' },
  'remove-member': { method: 'DELETE', path: '/v1.0/groups/{id}/members/{memberId}/$ref', application: writeMembers, delegated: writeMembers, reach: 'own-groups' },
  'add-owner': { method: 'POST', path: '/v1.0/groups/{id}/owners/$ref', application: ['Group.ReadWrite.All'], delegated: ['Group.ReadWrite.All'], reach: 'own-groups' },
  'remove-owner': { method: 'DELETE', path: '/v1.0/groups/{id}/owners/{ownerId}/$ref', application: ['Group.ReadWrite.All'], delegated: ['Group.ReadWrite.All'], reach: 'own-groups' },
} as const satisfies Record<string, GraphOperation>;

export type GraphOperationName = keyof typeof graphOperations;
