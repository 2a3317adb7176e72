import { z } from 'zod';
import { json } from '../router.js';
import type { DirectoryUser } from '../state.js';
import type { GraphCall, GraphHandler } from './call.js';
import { addReferences, findGroup, groupView } from './groups.js';
import { badRequest, notFound, page, readBody, readQuery, referencedId } from './odata.js';
import { findUser, userView } from './users.js';

type List = 'members' | 'owners';

const listOf =
  (list: List): GraphHandler =>
  (call) => {
    const query = readQuery(call.request);
    const view = userView(call.caller, query.select);
    const ids = findGroup(call.cloud.state.current, call)[list];
    const people = ids.flatMap((id): DirectoryUser[] => call.cloud.state.current.users.filter((user) => user.id === id));
    return page(call.request, query, 'directoryObjects', people, (user) => ({ '@odata.type': '#microsoft.graph.user', ...view(user) }));
  };

export const listMembers = listOf('members');
export const listOwners = listOf('owners');

const referenceSchema = z.object({ '@odata.id': z.string() });

const addTo =
  (list: List): GraphHandler =>
  (call) => {
    const id = referencedId(readBody(call.request, referenceSchema)['@odata.id']);
    call.cloud.state.update((state) => {
      addReferences(state, findGroup(state, call), list, [id]);
    });
    return { status: 204 };
  };

export const addMember = addTo('members');
export const addOwner = addTo('owners');

function removeFrom(call: GraphCall, list: List, id: string): void {
  call.cloud.state.update((state) => {
    const group = findGroup(state, call);
    if (!group[list].includes(id)) throw notFound(id);
    if (list === 'owners' && group.owners.length === 1) throw badRequest('The group must have at least one owner, hence this owner cannot be removed.');
    group[list] = group[list].filter((other) => other !== id);
  });
}

export const removeMember: GraphHandler = (call) => {
  removeFrom(call, 'members', call.request.param('memberId').toLowerCase());
  return { status: 204 };
};

export const removeOwner: GraphHandler = (call) => {
  removeFrom(call, 'owners', call.request.param('ownerId').toLowerCase());
  return { status: 204 };
};

export const listMemberOf: GraphHandler = (call) => {
  const query = readQuery(call.request);
  const user = findUser(call);
  const view = groupView(query.select);
  const groups = call.cloud.state.current.groups.filter(({ members }) => members.includes(user.id));
  return page(call.request, query, 'directoryObjects', groups, (group) => ({ '@odata.type': '#microsoft.graph.group', ...view(group) }));
};

const checkSchema = z.object({ groupIds: z.array(z.string()).min(1).max(20) });

export const checkMemberGroups: GraphHandler = (call) => {
  const { groupIds } = readBody(call.request, checkSchema);
  const user = findUser(call);
  const found = call.cloud.state.current.groups.filter(({ id, members }) => groupIds.includes(id) && members.includes(user.id));
  return json(200, { '@odata.context': `${call.request.url.origin}/v1.0/$metadata#Collection(Edm.String)`, value: found.map(({ id }) => id) });
};
