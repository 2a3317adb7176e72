import { errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Tenant } from '../tenant.js';
import { azure } from '../entra/resources.js';
import { tenantIssuer } from '../tenant.js';
import type { RoutedRequest } from '../router.js';
import { bearerOf, verifyToken } from '../tokens.js';
import { ArmError } from './arm-error.js';

/** Who calls Azure: a person, through an application, or an application by itself. */
export interface Caller {
  readonly objectId: string;
  readonly name: string;
  readonly kind: 'User' | 'ServicePrincipal';
}

const claimsSchema = z.object({ oid: z.string(), idtyp: z.enum(['app', 'user']), appid: z.string(), upn: z.string().optional(), scp: z.string().default('') });

const unauthorized = (code: string, message: string): ArmError => new ArmError(401, code, message, { headers: { 'WWW-Authenticate': 'Bearer authorization_uri="https://login.microsoftonline.com/", error="invalid_token", error_description="The access token is invalid."' } });

async function verified(tenant: Tenant, token: string): Promise<JWTPayload> {
  try {
    return await verifyToken(token, tenant.keys.tenant, { issuer: tenantIssuer(tenant), audience: azure.uri, now: tenant.now() });
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthorized('ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than current UTC time.');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') throw unauthorized('InvalidAuthenticationTokenAudience', `The access token has been obtained for wrong audience or resource. It should exactly match with one of the allowed audiences '${azure.uri}'.`);
    throw unauthorized('InvalidAuthenticationToken', 'The access token is invalid.');
  }
}

/** Reads and checks the bearer token. Throws 401 when it is missing, forged, expired, meant for another API, or of a person whose account is disabled. */
export async function authenticate(tenant: Tenant, request: RoutedRequest): Promise<Caller> {
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) throw unauthorized('AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
  const claims = claimsSchema.safeParse(await verified(tenant, token));
  if (!claims.success) throw unauthorized('InvalidAuthenticationToken', 'The access token lacks claims that Azure needs.');
  const { oid, idtyp, appid, upn, scp } = claims.data;
  if (idtyp === 'app') return { objectId: oid, name: appid, kind: 'ServicePrincipal' };
  const person = tenant.state.current.users.find(({ id }) => id === oid);
  if (!person?.accountEnabled || !scp.split(' ').includes('user_impersonation')) throw unauthorized('InvalidAuthenticationToken', 'The access token is not one of an enabled account for Azure Resource Manager.');
  return { objectId: oid, name: upn ?? person.userPrincipalName, kind: 'User' };
}
