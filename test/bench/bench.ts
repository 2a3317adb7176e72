import type { Figure, Row } from './figure.js';
import { card } from './rows/card.js';
import { classification } from './rows/classification.js';
import { coldStart } from './rows/cold-start.js';
import { decision } from './rows/decision.js';
import { dialogTurn } from './rows/dialog-turn.js';
import { pending } from './rows/pending.js';
import { tokenValidation } from './rows/token-validation.js';
import { turn } from './rows/turn.js';
import { verify } from './rows/verify.js';
import { tableOf } from './table.js';
import { Workplace } from './workplace.js';

// `npm run bench [row …]`: each figure beside its limit, measured in the same run. A missed goal is said, and fails nothing.

const rows: readonly Row[] = [card, classification, verify, pending, decision, coldStart, turn, tokenValidation, dialogTurn];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`No row ${unknown.join(', ')}. There are: ${rows.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const workplace = new Workplace();
const figures: Figure[] = [];
try {
  for (const row of rows.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    const start = performance.now();
    try {
      figures.push(...(await row.measure(workplace)));
      console.error(`${row.name}: measured in ${((performance.now() - start) / 1000).toFixed(0)} s`);
    } catch (error) {
      // The other rows are worth having.
      console.error(`${row.name}: not measured`, error);
    }
  }
} finally {
  await workplace.close();
}
console.log(`\n${tableOf(figures)}`);
