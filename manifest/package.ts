import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { LockkeeperError } from '../services/context/index.js';
import { makeAppPackage } from './app-package.js';
import { readSettings, settingsInWords } from './settings.js';
import { zip } from './zip.js';

// Makes the app package that an administrator uploads to Teams: `npm run package`.

const usage = `npm run package -- [options]
  --out FILE      where the package is written (default: dist/lockkeeper-teams-app.zip)
  --organisation  refuse, instead of making an example, when no setting is given
Settings come from the environment: ${settingsInWords}.`;

try {
  await makePackage(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof LockkeeperError)) throw error;
  console.error(error.userMessage);
  process.exitCode = 1;
}

interface PackageOptions {
  readonly out: string;
  readonly withoutSettings: 'local-example' | 'refuse';
}

function readOptions(args: readonly string[]): PackageOptions {
  try {
    const { values } = parseArgs({ args: [...args], strict: true, options: { out: { type: 'string' }, organisation: { type: 'boolean' } } });
    return { out: path.resolve(values.out ?? path.join(import.meta.dirname, '../dist/lockkeeper-teams-app.zip')), withoutSettings: values.organisation ? 'refuse' : 'local-example' };
  } catch (error) {
    throw new LockkeeperError('configuration', `${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

async function makePackage({ out, withoutSettings }: PackageOptions): Promise<void> {
  const { version } = z.looseObject({ version: z.string() }).parse(JSON.parse(await readFile(path.join(import.meta.dirname, '../package.json'), 'utf8')));
  const { purpose, values } = readSettings(process.env, { version, withoutSettings });
  const files = await makeAppPackage(import.meta.dirname, values);
  const content = await zip(files);
  await mkdir(path.dirname(out), { recursive: true });
  await writeFile(out, content);
  console.log(`${path.relative('', out)}: Lockkeeper${values.APP_NAME_SUFFIX} ${values.APP_VERSION} with ${files.map(({ name }) => name).join(', ')}`);
  if (purpose === 'local-example') {
    console.log(`\nNo setting was given: this package is an example with the ids of the local tenant, and Teams reaches no bot with it.\nFor your organisation, set ${settingsInWords}.`);
  }
}
