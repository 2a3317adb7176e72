import { objectOf } from './check-links.js';
import { cyclesOf } from './cycles.js';
import { placeOf, quoted, type Fault } from './fault.js';

interface Use {
  readonly place: string;
  readonly room: 'definitions' | 'questions';
  readonly from: string;
  readonly to: string;
}

/**
 * Checks that every definition that is used is there, is named once by whoever uses it, and rests on no definition that rests on it.
 * Like `checkLinks` it takes what a file holds and judges what can be judged.
 */
export function checkDefinitions(file: Readonly<Record<string, unknown>>): readonly Fault[] {
  const definitions = objectOf(file['definitions']);
  if (!definitions) return [];
  const keys = new Set(Object.keys(definitions));
  const nested = usesOf('definitions', definitions, 'uses');
  const uses = [...nested, ...usesOf('questions', objectOf(file['questions']) ?? {}, 'definitions')];
  const leaving = Map.groupBy(nested, ({ from }) => from);
  return [
    ...uses.filter(({ to }) => !keys.has(to)).map(({ place, to }): Fault => ({ kind: 'unknown-definition', place, says: `names ${quoted(to)}, and there is no such definition` })),
    ...repeated(uses).map(({ place, to }): Fault => ({ kind: 'repeated-definition', place, says: `names ${quoted(to)} once more` })),
    ...cyclesOf([], keys, (key) => leaving.get(key) ?? []).map(
      ({ link, way }): Fault => ({ kind: 'definition-cycle', place: link.place, says: `makes definitions rest on each other: ${way}` }),
    ),
  ];
}

function usesOf(room: Use['room'], users: Readonly<Record<string, unknown>>, member: string): readonly Use[] {
  return Object.entries(users).flatMap(([from, user]) => {
    const used = objectOf(user)?.[member];
    return Array.isArray(used) ? used.flatMap((to: unknown, position) => (typeof to === 'string' ? [{ place: placeOf([room, from, member, position]), room, from, to }] : [])) : [];
  });
}

function repeated(uses: readonly Use[]): readonly Use[] {
  const seen = new Set<string>();
  return uses.filter(({ room, from, to }) => {
    const both = JSON.stringify([room, from, to]);
    const again = seen.has(both);
    seen.add(both);
    return again;
  });
}
