import { createHash } from 'node:crypto';

/** Object id of the service principal of an app registration: stable, and unlike the client id, as in Entra. */
export function servicePrincipalId(clientId: string): string {
  const hash = createHash('sha256').update(`service principal ${clientId.toLowerCase()}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
