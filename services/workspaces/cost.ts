import type { Tier } from '../tiers/index.js';
import type { Catalogue, CatalogueMachine, CostKey } from './catalogue.js';

/** So many machines of a kind. */
export interface MachineCount {
  readonly machine: string;
  readonly count: number;
}

/** One line of an estimate; `total` in the catalogue's currency, for a month. */
export type CostLine =
  | { readonly kind: 'machines'; readonly machine: CatalogueMachine; readonly count: number; readonly total: number }
  | { readonly kind: 'fixed'; readonly key: CostKey; readonly count: number; readonly total: number };

export interface CostEstimate {
  readonly currency: string;
  readonly pricesFrom: string;
  readonly hoursPerMonth: number;
  readonly lines: readonly CostLine[];
  /** A month in which machines run the usual hours, rounded up to whole units. */
  readonly perMonth: number;
  /** A month in which no machine is ever stopped, rounded up to whole units. */
  readonly atMost: number;
}

const hoursOfLongestMonth = 744;

/** What a workspace of a tier will cost in a month. Machines that the catalogue does not hold are left out. */
export function estimateCost(catalogue: Catalogue, tier: Exclude<Tier, 4>, machines: readonly MachineCount[]): CostEstimate {
  const chosen = machines.flatMap(({ machine, count }) => {
    const found = catalogue.machines.find(({ key }) => key === machine);
    return found && count > 0 ? [{ machine: found, count }] : [];
  });
  const number = chosen.reduce((sum, { count }) => sum + count, 0);
  const cost = (hours: number): readonly CostLine[] => [
    ...chosen.map(({ machine, count }): CostLine => ({ kind: 'machines', machine, count, total: machine.pricePerHour * hours * count })),
    ...(number === 0 ? [] : catalogue.eachMachine.map(({ key, pricePerMonth }): CostLine => ({ kind: 'fixed', key, count: number, total: pricePerMonth * number }))),
    ...catalogue.eachWorkspace[tier].map(({ key, pricePerMonth }): CostLine => ({ kind: 'fixed', key, count: 1, total: pricePerMonth })),
  ];
  const sum = (lines: readonly CostLine[]): number => Math.ceil(lines.reduce((total, line) => total + line.total, 0) - 1e-9);
  const lines = cost(catalogue.hoursPerMonth);
  return { currency: catalogue.currency, pricesFrom: catalogue.pricesFrom, hoursPerMonth: catalogue.hoursPerMonth, lines, perMonth: sum(lines), atMost: sum(cost(hoursOfLongestMonth)) };
}
