import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** Public JWK as a keys document lists it. */
  readonly jwk: JWK;
}

/** The tenant's key signs what Entra issues, the channel's key what the channel front sends to the bot. */
export interface SigningKeys {
  readonly tenant: SigningKey;
  readonly channel: SigningKey;
}

const algorithm = 'RS256';
const storedKey = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string(), d: z.string() });
const storedKeys = z.object({ tenant: storedKey, channel: storedKey });

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 });
  return { ...(await exportJWK(privateKey)), kid: randomUUID().replaceAll('-', '') };
}

async function imported(stored: z.infer<typeof storedKey>): Promise<SigningKey> {
  const jwk = { kty: stored.kty, use: 'sig', alg: algorithm, kid: stored.kid, n: stored.n, e: stored.e };
  const privateKey = await importJWK(stored as JWK, algorithm);
  const publicKey = await importJWK(jwk, algorithm);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array) throw new Error('A signing key must be RSA');
  return { kid: stored.kid, privateKey, publicKey, jwk };
}

/** Reads the signing keys from `folder`, making them on the first start, so that tokens outlive a restart. */
export async function loadSigningKeys(folder: string): Promise<SigningKeys> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'signing-keys.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    text = JSON.stringify({ tenant: await makeKey(), channel: await makeKey() });
    writeFileAtomic.sync(file, text, { mode: 0o600 });
  }
  const stored = storedKeys.parse(JSON.parse(text));
  return { tenant: await imported(stored.tenant), channel: await imported(stored.channel) };
}

export interface TokenContent {
  readonly issuer: string;
  readonly audience: string;
  readonly now: Date;
  readonly lifetimeSeconds: number;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Signs a JWT that is valid from now on. */
export function signToken(key: SigningKey, { issuer, audience, now, lifetimeSeconds, claims }: TokenContent): Promise<string> {
  const at = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ...claims, uti: randomUUID() })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: key.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(at)
    .setNotBefore(at)
    .setExpirationTime(at + lifetimeSeconds)
    .sign(key.privateKey);
}

/** Checks signature, issuer, audience and times. Throws jose's errors. */
export async function verifyToken(token: string, key: SigningKey, expected: { readonly issuer: string; readonly audience: string | string[]; readonly now: Date }): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key.publicKey, {
    algorithms: [algorithm],
    issuer: expected.issuer,
    audience: expected.audience,
    currentDate: expected.now,
    requiredClaims: ['exp', 'iat'],
  });
  return payload;
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
}
