import { inside, rendered, type Json } from './expression.js';
import type { Resource } from './resource.js';

/**
 * What a resource waits for: its parents, whatever it names by id, and what it says itself. Found by the text of the ids, so that nobody has to
 * write the same thing twice and forget it once.
 */
export function dependenciesOf(each: Resource, all: readonly Resource[]): readonly string[] {
  const said = JSON.stringify(rendered([each.body, [...each.name], each.scope ?? null] as Json));
  return all.filter((other) => other !== each && (isParent(other, each) || mentions(said, other) || (each.after ?? []).some(({ key }) => key === other.key))).map(({ key }) => key);
}

/** By its own id, or by the id of a part of it: a subnet of a network. */
const mentions = (said: string, { id, type, name }: Resource): boolean => {
  if (said.includes(id.text)) return true;
  if (!said.includes(`resourceId('${type}/`)) return false;
  const parts = new RegExp(`resourceId\\('${escaped(type)}/[A-Za-z/]+', ${name.map((part) => escaped(inside(part))).join(', ')}, `, 'u');
  return parts.test(said);
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

const isParent = (other: Resource, each: Resource): boolean =>
  each.scope === undefined && each.type.startsWith(`${other.type}/`) && other.name.every((part, place) => part === each.name[place] || inside(part) === inside(each.name[place] ?? ''));
