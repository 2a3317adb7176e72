/** An API that Entra issues tokens for; its uri is both the prefix of its scopes and the tokens' audience. */
export interface Resource {
  readonly uri: string;
  readonly name: string;
}

export const graph: Resource = { uri: 'https://graph.microsoft.com', name: 'Microsoft Graph' };
export const azure: Resource = { uri: 'https://management.azure.com', name: 'Azure Resource Manager' };
export const botFramework: Resource = { uri: 'https://api.botframework.com', name: 'Bot Framework' };

/** Every resource of the local tenant. */
export const resources: readonly Resource[] = [graph, azure, botFramework];

export interface ScopeRequest {
  readonly resource: Resource;
  /** Scope names without the resource's prefix. */
  readonly names: readonly string[];
}

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Reads a scope parameter; a name without a prefix belongs to Graph, as in Entra. Undefined when it names an unknown resource, several, or none. */
export function readScopes(scope: string): ScopeRequest | undefined {
  const wanted = scope.split(/\s+/).filter((name) => name !== '' && !openIdScopes.has(name));
  const read = wanted.map((name) => {
    if (!name.includes('://')) return { resource: graph, name };
    const resource = resources.find(({ uri }) => name.startsWith(`${uri}/`));
    return resource && { resource, name: name.slice(resource.uri.length).replace(/^\/+/, '') };
  });
  const first = read[0];
  if (!first || read.some((entry) => entry?.resource !== first.resource)) return undefined;
  return { resource: first.resource, names: read.flatMap((entry) => (entry ? [entry.name] : [])) };
}
