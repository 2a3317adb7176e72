import { z } from 'zod';
import type { Area, Cloud } from './cloud.js';
import { authenticateClient } from './entra/client-authentication.js';
import { clientCredentials } from './entra/client-credentials.js';
import { EntraError, entraErrorResponse } from './entra/errors.js';
import { onBehalfOf } from './entra/on-behalf-of.js';
import { json, type CloudResponse, type RoutedRequest } from './router.js';
import { tenantIssuer } from './tenant.js';

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

function checkTenant(cloud: Cloud, request: RoutedRequest): void {
  const tenant = request.param('tenant');
  if (tenant.toLowerCase() === cloud.options.tenantId.toLowerCase()) return;
  throw new EntraError({ status: 400, error: 'invalid_tenant', code: 90002, message: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.` });
}

async function token(cloud: Cloud, request: RoutedRequest): Promise<CloudResponse> {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const client = authenticateClient(cloud, form, request.headers.authorization);
  const grant = form.get('grant_type');
  if (grant === 'client_credentials') return json(200, await clientCredentials(cloud, client, form));
  if (grant === jwtBearer && form.get('requested_token_use') === 'on_behalf_of') return json(200, await onBehalfOf(cloud, client, form));
  throw new EntraError({ status: 400, error: 'unsupported_grant_type', code: 70003, message: `The app requested an unsupported grant type '${grant ?? ''}'.` });
}

const correlationSchema = z.guid();

/** Entra for one tenant: discovery documents, signing keys and the token endpoint. */
export const entra: Area = (cloud) => {
  const guarded =
    (handle: (request: RoutedRequest) => Promise<CloudResponse> | CloudResponse) =>
    async (request: RoutedRequest): Promise<CloudResponse> => {
      try {
        checkTenant(cloud, request);
        return await handle(request);
      } catch (error) {
        if (!(error instanceof EntraError)) throw error;
        const correlation = correlationSchema.safeParse(request.headers['client-request-id']);
        return entraErrorResponse(error, cloud.now(), correlation.success ? correlation.data : undefined);
      }
    };
  const authority = (): string => `${cloud.addresses.cloud}/${cloud.options.tenantId}`;
  return [
    {
      method: 'GET',
      path: '/{tenant}/v2.0/.well-known/openid-configuration',
      handle: guarded(() =>
        json(200, {
          issuer: tenantIssuer(cloud),
          token_endpoint: `${authority()}/oauth2/v2.0/token`,
          authorization_endpoint: `${authority()}/oauth2/v2.0/authorize`,
          jwks_uri: `${authority()}/discovery/v2.0/keys`,
          token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
          response_types_supported: ['code'],
          subject_types_supported: ['pairwise'],
          id_token_signing_alg_values_supported: ['RS256'],
          scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        }),
      ),
    },
    {
      method: 'GET',
      path: '/{tenant}/discovery/v2.0/keys',
      handle: guarded(() => json(200, { keys: [{ ...cloud.keys.tenant.jwk, issuer: tenantIssuer(cloud) }] })),
    },
    {
      method: 'GET',
      path: '/common/discovery/instance',
      handle: () => {
        const { host } = new URL(cloud.addresses.cloud);
        return json(200, {
          tenant_discovery_endpoint: `${authority()}/v2.0/.well-known/openid-configuration`,
          'api-version': '1.1',
          metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
        });
      },
    },
    { method: 'POST', path: '/{tenant}/oauth2/v2.0/token', handle: guarded((request) => token(cloud, request)) },
  ];
};
