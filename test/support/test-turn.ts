import { randomUUID } from 'node:crypto';
import { TurnContextStateCollection, type Activity, type TurnContext } from 'botbuilder';
import { CardCopies } from '../../bot/state/card-copies.js';
import { setTurn, Turn } from '../../bot/turn.js';
import type { Surroundings } from '../../services/audit/index.js';
import type { PersonActor } from '../../services/context/index.js';
import type { Node } from '../cards/reading.js';

/** A turn of a person in their own chat, in this process: `sent` is told of every card that goes out. */
export function testTurn(world: Surroundings, actor: PersonActor, activity: Partial<Activity>, sent: (card: Node) => void): { readonly context: TurnContext; readonly turn: Turn } {
  const context = {
    activity: { type: 'message', id: randomUUID(), channelId: 'msteams', ...activity } as unknown as Activity,
    turnState: new TurnContextStateCollection(),
    sendActivity: (message: Partial<Activity>) => {
      sent(message.attachments?.[0]?.content as Node);
      return Promise.resolve({ id: randomUUID() });
    },
    updateActivity: () => Promise.resolve(),
  } as unknown as TurnContext;
  const turn = new Turn(context, actor, 'Somebody', { language: 'en', timeZone: 'Europe/London' }, randomUUID(), world, new CardCopies(world.db, world.clock));
  setTurn(context, turn);
  return { context, turn };
}
