import { textsIn, type Json } from './json.js';
import { findSchemaFaults, localisablePlaces } from './schemas.js';

/** The texts of a manifest that are translated, by place. */
export async function translatedTexts(manifest: Json): Promise<ReadonlyMap<string, string>> {
  const isLocalisable = await localisablePlaces();
  return new Map(textsIn(manifest).filter(({ place }) => place !== '$schema' && isLocalisable(place)).map(({ place, text }) => [place, text]));
}

/**
 * What is wrong with a language's texts: those of the schema, and a text that is missing, or belongs to nothing in the manifest.
 * @param language `default` when the manifest says the same texts itself
 */
export async function findStringFaults(strings: Json, manifest: Json, language: 'default' | 'additional'): Promise<readonly string[]> {
  const wanted = await translatedTexts(manifest);
  const written = new Map(Object.entries(typeof strings === 'object' && strings !== null ? strings : {}).filter(([place]) => place !== '$schema'));
  const differs = (place: string, text: string): boolean => language === 'default' && written.has(place) && written.get(place) !== text;
  return [
    ...(await findSchemaFaults(strings, 'MicrosoftTeams.Localization.schema')),
    ...[...wanted.keys()].filter((place) => !written.has(place)).map((place) => `${place}: is missing`),
    ...[...written.keys()].filter((place) => !wanted.has(place)).map((place) => `${place}: the manifest has no such text`),
    ...[...wanted].filter(([place, text]) => differs(place, text)).map(([place]) => `${place}: the manifest says something else`),
  ];
}
