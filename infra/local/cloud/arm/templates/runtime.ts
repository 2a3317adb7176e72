import { createHash } from 'node:crypto';

/** What Azure adds to a resource once it is there, as far as templates ask for it. */
export interface Runtime {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly identity?: Readonly<Record<string, unknown>>;
}

/** An id that follows from another one, so that a second look tells the same. */
export function derivedGuid(what: string, id: string): string {
  const hash = createHash('sha256').update(`${what} ${id.toLowerCase()}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Properties of a resource as `reference` and a reader see them. */
export function runtimeOf(type: string, id: string, given: { readonly properties?: unknown; readonly identity?: unknown }, tenantId: string): Runtime {
  const properties = { ...(given.properties as Record<string, unknown> | undefined), ...added(type, id, tenantId), ...(type.toLowerCase() === 'microsoft.authorization/roleassignments' ? {} : { provisioningState: 'Succeeded' }) };
  const identity = given.identity as { readonly type?: string } | undefined;
  if (!identity) return { properties };
  const own = identity.type?.includes('SystemAssigned') ? { principalId: derivedGuid('principal', id), tenantId } : {};
  return { properties, identity: { ...identity, ...own } };
}

function added(type: string, id: string, tenantId: string): Readonly<Record<string, unknown>> {
  const [last = '', , vault = ''] = id.split('/').reverse();
  switch (type.toLowerCase()) {
    case 'microsoft.managedidentity/userassignedidentities':
      return { principalId: derivedGuid('principal', id), clientId: derivedGuid('client', id), tenantId };
    case 'microsoft.keyvault/vaults':
      return { vaultUri: `https://${last}.vault.azure.net/` };
    case 'microsoft.keyvault/vaults/keys': {
      const keyUri = `https://${vault}.vault.azure.net/keys/${last}`;
      return { keyUri, keyUriWithVersion: `${keyUri}/${derivedGuid('version', id).replaceAll('-', '')}` };
    }
    case 'microsoft.compute/virtualmachines':
      return { vmId: derivedGuid('machine', id) };
    default:
      return {};
  }
}

const secretKeys = new Set(['adminpassword', 'protectedsettings', 'customdata', 'userdata']);

/** What Azure never gives back is not kept. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (secretKeys.has(key.toLowerCase()) ? [] : [[key, withoutSecrets(each)]])));
}
