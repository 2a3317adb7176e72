import { errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Cloud } from '../cloud.js';
import { graph } from '../entra/resources.js';
import type { Registration } from '../entra/registrations.js';
import type { RoutedRequest } from '../router.js';
import { tenantIssuer } from '../tenant.js';
import { bearerOf, verifyToken } from '../tokens.js';
import { GraphError, notFound } from './odata.js';
import type { GraphOperation } from './permissions.js';

/** Who calls Graph: an application by itself, or a person through an application. */
export type Caller =
  | { readonly kind: 'application'; readonly registration: Registration; readonly permissions: readonly string[] }
  | { readonly kind: 'person'; readonly registration: Registration; readonly permissions: readonly string[]; readonly objectId: string };

const claimsSchema = z.object({
  appid: z.string(),
  oid: z.string(),
  idtyp: z.enum(['app', 'user']),
  roles: z.array(z.string()).default([]),
  scp: z.string().default(''),
});

const invalidToken = (message: string): GraphError => new GraphError(401, 'InvalidAuthenticationToken', message);

async function verified(cloud: Cloud, token: string): Promise<JWTPayload> {
  try {
    return await verifyToken(token, cloud.keys.tenant, { issuer: tenantIssuer(cloud), audience: graph.uri, now: cloud.now() });
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw invalidToken('Lifetime validation failed, the token is expired.');
    if (error instanceof errors.JWTClaimValidationFailed) throw invalidToken(`Access token validation failure. Invalid ${error.claim === 'aud' ? 'audience' : error.claim}.`);
    throw invalidToken('Access token validation failure. Invalid signature, or not a token of this tenant.');
  }
}

/** Reads and checks the bearer token. Throws 401 when it is missing, forged, expired, meant for another API, or of a person whose account is disabled. */
export async function authenticate(cloud: Cloud, request: RoutedRequest): Promise<Caller> {
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) throw invalidToken('Access token is empty.');
  const claims = claimsSchema.safeParse(await verified(cloud, token));
  if (!claims.success) throw invalidToken('Access token validation failure. The token lacks claims that Graph needs.');
  const { appid, oid, idtyp, roles, scp } = claims.data;
  const registration = cloud.registrations.find(({ clientId }) => clientId === appid);
  if (!registration) throw invalidToken('Access token validation failure. The application is not registered.');
  if (idtyp === 'app') return { kind: 'application', registration, permissions: roles };
  const person = cloud.state.current.users.find(({ id }) => id === oid);
  if (!person?.accountEnabled) throw invalidToken('Access token validation failure. The account of the person is disabled or gone.');
  return { kind: 'person', registration, permissions: scp.split(' '), objectId: oid };
}

/** Throws 403 unless the caller holds one of the permissions. */
export function requireAny(caller: Caller, application: readonly string[], delegated: readonly string[]): void {
  const allowing = caller.kind === 'application' ? application : delegated;
  if (allowing.some((name) => caller.permissions.includes(name))) return;
  throw new GraphError(403, 'Authorization_RequestDenied', `Insufficient privileges to complete the operation. Any of these ${caller.kind === 'application' ? 'application' : 'delegated'} permissions would do: ${allowing.join(', ')}.`);
}

function reaches(caller: Caller, group: { readonly displayName: string; readonly owners: readonly string[] }): boolean {
  if (caller.kind === 'person') return group.owners.includes(caller.objectId);
  return caller.registration.administrativeUnit?.test(group.displayName) ?? true;
}

/** The one place where Graph decides whether a call is permitted: the operation's permissions, then its reach. `{id}` names the group where the reach is the caller's own. */
export function authorize(cloud: Cloud, caller: Caller, operation: GraphOperation, request: RoutedRequest): void {
  requireAny(caller, operation.application, operation.delegated);
  if (operation.reach === 'tenant') return;
  const id = request.param('id').toLowerCase();
  const group = cloud.state.current.groups.find((candidate) => candidate.id === id);
  if (!group) throw notFound(id);
  if (reaches(caller, group)) return;
  const why = caller.kind === 'person' ? 'The person does not own the group.' : "The group is outside the application's administrative unit.";
  throw new GraphError(403, 'Authorization_RequestDenied', `Insufficient privileges to complete the operation. ${why}`);
}
