import { json } from '../router.js';
import type { DirectoryUser } from '../state.js';
import type { GraphCall, GraphHandler } from './call.js';
import type { Caller } from './caller.js';
import { parseFilter, parseSearch } from './filter.js';
import { badRequest, GraphError, notFound, page, readQuery } from './odata.js';

type Property = keyof DirectoryUser;

const isProperty = (name: string): name is Property => allProperties.has(name);
/** What User.ReadBasic.All shows of a person. */
const basic: readonly Property[] = ['id', 'displayName', 'givenName', 'surname', 'mail', 'userPrincipalName'];
const allProperties: ReadonlySet<string> = new Set<Property>([...basic, 'userType', 'jobTitle', 'accountEnabled']);
/** What Graph returns when nothing is selected. */
const byDefault: readonly Property[] = [...basic, 'jobTitle'];
const searchable: ReadonlySet<string> = new Set<Property>(['displayName', 'mail', 'givenName', 'surname', 'userPrincipalName']);
const readsEverything = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];

function visibleTo(caller: Caller): ReadonlySet<string> {
  if (readsEverything.some((name) => caller.permissions.includes(name))) return allProperties;
  return new Set(caller.permissions.includes('User.ReadBasic.All') ? basic : (['id'] satisfies Property[]));
}

function selected(select: readonly string[] | undefined): readonly Property[] {
  if (!select) return byDefault;
  return select.map((name) => {
    if (!isProperty(name)) throw badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.user'.`);
    return name;
  });
}

/** How a person looks to the caller: what they may not see is null, as in Graph. */
export function userView(caller: Caller, select: readonly string[] | undefined): (user: DirectoryUser) => Record<string, unknown> {
  const visible = visibleTo(caller);
  const properties = selected(select);
  return (user) => Object.fromEntries(properties.map((name) => [name, visible.has(name) ? user[name] : null]));
}

/** A user by object id or principal name. Throws 404. */
export function findUser({ cloud, request }: GraphCall): DirectoryUser {
  const id = request.param('id').toLowerCase();
  const user = cloud.state.current.users.find((candidate) => candidate.id === id || candidate.userPrincipalName.toLowerCase() === id);
  if (!user) throw notFound(request.param('id'));
  return user;
}

export const listUsers: GraphHandler = ({ cloud, caller, request }) => {
  const query = readQuery(request);
  const conditions = query.filter === undefined ? [] : parseFilter(query.filter, allProperties);
  const visible = visibleTo(caller);
  const hidden = conditions.find(({ property }) => !visible.has(property));
  if (hidden) throw new GraphError(403, 'Authorization_RequestDenied', `Insufficient privileges to complete the operation: filtering by ${hidden.property} needs User.Read.All.`);
  const search = query.search === undefined ? undefined : parseSearch(query.search, searchable);
  const found = cloud.state.current.users.filter((user) => conditions.every(({ test }) => test({ ...user })) && (search?.({ ...user }) ?? true));
  return page(request, query, 'users', found, userView(caller, query.select));
};

export const getUser: GraphHandler = (call) => {
  const query = readQuery(call.request);
  return json(200, { '@odata.context': `${call.request.url.origin}/v1.0/$metadata#users/$entity`, ...userView(call.caller, query.select)(findUser(call)) });
};
