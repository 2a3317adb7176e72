import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { faultsIn } from './faults.js';
import type { Json } from './json.js';
import { fillPlaceholders, findOpenPlaceholders, type PlaceholderValues } from './placeholders.js';
import { pngSize } from './png.js';
import { findSchemaFaults } from './schemas.js';
import { findStringFaults } from './strings.js';

/** A file of the app package. All lie at its root, where Teams looks for them. */
export interface PackagedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** What of the manifest names other files. */
const references = z.looseObject({
  icons: z.looseObject({ color: z.string(), outline: z.string() }),
  localizationInfo: z.looseObject({
    defaultLanguageFile: z.string(),
    additionalLanguages: z.array(z.looseObject({ file: z.string() })).default([]),
  }),
});

/** Sizes that Teams asks for, in pixels. */
const iconSizes = { color: 192, outline: 32 } as const;

/**
 * The files of the app package, filled and checked.
 * @param folder where `manifest.json` lies, with the files that it names in `icons/` and `strings/`
 * @throws LockkeeperError `configuration`, which names every fault of every file
 */
export async function makeAppPackage(folder: string, values: PlaceholderValues): Promise<readonly PackagedFile[]> {
  const filled = async (file: string): Promise<Json> => fillPlaceholders(await readJson(path.join(folder, file)), values);
  const manifest = await filled('manifest.json');
  const { icons, localizationInfo } = references.parse(manifest);
  const faults = [...findOpenPlaceholders(manifest), ...(await findSchemaFaults(manifest, 'MicrosoftTeams.schema'))].map((fault) => `manifest.json ${fault}`);
  const files = [written('manifest.json', manifest)];

  for (const kind of ['color', 'outline'] as const) {
    const content = await readFile(path.join(folder, 'icons', icons[kind]));
    const size = pngSize(content);
    const wanted = iconSizes[kind];
    if (size?.width !== wanted || size.height !== wanted) faults.push(`${icons[kind]} is no PNG of ${String(wanted)} × ${String(wanted)} pixels`);
    files.push({ name: icons[kind], content });
  }

  const languages = [
    { file: localizationInfo.defaultLanguageFile, language: 'default' as const },
    ...localizationInfo.additionalLanguages.map(({ file }) => ({ file, language: 'additional' as const })),
  ];
  for (const { file, language } of languages) {
    const strings = await filled(path.join('strings', file));
    faults.push(...[...findOpenPlaceholders(strings), ...(await findStringFaults(strings, manifest, language))].map((fault) => `${file} ${fault}`));
    files.push(written(file, strings));
  }
  if (faults.length > 0) throw faultsIn('the files of the app package', faults);
  return files;
}

const written = (name: string, content: Json): PackagedFile => ({ name, content: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) });

async function readJson(file: string): Promise<Json> {
  return z.json().parse(JSON.parse(await readFile(file, 'utf8')));
}
