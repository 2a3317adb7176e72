import { tenantIssuer, type Tenant } from '../tenant.js';
import { signToken } from '../tokens.js';
import { EntraError } from './errors.js';
import type { Registration } from './registrations.js';
import { graph, readScopes } from './resources.js';
import { servicePrincipalId } from './service-principal.js';

/** Seconds that an access token lasts. */
export const accessTokenLifetime = 3600;

/** Answers grant_type=client_credentials: a token of the application itself, with its application roles on that resource. */
export async function clientCredentials(tenant: Tenant, client: Registration, form: URLSearchParams): Promise<object> {
  const scope = form.get('scope') ?? '';
  const request = readScopes(scope);
  if (!request) throw new EntraError({ status: 400, error: 'invalid_resource', code: 500011, message: `The resource principal named by scope '${scope}' was not found in the tenant.` });
  if (request.names.length !== 1 || request.names[0] !== '.default') {
    throw new EntraError({ status: 400, error: 'invalid_scope', code: 1002012, message: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).` });
  }
  const objectId = servicePrincipalId(client.clientId);
  const token = await signToken(tenant.keys.tenant, {
    issuer: tenantIssuer(tenant),
    audience: request.resource.uri,
    now: tenant.now(),
    lifetimeSeconds: accessTokenLifetime,
    claims: {
      ver: '1.0',
      tid: tenant.options.tenantId,
      idtyp: 'app',
      appid: client.clientId,
      azp: client.clientId,
      oid: objectId,
      sub: objectId,
      ...(request.resource === graph ? { roles: client.applicationRoles } : {}),
    },
  });
  return { token_type: 'Bearer', expires_in: accessTokenLifetime, ext_expires_in: accessTokenLifetime, access_token: token };
}
