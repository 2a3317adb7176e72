import type { TestPersona } from '../../support/teams-client.js';
import type { ProductUnderLoad } from '../product-under-load.js';

export const limitTurns = 'CPU of a restify server that parses the body and makes one keep-alive POST';

const warmUp = 600;
const turns = 600;

/** Warms the limit's server up. @returns a batch of it: CPU milliseconds of one turn */
export async function turnLimit(product: ProductUnderLoad, who: TestPersona): Promise<() => Promise<number>> {
  const echo = { type: 'message', text: 'help' };
  for (let index = 0; index < warmUp; index += 1) await product.postToLimit(who, echo);
  return () => product.limit.cpuPerTurn(turns, 0, () => product.postToLimit(who, echo));
}
