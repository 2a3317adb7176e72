import { errors, type JWTPayload } from 'jose';
import { z } from 'zod';
import { tenantIssuer, type Tenant } from '../tenant.js';
import type { DirectoryUser } from '../state.js';
import { signToken, verifyToken } from '../tokens.js';
import { accessTokenLifetime } from './client-credentials.js';
import { EntraError } from './errors.js';
import type { Registration } from './registrations.js';
import { azure, graph, readScopes, type Resource, type ScopeRequest } from './resources.js';

/** The authentication context that step-up asks for. */
export const stepUpContext = 'c1';

/** What a user token for our own API carries (user-sign-ins.ts mints it). */
const assertionSchema = z.object({ oid: z.string(), scp: z.string(), acrs: z.array(z.string()).default([]) });

const invalidGrant = (code: number, message: string, more: { suberror?: string } = {}): EntraError => new EntraError({ status: 400, error: 'invalid_grant', code, message, ...more });

async function verifiedAssertion(tenant: Tenant, client: Registration, assertion: string): Promise<z.infer<typeof assertionSchema>> {
  let payload: JWTPayload;
  try {
    payload = await verifyToken(assertion, tenant.keys.tenant, { issuer: tenantIssuer(tenant), audience: [`api://botid-${client.clientId}`, client.clientId], now: tenant.now() });
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw invalidGrant(500133, 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      throw invalidGrant(500131, 'Assertion audience does not match the Client app presenting the assertion. The audience in the assertion must match the app identifier.');
    }
    throw invalidGrant(50013, 'Assertion failed signature validation.');
  }
  const read = assertionSchema.safeParse(payload);
  if (!read.success || !read.data.scp.split(' ').includes('access_as_user')) throw invalidGrant(50013, 'Assertion failed validation: it is not a token of a person for this application.');
  return read.data;
}

function enabledUser(tenant: Tenant, objectId: string): DirectoryUser {
  const user = tenant.state.current.users.find(({ id }) => id === objectId);
  if (!user) throw invalidGrant(50034, `The user account ${objectId} does not exist in the tenant.`);
  if (!user.accountEnabled) throw invalidGrant(50057, 'The user account is disabled.');
  return user;
}

function consentedScopes(client: Registration, resource: Resource): readonly string[] {
  if (resource === graph) return client.delegatedScopes;
  return resource === azure ? client.azureScopes : [];
}

function grantedScopes(client: Registration, { resource, names }: ScopeRequest): readonly string[] {
  const consented = consentedScopes(client, resource);
  const wanted = names.length === 1 && names[0] === '.default' ? consented : names;
  if (wanted.length === 0 || wanted.some((name) => !consented.includes(name))) {
    throw invalidGrant(65001, `The user or administrator has not consented to use the application with ID '${client.clientId}' for '${names.join(' ')}'. Send an interactive authorization request for this user and resource.`, { suberror: 'consent_required' });
  }
  return wanted;
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Answers the On-Behalf-Of grant: exchanges a person's token for the calling application into one for Graph or Azure, with the scopes that were asked
 * for. Only what an administrator consented to can be asked for. Whoever is flagged for step-up needs a sign-in that proved it.
 */
export async function onBehalfOf(tenant: Tenant, client: Registration, form: URLSearchParams): Promise<object> {
  const request = readScopes(form.get('scope') ?? '');
  if (!request) throw new EntraError({ status: 400, error: 'invalid_scope', code: 70011, message: `The provided request must include a 'scope' input parameter that names one resource. '${form.get('scope') ?? ''}' is not valid.` });
  const assertion = await verifiedAssertion(tenant, client, form.get('assertion') ?? '');
  const user = enabledUser(tenant, assertion.oid);
  const scopes = grantedScopes(client, request);
  if (tenant.state.current.stepUp.includes(user.id) && !assertion.acrs.includes(stepUpContext)) {
    throw new EntraError({
      status: 400,
      error: 'interaction_required',
      code: 50076,
      message: `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${request.resource.name}'.`,
      suberror: 'basic_action',
      claims: JSON.stringify({ access_token: { acrs: { essential: true, value: stepUpContext } } }),
    });
  }
  const now = tenant.now();
  const issuer = tenantIssuer(tenant);
  const who = { tid: tenant.options.tenantId, oid: user.id, name: user.displayName };
  const [accessToken, idToken] = await Promise.all([
    signToken(tenant.keys.tenant, {
      issuer,
      audience: request.resource.uri,
      now,
      lifetimeSeconds: accessTokenLifetime,
      claims: { ...who, ver: '1.0', idtyp: 'user', appid: client.clientId, azp: client.clientId, sub: user.id, upn: user.userPrincipalName, scp: scopes.join(' '), acrs: assertion.acrs },
    }),
    signToken(tenant.keys.tenant, {
      issuer,
      audience: client.clientId,
      now,
      lifetimeSeconds: accessTokenLifetime,
      claims: { ...who, ver: '2.0', sub: user.id, preferred_username: user.userPrincipalName },
    }),
  ]);
  return {
    token_type: 'Bearer',
    scope: scopes.map((name) => `${request.resource.uri}/${name}`).join(' '),
    expires_in: accessTokenLifetime,
    ext_expires_in: accessTokenLifetime,
    access_token: accessToken,
    id_token: idToken,
    ...(form.get('client_info') === '1' ? { client_info: base64({ uid: user.id, utid: tenant.options.tenantId }) } : {}),
  };
}
