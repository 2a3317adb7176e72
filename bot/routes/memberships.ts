import type { TurnContext } from 'botbuilder';
import { noticeCard, noticeOfRefusal, removalsCard, type CardAction } from '../../cards/index.js';
import { confirmRemovals, grantAgain, viewRemovals } from '../../services/requests/index.js';
import { turnOf } from '../turn.js';
import type { Conversation } from './conversation.js';

export type MembershipAction = Extract<CardAction, { readonly verb: `${'finding' | 'removals'}.${string}` }>;

export const isMembershipAction = (action: CardAction): action is MembershipAction => /^(?:finding|removals)\./.test(action.verb);

/** Buttons of what the comparison with the directory found. */
export class Memberships {
  constructor(private readonly conversation: Conversation) {}

  async run(context: TurnContext, action: MembershipAction): Promise<void> {
    switch (action.verb) {
      case 'finding.grant-again':
        return this.conversation.act(context, action.requestId, (work) => grantAgain(work, action));
      case 'removals.confirm':
        return this.confirm(context, action);
      default:
        return action satisfies never;
    }
  }

  private async confirm(context: TurnContext, command: { readonly questionId: number; readonly version: number }): Promise<void> {
    const turn = turnOf(context);
    const result = await turn.run((work) => confirmRemovals(work, command));
    if (result.kind === 'refused') await turn.say(noticeCard({ notice: noticeOfRefusal(result.reason) }, turn.format));
    const view = await turn.run((work) => viewRemovals(work, command.questionId));
    if (view) await turn.answer(removalsCard(view, turn.format), { about: { type: 'removal-question', id: view.id }, card: 'removals' });
  }
}
