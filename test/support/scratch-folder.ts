import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Linux keeps this folder in memory. */
const inMemory = '/dev/shm';

/** More than a whole run writes; where containers are given less, the disk has to do. */
const room = 4 * 1024 ** 3;

/**
 * A new folder that every user may enter, as PostgreSQL's own must, for what a test run writes and throws away. It lies in memory where
 * there is room: each suite's database is copied file by file, which waits for a disk more than it works.
 */
export async function scratchFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(await parent(), `lockkeeper-${name}-`));
  await chmod(folder, 0o755);
  return folder;
}

async function parent(): Promise<string> {
  const { bavail, bsize } = await statfs(inMemory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > room ? inMemory : os.tmpdir();
}
