import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json } from '../router.js';
import type { CloudState, DirectoryGroup } from '../state.js';
import type { GraphCall, GraphHandler } from './call.js';
import { requireAny } from './caller.js';
import { parseFilter } from './filter.js';
import { delayGroup, isUnseen } from './late-groups.js';
import { badRequest, GraphError, notFound, page, readBody, readQuery, referencedId } from './odata.js';
import { writeGroups } from './permissions.js';

const stored = ['id', 'displayName', 'description', 'mailNickname', 'createdDateTime'] as const satisfies readonly (keyof DirectoryGroup)[];
/** Every group here is a security group of the cloud without mail. */
const constant = { groupTypes: [], mailEnabled: false, securityEnabled: true, mail: null } as const;
const properties: ReadonlySet<string> = new Set([...stored, ...Object.keys(constant)]);
const filterable: ReadonlySet<string> = new Set(['id', 'displayName', 'mailNickname', 'mailEnabled', 'securityEnabled']);

/** At most this many references in one request that creates or changes a group. */
export const bindLimit = 20;

function whole(group: DirectoryGroup): Record<string, unknown> {
  return { ...Object.fromEntries(stored.map((name) => [name, group[name]])), ...constant };
}

/** How a group looks with the properties that were selected. */
export function groupView(select: readonly string[] | undefined): (group: DirectoryGroup) => Record<string, unknown> {
  const unknown = select?.find((name) => !properties.has(name));
  if (unknown !== undefined) throw badRequest(`Could not find a property named '${unknown}' on type 'microsoft.graph.group'.`);
  return (group) => {
    const all = whole(group);
    return select ? Object.fromEntries(select.map((name) => [name, all[name]])) : all;
  };
}

/** The group in `{id}`, out of the state as it is or as it is being changed. Throws 404. */
export function findGroup(state: Pick<CloudState, 'groups'>, { request }: Pick<GraphCall, 'request'>): DirectoryGroup {
  const id = request.param('id').toLowerCase();
  const group = state.groups.find((candidate) => candidate.id === id);
  if (!group) throw notFound(id);
  return group;
}

/** Adds people to a group's members or owners; throws 404 for an unknown one and 400 when somebody is in it already, changing nothing. */
export function addReferences(state: Pick<CloudState, 'users'>, group: DirectoryGroup, list: 'members' | 'owners', ids: readonly string[]): void {
  for (const id of ids) {
    if (!state.users.some((user) => user.id === id)) throw notFound(id);
    if (group[list].includes(id)) throw badRequest(`One or more added object references already exist for the following modified properties: '${list}'.`);
    group[list].push(id);
  }
}

export const listGroups: GraphHandler = ({ cloud, request }) => {
  const query = readQuery(request);
  if (query.search !== undefined) throw badRequest("The query option '$search' on groups is not supported by the local cloud.");
  const conditions = query.filter === undefined ? [] : parseFilter(query.filter, filterable);
  const found = cloud.state.current.groups.filter((group) => conditions.every(({ test }) => test({ displayName: group.displayName, id: group.id, mailNickname: group.mailNickname, mailEnabled: false, securityEnabled: true })));
  return page(request, query, 'groups', found.filter(({ id }) => !isUnseen(cloud, id)), groupView(query.select));
};

export const getGroup: GraphHandler = (call) => {
  const query = readQuery(call.request);
  return json(200, { '@odata.context': `${call.request.url.origin}/v1.0/$metadata#groups/$entity`, ...groupView(query.select)(findGroup(call.cloud.state.current, call)) });
};

const references = z.array(z.string()).default([]);

const newGroupSchema = z.object({
  displayName: z.string().min(1).max(256),
  description: z.string().max(1024).nullish(),
  mailEnabled: z.literal(false),
  mailNickname: z.string().regex(/^[\w.-]{1,64}$/),
  securityEnabled: z.literal(true),
  groupTypes: z.array(z.string()).length(0).optional(),
  'owners@odata.bind': references,
  'members@odata.bind': references,
});

function checkBindLimit(count: number): void {
  if (count > bindLimit) throw badRequest(`The number of references in the request, ${count}, exceeds the limit of ${bindLimit}.`);
}

/** Creates a security group. Whoever creates it with their own rights owns it. */
export const createGroup: GraphHandler = ({ cloud, caller, request }) => {
  const body = readBody(request, newGroupSchema);
  checkBindLimit(body['owners@odata.bind'].length + body['members@odata.bind'].length);
  const owners = new Set(body['owners@odata.bind'].map(referencedId));
  if (caller.kind === 'person') owners.add(caller.objectId);
  const created = cloud.state.update((state) => {
    const group: DirectoryGroup = {
      id: randomUUID(),
      displayName: body.displayName,
      description: body.description ?? null,
      mailNickname: body.mailNickname,
      createdDateTime: cloud.now().toISOString(),
      owners: [],
      members: [],
    };
    addReferences(state, group, 'owners', [...owners]);
    addReferences(state, group, 'members', body['members@odata.bind'].map(referencedId));
    state.groups.push(group);
    delayGroup(state, group.id);
    return group;
  });
  return json(201, { '@odata.context': `${request.url.origin}/v1.0/$metadata#groups/$entity`, ...whole(created) });
};

const changeSchema = z.strictObject({
  displayName: z.string().min(1).max(256).optional(),
  description: z.string().max(1024).nullish(),
  'members@odata.bind': references,
});

/** Adds up to 20 members at once, or changes name and description, which needs more than the right to add members. */
export const changeGroup: GraphHandler = (call) => {
  const body = readBody(call.request, changeSchema);
  const { 'members@odata.bind': binds, displayName, description } = body;
  checkBindLimit(binds.length);
  if (displayName !== undefined || description !== undefined) requireAny(call.caller, writeGroups, writeGroups);
  if (displayName === undefined && description === undefined && binds.length === 0) throw new GraphError(400, 'Request_BadRequest', 'The change is empty.');
  call.cloud.state.update((state) => {
    const group = findGroup(state, call);
    if (displayName !== undefined) group.displayName = displayName;
    if (description !== undefined) group.description = description;
    addReferences(state, group, 'members', binds.map(referencedId));
  });
  return { status: 204 };
};

export const deleteGroup: GraphHandler = (call) => {
  call.cloud.state.update((state) => {
    const { id } = findGroup(state, call);
    state.groups = state.groups.filter((group) => group.id !== id);
  });
  return { status: 204 };
};
