import type { Activity, TurnContext } from 'botbuilder';
import { approvalCard, describeRequest, requestCard, signInCard, toldCard, type Card } from '../../cards/index.js';
import { transact, type Surroundings } from '../../services/audit/index.js';
import type { OutboxMessage } from '../../services/notifications/index.js';
import { eventOf, isAccess, revocationReason } from '../../services/requests/index.js';
import { viewWholeRequest, type RequestWithPlan } from '../../services/workspaces/index.js';
import type { CopyKind } from '../state/card-copies.js';
import type { BotUserTokens } from '../user-tokens.js';
import type { MessageSource, Ready, Recipient, Subject } from './message-source.js';
import { whoActed } from './who-acted.js';

/** Messages about requests: the card to decide on, what was decided, and the grantor's sign-in. */
export class RequestMessages implements MessageSource {
  constructor(
    private readonly world: Surroundings,
    private readonly tokens: BotUserTokens,
  ) {}

  async load(id: number, recipient: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, recipient.actor, (context) => viewWholeRequest(context, id));
    if (!view) return undefined;
    return {
      render: (message, context) => this.render(message, context, view, recipient),
      renew: (kind) => cardOf(kind, view, recipient),
    };
  }

  private async render(message: OutboxMessage, context: TurnContext, view: RequestWithPlan, { chat, format }: Recipient): Promise<Ready | undefined> {
    switch (message.kind) {
      case 'ask':
        return view.allowed.includes('approve') ? { card: approvalCard(view, format, chat.personId), shows: 'approval' } : undefined;
      case 'sign-in': {
        if (!view.allowed.includes('sign-in')) return undefined;
        const activity = { ...context.activity, from: { id: chat.teamsUserId } } as Activity;
        const link = await this.tokens.signInLink(activity);
        return { card: signInCard({ requestId: view.id, subject: view.subject.name, kind: isAccess(view.type) ? 'access' : 'build', what: describeRequest(view, format), link }, format), shows: undefined };
      }
      case 'tell': {
        const event = eventOf(message.payload['event']);
        if (!event) return undefined;
        const actor = await whoActed(this.world.db, message);
        const reason = event === 'revoked' ? await revocationReason(this.world.db, view.id) : undefined;
        return { card: toldCard({ event, request: view, actor, ...(reason === undefined ? {} : { reason }) }, format, chat.personId), shows: undefined };
      }
      default:
        return undefined;
    }
  }
}

const cardOf = (kind: CopyKind, view: RequestWithPlan, { chat, format }: Recipient): Card =>
  kind === 'approval' ? approvalCard(view, format, chat.personId) : requestCard(view, format, chat.personId);
