import type { Row } from '../figure.js';
import { besideLimit } from '../measure.js';
import { limitTurns, turnLimit } from './turn-limit.js';

const warmUp = 100;
const turns = 150;

/** The same turn with a token that was never seen before: its signature and claims are checked each time. */
export const tokenValidation: Row = {
  name: 'token-validation',
  async measure(workplace) {
    const product = await workplace.product();
    const who = product.persona('researcher');
    const help = { type: 'message', text: 'help' };
    const fresh = async (): Promise<unknown> => product.post(who, help, await product.freshToken());
    for (let index = 0; index < warmUp; index += 1) await fresh();
    const idle = await product.bot.idleRate();
    const limit = await turnLimit(product, who);
    const { measured, limit: least } = await besideLimit(() => product.bot.cpuPerTurn(turns, idle, fresh), limit);
    return [{ what: 'turn with a new token each time', unit: 'ms', measured, limit: least, limitIs: limitTurns, goal: { kind: 'ratio-at-most', ratio: 8 } }];
  },
};
