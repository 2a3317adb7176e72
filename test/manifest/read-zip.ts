import { crc32 } from 'node:zlib';

export interface ZippedFile {
  readonly name: string;
  readonly content: Buffer;
  /** Date and time in the zip's own form. */
  readonly date: number;
  readonly time: number;
}

/** Reads an uncompressed zip from its central directory (PKWARE APPNOTE, 4.3) and checks every checksum. */
export function readZip(zip: Buffer): readonly ZippedFile[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no zip');
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    if (zip.readUInt16LE(at + 10) !== 0) throw new Error('compressed');
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    if (crc32(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`);
    const file = { name, content, time: zip.readUInt16LE(at + 12), date: zip.readUInt16LE(at + 14) };
    at += 46 + nameLength + extraLength + commentLength;
    return file;
  });
}
