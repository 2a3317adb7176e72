import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { machineSignInCard, toldWorkspaceCard, workspaceCard } from '../../cards/index.js';
import { transact, type Surroundings } from '../../services/audit/index.js';
import type { OutboxMessage } from '../../services/notifications/index.js';
import { viewWorkspace, wantedStates, type WorkspaceView } from '../../services/workspaces/index.js';
import type { BotUserTokens } from '../user-tokens.js';
import type { MessageSource, Ready, Recipient, Subject } from './message-source.js';

const failed = z.object({ event: z.literal('machine-failed'), machine: z.number(), wanted: z.enum(wantedStates), cause: z.string() });
const signIn = z.object({ machine: z.number() });

/** Messages about workspaces: their card as it is now, and what became of a machine. */
export class WorkspaceMessages implements MessageSource {
  constructor(
    private readonly world: Surroundings,
    private readonly tokens: BotUserTokens,
  ) {}

  async load(id: number, recipient: Recipient): Promise<Subject | undefined> {
    const view = await transact(this.world, recipient.actor, (context) => viewWorkspace(context, id));
    if (!view) return undefined;
    return {
      render: (message, context) => this.render(message, context, view, recipient),
      renew: () => workspaceCard(view, recipient.format, recipient.chat.personId),
    };
  }

  private async render({ kind, payload }: OutboxMessage, context: TurnContext, workspace: WorkspaceView, { chat, format }: Recipient): Promise<Ready | undefined> {
    if (kind === 'sign-in') {
      const { machine } = signIn.parse(payload);
      const link = await this.tokens.signInLink({ ...context.activity, from: { id: chat.teamsUserId } } as Activity);
      return { card: machineSignInCard({ workspace, machine, link }, format), shows: undefined };
    }
    const told = failed.safeParse(payload);
    return kind === 'tell' && told.success ? { card: toldWorkspaceCard({ workspace, ...told.data }, format), shows: undefined } : undefined;
  }
}
