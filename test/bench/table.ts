import { isMet, ratioOf, type Figure, type Goal, type Unit } from './figure.js';

/** The figures as aligned text, one line each. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [['', 'measured', 'limit', 'ratio', 'goal', ''], ...figures.map(cells)];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string => row.map((cell, column) => (column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd();
  return [...rows.map(line), '', ...new Set(figures.map(({ what, limitIs }) => `limit of ${what}: ${limitIs}`))].join('\n');
}

function cells(figure: Figure): readonly string[] {
  const { what, unit, measured, limit, goal } = figure;
  return [what, amount(measured, unit), amount(limit, unit), `${ratioOf(figure).toFixed(1)}×`, goalText(goal, unit), isMet(figure) ? 'met' : 'missed'];
}

function goalText(goal: Goal, unit: Unit): string {
  switch (goal.kind) {
    case 'ratio-at-most':
      return `≤ ${String(goal.ratio)}×`;
    case 'at-most':
      return `≤ ${amount(goal.value, unit)}`;
    case 'at-least':
      return `≥ ${amount(goal.value, unit)}`;
    default:
      return goal satisfies never;
  }
}

function amount(value: number, unit: Unit): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)}${unit === '/s' ? '' : ' '}${unit}`;
}
