import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

const wanted = process.env['LOCKKEEPER_SCREENSHOTS'];
let folder: Promise<string> | undefined;
const kept = new Set<string>();

/** Writes `name`.png into the folder that LOCKKEEPER_SCREENSHOTS names, otherwise into one under the system's temporary folder. The first of a name is kept. */
export async function keepScreenshot(name: string, of: Page | Locator): Promise<void> {
  if (!kept.has(name)) await keepPicture(name, await of.screenshot({ animations: 'disabled' }));
}

export async function keepPicture(name: string, png: Buffer): Promise<void> {
  kept.add(name);
  folder ??= wanted === undefined || wanted === '' ? mkdtemp(path.join(os.tmpdir(), 'lockkeeper-screenshots-')) : mkdir(wanted, { recursive: true }).then(() => wanted);
  await writeFile(path.join(await folder, `${name}.png`), png);
}
