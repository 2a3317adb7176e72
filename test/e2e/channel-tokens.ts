import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';

const stored = z.object({ tenant: z.looseObject({ kid: z.string() }), channel: z.looseObject({ kid: z.string() }) });

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey | Uint8Array;
  readonly jwk: JWK;
}

/** The keys with which a stack's local cloud signs: the channel's, and the tenant's. */
export async function signingKeys(stackFolder: string): Promise<{ readonly channel: SigningKey; readonly tenant: SigningKey }> {
  const read = stored.parse(JSON.parse(await readFile(path.join(stackFolder, 'state', 'cloud', 'signing-keys.json'), 'utf8')));
  const load = async (jwk: { readonly kid: string }): Promise<SigningKey> => ({ kid: jwk.kid, key: await importJWK(jwk as JWK, 'RS256'), jwk: jwk as JWK });
  return { channel: await load(read.channel), tenant: await load(read.tenant) };
}

export interface TokenWishes {
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; negative is over. */
  readonly expiresIn?: number;
  readonly notBeforeIn?: number;
  readonly kid?: string;
  readonly algorithm?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A signed token as the channel makes them, where `wishes` do not say otherwise. */
export async function signed(key: SigningKey['key'], kid: string, wishes: TokenWishes): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  let token = new SignJWT({ ...wishes.claims })
    .setProtectedHeader({ alg: wishes.algorithm ?? 'RS256', typ: 'JWT', kid: wishes.kid ?? kid })
    .setIssuedAt(now - 3_600)
    .setNotBefore(now + (wishes.notBeforeIn ?? -3_600))
    .setExpirationTime(now + (wishes.expiresIn ?? 300));
  if (wishes.issuer !== undefined) token = token.setIssuer(wishes.issuer);
  if (wishes.audience !== undefined) token = token.setAudience(wishes.audience);
  return token.sign(key);
}
