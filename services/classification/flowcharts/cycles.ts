import { quoted } from './fault.js';

/** A link that closes a cycle. */
export interface Cycle<Link> {
  readonly link: Link;
  /** The keys along the cycle, in words: `a → b → a`. A long one is shortened in its middle. */
  readonly way: string;
}

interface Visit<Link> {
  readonly key: string;
  readonly links: readonly Link[];
  next: number;
}

/**
 * Finds the links that close cycles, in a depth-first walk from `first` and then from whatever it did not reach. Without those
 * links the graph has no cycle. Walks without recursion, each link once.
 * @param linksOf the links that leave a key; those to keys outside of `keys` are passed over
 */
export function cyclesOf<Link extends { readonly to: string }>(first: readonly string[], keys: ReadonlySet<string>, linksOf: (key: string) => readonly Link[]): readonly Cycle<Link>[] {
  const found: Cycle<Link>[] = [];
  const done = new Set<string>();
  /** Where on the way from the root a key stands. */
  const onWay = new Map<string, number>();
  const way: Visit<Link>[] = [];
  const enter = (key: string): void => {
    if (!keys.has(key) || done.has(key) || onWay.has(key)) return;
    onWay.set(key, way.length);
    way.push({ key, links: linksOf(key), next: 0 });
  };
  for (const root of [...first, ...keys]) {
    enter(root);
    for (let visit = way.at(-1); visit; visit = way.at(-1)) {
      const link = visit.links[visit.next];
      visit.next += 1;
      if (link) {
        const back = onWay.get(link.to);
        if (back === undefined) enter(link.to);
        else found.push({ link, way: describe(way, back) });
      } else {
        way.pop();
        onWay.delete(visit.key);
        done.add(visit.key);
      }
    }
  }
  return found;
}

/** So many members of a long cycle are named at either end: naming many cycles stays linear. */
const shown = 6;

/** The cycle that goes along the way from a place to its end, and back to that place. */
function describe(way: readonly Visit<unknown>[], from: number): string {
  const names = (start: number, end?: number): readonly string[] => way.slice(start, end).map(({ key }) => quoted(key));
  const left = way.length - from - 2 * shown;
  const members = left <= 0 ? names(from) : [...names(from, from + shown), `… ${String(left)} more …`, ...names(way.length - shown)];
  return [...members, ...names(from, from + 1)].join(' → ');
}
