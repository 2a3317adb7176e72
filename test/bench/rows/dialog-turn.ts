import { buttonsOf, type ReceivedMessage, type TestPersona } from '../../support/teams-client.js';
import type { Row } from '../figure.js';
import { besideLimit } from '../measure.js';
import type { ProductUnderLoad } from '../product-under-load.js';
import { limitTurns, turnLimit } from './turn-limit.js';

const warmUp = 100;
const turns = 120;
const typed = { purpose: 'To study readmission after discharge.', until: 'in 2 months' };

/** A step of the ask dialog by its card's buttons, forwards to the confirmation and back to the terms in turns: state read, checked and stored, card replaced. */
export const dialogTurn: Row = {
  name: 'dialog-turn',
  async measure(workplace) {
    const product = await workplace.product();
    const who = product.persona('researcher');
    await product.post(who, { type: 'message', text: 'request access DS-0005' });
    const message = product.client.chat(who).at(-1);
    if (!message) throw new Error('the dialog did not begin');
    const step = (index: number): Promise<void> => (index % 2 === 0 ? press(product, who, message.id, 'Next', typed) : press(product, who, message.id, 'Back', {}));
    for (let index = 0; index < warmUp; index += 1) await step(index);
    const idle = await product.bot.idleRate();
    const limit = await turnLimit(product, who);
    const { measured, limit: least } = await besideLimit(() => product.bot.cpuPerTurn(turns, idle, step), limit);
    await product.post(who, { type: 'message', text: 'cancel' });
    return [{ what: 'dialog turn', unit: 'ms', measured, limit: least, limitIs: limitTurns, goal: { kind: 'ratio-at-most', ratio: 11 } }];
  },
};

/** Presses a button of the card that the message shows now. @throws Error when the card has no such button: the step before failed */
async function press(product: ProductUnderLoad, who: TestPersona, id: string, title: string, inputs: object): Promise<void> {
  const shown: ReceivedMessage | undefined = product.client.chat(who).findLast((message) => message.id === id);
  const button = buttonsOf(shown?.card).find((candidate) => candidate.title === title);
  if (!button) throw new Error(`no button ${title}`);
  await product.post(who, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: id,
    value: { action: { type: 'Action.Execute', verb: button.verb, data: { ...button.data, ...inputs } }, trigger: 'manual' },
  });
}
