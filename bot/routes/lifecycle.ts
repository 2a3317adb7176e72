import type { TurnContext } from 'botbuilder';
import { welcomeCard } from '../../cards/index.js';
import type { ConversationReferences } from '../state/conversation-references.js';
import { turnOf } from '../turn.js';

/** Arrivals: the app was installed, or the person opened the chat. They come again with every client, the welcome once. */
export class Lifecycle {
  constructor(private readonly references: ConversationReferences) {}

  async arrived(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const { activity } = context;
    if (activity.action === 'remove') return;
    if (await this.references.claimWelcome(turn.actor.id)) await turn.say(welcomeCard({ name: turn.name }, turn.format));
  }
}
