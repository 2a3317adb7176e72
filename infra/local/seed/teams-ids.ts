import { createHash } from 'node:crypto';

/**
 * The Teams user id (`29:…`) of a person in the local tenant, derived from the directory object id so that seed, Playground settings and
 * token service agree on it without a table.
 */
export function teamsIdOf(objectId: string): string {
  return `29:${createHash('sha256').update(`teams user ${objectId.toLowerCase()}`).digest('base64url')}`;
}
