import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { z } from 'zod';
import type { Json } from './json.js';

/** Version of Teams' manifest schema that the app package keeps to. */
export const manifestVersion = '1.25';

type SchemaName = 'MicrosoftTeams.schema' | 'MicrosoftTeams.Localization.schema';
type Validate = typeof AppManifestUtils.validateAgainstSchema;

/** Microsoft's schema as the package `@microsoft/app-manifest` brings it; nothing is fetched. */
async function loadSchema(name: SchemaName): Promise<unknown> {
  const file = createRequire(import.meta.url).resolve(`@microsoft/app-manifest/build/json-schemas/teams/v${manifestVersion}/${name}.json`);
  return withReadablePatterns(JSON.parse(await readFile(file, 'utf8')));
}

const patterned = z.looseObject({ patternProperties: z.record(z.string(), z.unknown()) });

/** Two patterns of the localisation schema write `]` for `\]`, which the validator, reading them as Unicode patterns, refuses to compile. */
function withReadablePatterns(schema: unknown): unknown {
  const parsed = patterned.safeParse(schema);
  if (!parsed.success) return schema;
  const entries = Object.entries(parsed.data.patternProperties).map(([pattern, rule]) => [pattern.replace(/(?<!\\)\](?=\\\.)/g, '\\]'), rule]);
  return { ...parsed.data, patternProperties: Object.fromEntries(entries) };
}

/** What in `content` breaks the schema, each fault with its place; none when it fits. */
export async function findSchemaFaults(content: Json, name: SchemaName): Promise<readonly string[]> {
  // Microsoft's type describes one of its manifests; the schema decides whether this is one.
  return AppManifestUtils.validateAgainstSchema(content as unknown as Parameters<Validate>[0], (await loadSchema(name)) as Parameters<Validate>[1]);
}

const localisation = patterned.extend({ properties: z.record(z.string(), z.unknown()) });

/** Tells whether the text at a place of the manifest can be translated. */
export async function localisablePlaces(): Promise<(place: string) => boolean> {
  const { properties, patternProperties } = localisation.parse(await loadSchema('MicrosoftTeams.Localization.schema'));
  const patterns = Object.keys(patternProperties).map((pattern) => new RegExp(pattern, 'u'));
  return (place) => Object.hasOwn(properties, place) || patterns.some((pattern) => pattern.test(place));
}
