import type { Row } from '../figure.js';
import { besideLimit } from '../measure.js';
import { limitTurns, turnLimit } from './turn-limit.js';

const warmUp = 200;
const turns = 200;

/** A whole turn that answers with a card: token, tenant and person checked, activity claimed, one use case, one card sent, claim closed. */
export const turn: Row = {
  name: 'turn',
  async measure(workplace) {
    const product = await workplace.product();
    const who = product.persona('researcher');
    const help = { type: 'message', text: 'help' };
    await product.post(who, { type: 'installationUpdate', action: 'add' });
    for (let index = 0; index < warmUp; index += 1) await product.post(who, help);
    const seen = product.client.chat(who).length;
    const idle = await product.bot.idleRate();
    const limit = await turnLimit(product, who);
    const { measured, limit: least } = await besideLimit(() => product.bot.cpuPerTurn(turns, idle, () => product.post(who, help)), limit);
    const answered = product.client.chat(who).length - seen;
    if (answered < 3 * turns) throw new Error(`only ${String(answered)} answers came`);
    return [{ what: 'turn', unit: 'ms', measured, limit: least, limitIs: limitTurns, goal: { kind: 'ratio-at-most', ratio: 7 } }];
  },
};
