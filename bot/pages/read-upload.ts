import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyConfig } from '@fastify/busboy';
import { fileTypeFromBuffer } from 'file-type';

/** What came of an upload: one PDF, or why not. `aborted`: whoever sent it has gone. */
export type Upload = { readonly kind: 'pdf'; readonly name: string; readonly bytes: Uint8Array } | { readonly kind: 'no-form' | 'no-file' | 'too-many' | 'too-large' | 'no-pdf' | 'aborted' };

/** Time within which a file has to have come, in milliseconds: 25 MB at 1 Mbit/s, and some more. */
const patienceMs = 5 * 60_000;

/** Of a form's own marks around its file, in bytes. */
const around = 16_384;

/**
 * Reads the one file of a form, at most `largest` bytes of it into memory; what is more is left unread. That it is a PDF is seen from its first
 * bytes, whatever its name and its sender say.
 * @param patience after how many milliseconds an upload that has not come whole is taken for broken off
 */
export async function readUpload(request: IncomingMessage, largest: number, patience = patienceMs): Promise<Upload> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;.*\bboundary=\S/i.test(type) || request.headers['content-encoding'] !== undefined) return { kind: 'no-form' };
  if (Number(request.headers['content-length'] ?? 0) > largest + around) return { kind: 'too-large' };
  const read = await readForm(request, { headers: { ...request.headers, 'content-type': type }, limits: { files: 1, fields: 0, parts: 1, fileSize: largest, fieldNameSize: 100, headerPairs: 20 } }, patience);
  if (read.kind !== 'file') return read;
  const { name, bytes } = read;
  if (bytes.byteLength === 0) return { kind: 'no-file' };
  const found = await fileTypeFromBuffer(bytes);
  return found?.mime === 'application/pdf' ? { kind: 'pdf', name, bytes } : { kind: 'no-pdf' };
}

type Read = { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array } | Exclude<Upload, { readonly kind: 'pdf' }>;

function readForm(request: IncomingMessage, config: BusboyConfig, patience: number): Promise<Read> {
  const { promise, resolve } = Promise.withResolvers<Read>();
  const settle = (read: Read): void => {
    clearTimeout(timer);
    request.unpipe(form);
    resolve(read);
  };
  const form = new Busboy(config);
  const timer = setTimeout(() => { settle({ kind: 'aborted' }); }, patience);
  let file: Read | undefined;
  form.on('file', (_field, stream, name) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => { settle({ kind: 'too-large' }); });
    stream.on('end', () => { file = { kind: 'file', name: name || 'document.pdf', bytes: Buffer.concat(chunks) }; });
    stream.on('error', () => { settle({ kind: 'aborted' }); });
  });
  form.on('filesLimit', () => { settle({ kind: 'too-many' }); });
  form.on('partsLimit', () => { settle({ kind: 'too-many' }); });
  form.on('fieldsLimit', () => { settle({ kind: 'no-form' }); });
  form.on('error', () => { settle({ kind: 'no-form' }); });
  form.on('finish', () => { settle(file ?? { kind: 'no-file' }); });
  request.once('aborted', () => { settle({ kind: 'aborted' }); });
  request.once('error', () => { settle({ kind: 'aborted' }); });
  request.pipe(form);
  return promise;
}
