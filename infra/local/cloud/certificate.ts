import { X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import writeFileAtomic from 'write-file-atomic';

export interface ServerCertificate {
  /** PEM of the server's private key. */
  readonly key: string;
  /** PEM of the server's certificate. */
  readonly cert: string;
  /** File with the authority that clients must trust (NODE_EXTRA_CA_CERTS). */
  readonly authorityPath: string;
}

const day = 24 * 60 * 60 * 1000;
const lifetimeDays = 365;
const remakeWhenFewerDaysLeft = 14;

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const lastsUntil = (pem: string): number => Date.parse(new X509Certificate(pem).validTo);

/**
 * A certificate for `localhost`, made on the first start and again when it runs out. It is signed by an authority made for the purpose, whose
 * key is thrown away at once: whoever trusts the authority trusts this one certificate and no other that could be signed later.
 */
export async function loadCertificate(folder: string, now: Date): Promise<ServerCertificate> {
  await mkdir(folder, { recursive: true });
  const authorityPath = join(folder, 'certificate.pem');
  const [authority, cert, key] = await Promise.all([readIfThere(authorityPath), readIfThere(join(folder, 'server.pem')), readIfThere(join(folder, 'server-key.pem'))]);
  if (authority && cert && key && lastsUntil(cert) - now.getTime() > remakeWhenFewerDaysLeft * day) return { key, cert, authorityPath };

  const notBeforeDate = new Date(now.getTime() - day);
  const notAfterDate = new Date(now.getTime() + lifetimeDays * day);
  const validity = { notBeforeDate, notAfterDate, algorithm: 'sha256', keySize: 2048 } as const;
  const made = await generate([{ name: 'commonName', value: `Lockkeeper local cloud ${now.toISOString()}` }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...validity,
    ca: { key: made.private, cert: made.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  writeFileAtomic.sync(authorityPath, made.cert);
  writeFileAtomic.sync(join(folder, 'server-key.pem'), server.private, { mode: 0o600 });
  writeFileAtomic.sync(join(folder, 'server.pem'), server.cert);
  return { key: server.private, cert: server.cert, authorityPath };
}
