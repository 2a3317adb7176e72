/** What a JSON file holds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A text and where it stands, as the localisation files write it: `bots[0].commandLists[0].commands[2].title`. */
export interface Leaf {
  readonly place: string;
  readonly text: string;
}

/** Every text of `value`, in order. */
export function textsIn(value: Json, place = ''): readonly Leaf[] {
  if (typeof value === 'string') return [{ place, text: value }];
  if (value === null || typeof value !== 'object') return [];
  if (isList(value)) return value.flatMap((item, index) => textsIn(item, `${place}[${String(index)}]`));
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, place === '' ? key : `${place}.${key}`));
}

/** A copy of `value` with every text changed by `change`; keys stay. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => mapTexts(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/** `Array.isArray` does not tell readonly arrays from objects. */
const isList = (value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] => Array.isArray(value);
