import { ZipFile } from 'yazl';
import type { PackagedFile } from './app-package.js';

/**
 * Packs files so that the same files give the same bytes, everywhere and at any time: one date, one mode, the given order, and no compression, whose
 * result differs between versions of zlib.
 */
export async function zip(files: readonly PackagedFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  // In local time, since that is what a zip holds.
  const always = new Date(2000, 0, 1);
  for (const { name, content } of files) archive.addBuffer(content, name, { mtime: always, forceDosTimestamp: true, mode: 0o100644, compress: false });
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
