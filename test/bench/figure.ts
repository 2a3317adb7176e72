import type { Workplace } from './workplace.js';

/** When a figure is good enough. A ratio is that to the limit, in cost: 2 is half as fast. */
export type Goal = { readonly kind: 'ratio-at-most'; readonly ratio: number } | { readonly kind: 'at-most'; readonly value: number } | { readonly kind: 'at-least'; readonly value: number };

/** Durations count in cost as they are, rates the other way round. */
export type Unit = 'ms' | 'µs' | '/s';

/** One line of the table: what the product takes, what the same work takes at the least, both measured in this run. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  readonly measured: number;
  readonly limit: number;
  /** What the limit does, in a few words. */
  readonly limitIs: string;
  readonly goal: Goal;
}

/** A part of the bench that can be asked for by name. */
export interface Row {
  readonly name: string;
  measure(workplace: Workplace): Promise<readonly Figure[]>;
}

/** How many times the limit's cost the product's is. */
export const ratioOf = ({ unit, measured, limit }: Figure): number => (unit === '/s' ? limit / measured : measured / limit);

export function isMet(figure: Figure): boolean {
  const { goal, measured } = figure;
  switch (goal.kind) {
    case 'ratio-at-most':
      return ratioOf(figure) <= goal.ratio;
    case 'at-most':
      return measured <= goal.value;
    case 'at-least':
      return measured >= goal.value;
    default:
      return goal satisfies never;
  }
}
