/** Ids are compared without case, as Azure does. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether an id is the scope itself or lies within it. */
export function within(id: string, scope: string): boolean {
  const inner = id.toLowerCase();
  const outer = scope.toLowerCase().replace(/\/+$/u, '');
  return inner === outer || inner.startsWith(`${outer}/`);
}

const group = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/iu;

export interface GroupAddress {
  readonly subscriptionId: string;
  readonly name: string;
}

/** The resource group that an id lies in, or is. */
export function groupOf(id: string): GroupAddress | undefined {
  const [, subscriptionId, name] = group.exec(id) ?? [];
  return subscriptionId === undefined || name === undefined ? undefined : { subscriptionId, name };
}

export const subscriptionIdOf = (id: string): string => /^\/subscriptions\/([^/]+)/iu.exec(id)?.[1] ?? '';
export const groupId = ({ subscriptionId, name }: GroupAddress): string => `/subscriptions/${subscriptionId}/resourceGroups/${name}`;

/** `Microsoft.Network/virtualNetworks/subnets` and the names of each part, as an id has them: interleaved. */
export function providerPart(type: string, name: string): string {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  return `/providers/${namespace}${types.map((each, place) => `/${each}/${names[place] ?? ''}`).join('')}`;
}

/** Type and name out of an id; an extension is what its last `/providers/` says. */
export function typeAndName(id: string): { readonly type: string; readonly name: string; readonly scope: string } {
  const place = id.toLowerCase().lastIndexOf('/providers/');
  if (place < 0) {
    const address = groupOf(id);
    return { type: 'Microsoft.Resources/resourceGroups', name: address?.name ?? '', scope: `/subscriptions/${subscriptionIdOf(id)}` };
  }
  const [namespace = '', ...parts] = id.slice(place + '/providers/'.length).split('/');
  return { type: [namespace, ...parts.filter((_, at) => at % 2 === 0)].join('/'), name: parts.filter((_, at) => at % 2 === 1).join('/'), scope: id.slice(0, place) };
}

/** The resource of which this one is a part: `…/virtualNetworks/hub` of `…/virtualNetworks/hub/virtualNetworkPeerings/ws-0002`. */
export function parentOf(id: string): string | undefined {
  return typeAndName(id).type.split('/').length > 2 ? id.split('/').slice(0, -2).join('/') : undefined;
}
