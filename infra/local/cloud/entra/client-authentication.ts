import { createHash, timingSafeEqual } from 'node:crypto';
import type { Tenant } from '../tenant.js';
import { EntraError } from './errors.js';
import type { Registration } from './registrations.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares without telling by its duration how much of the text was right. */
export const sameSecret = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

function credentials(form: URLSearchParams, authorization: string | undefined): { clientId: string | null; secret: string | null } {
  const basic = /^Basic ([\w+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return { clientId: form.get('client_id'), secret: form.get('client_secret') };
  const [clientId = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  return { clientId, secret };
}

/** Which app registration calls the token endpoint. Throws EntraError for an unknown client, a wrong secret, or another kind of credential. */
export function authenticateClient(tenant: Tenant, form: URLSearchParams, authorization: string | undefined): Registration {
  const { clientId, secret } = credentials(form, authorization);
  if (!clientId) throw new EntraError({ status: 400, error: 'invalid_request', code: 900144, message: "The request body must contain the following parameter: 'client_id'." });
  const registration = tenant.registrations.find((candidate) => candidate.clientId.toLowerCase() === clientId.toLowerCase());
  if (!registration) {
    throw new EntraError({ status: 400, error: 'unauthorized_client', code: 700016, message: `Application with identifier '${clientId}' was not found in the directory '${tenant.options.tenantId}'.` });
  }
  if (form.has('client_assertion')) {
    throw new EntraError({ status: 401, error: 'invalid_client', code: 700213, message: 'No matching federated identity record found for presented assertion subject. The local tenant trusts client secrets only.' });
  }
  if (secret === null) {
    throw new EntraError({ status: 401, error: 'invalid_client', code: 7000218, message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'." });
  }
  if (!sameSecret(secret, registration.secret)) {
    throw new EntraError({ status: 401, error: 'invalid_client', code: 7000215, message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.` });
  }
  return registration;
}
