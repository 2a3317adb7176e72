import { decodeJwt } from 'jose/jwt/decode';

/**
 * Whose token it is: the directory id of who signed in, in lower case; undefined for what is no token of a person. Only compared: the
 * signature is Entra's to check when the token is used.
 */
export function accountOf(token: string): string | undefined {
  try {
    const { oid } = decodeJwt<{ oid?: unknown }>(token);
    return typeof oid === 'string' ? oid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
