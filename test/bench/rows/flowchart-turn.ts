import { buttonsOf, type TestPersona } from '../../support/teams-client.js';
import type { Row } from '../figure.js';
import { besideLimit } from '../measure.js';
import type { ProductUnderLoad } from '../product-under-load.js';
import { limitTurns, turnLimit } from './turn-limit.js';

const warmUp = 100;
const turns = 120;
/** The seed's package that is to be classified. */
const packageId = 6;

/** A step through a flowchart by its card's buttons, an answer and back in turns: the draft read, checked and stored, the card replaced. */
export const flowchartTurn: Row = {
  name: 'flowchart-turn',
  async measure(workplace) {
    const product = await workplace.product();
    const who = product.persona('investigator');
    await send(product, product.persona('project-manager'), { verb: 'classification.open', packageId, flowchart: 'turing-tiers' });
    await product.post(who, { type: 'message', text: `classify ${String(packageId)}` });
    const message = product.client.chat(who).findLast(({ card }) => buttonsOf(card).some(({ verb }) => verb === 'flowchart.answer'));
    if (!message) throw new Error('no question came');
    const step = (index: number): Promise<void> => press(product, who, message.id, index % 2 === 0 ? 'flowchart.answer' : 'flowchart.back');
    for (let index = 0; index < warmUp; index += 1) await step(index);
    const idle = await product.bot.idleRate();
    const limit = await turnLimit(product, who);
    const { measured, limit: least } = await besideLimit(() => product.bot.cpuPerTurn(turns, idle, step), limit);
    await product.post(who, { type: 'message', text: 'cancel' });
    return [{ what: 'flowchart turn', unit: 'ms', measured, limit: least, limitIs: limitTurns, goal: { kind: 'ratio-at-most', ratio: 11 } }];
  },
};

/** Presses the first button with that verb of the card that the message shows now. @throws Error when there is none: the step before failed */
async function press(product: ProductUnderLoad, who: TestPersona, id: string, verb: string): Promise<void> {
  const shown = product.client.chat(who).findLast((message) => message.id === id);
  const button = buttonsOf(shown?.card).find((candidate) => candidate.verb === verb);
  if (!button) throw new Error(`no button ${verb}`);
  await send(product, who, { ...button.data, verb }, id);
}

async function send(product: ProductUnderLoad, who: TestPersona, data: Readonly<Record<string, unknown>>, replyToId = 'card'): Promise<void> {
  await product.post(who, { type: 'invoke', name: 'adaptiveCard/action', replyToId, value: { action: { type: 'Action.Execute', verb: data['verb'], data }, trigger: 'manual' } });
}
