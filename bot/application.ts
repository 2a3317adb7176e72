import { ActivityTypes, type TurnContext } from 'botbuilder';
import { Application, TurnState } from '@microsoft/teams-ai';
import type { SignIn } from './sign-in.js';
import type { CardActions } from './routes/card-actions.js';
import type { Commands } from './routes/commands.js';
import type { Lifecycle } from './routes/lifecycle.js';
import type { MessageExtension } from './routes/message-extension.js';
import { turnOf } from './turn.js';

export interface Routes {
  readonly commands: Commands;
  readonly cardActions: CardActions;
  readonly messageExtension: MessageExtension;
  readonly lifecycle: Lifecycle;
  readonly signIn: SignIn;
}

const isInvoke =
  (name: string) =>
  (context: TurnContext): Promise<boolean> =>
    Promise.resolve(context.activity.type === ActivityTypes.Invoke && context.activity.name === name);

const isType =
  (...types: readonly string[]) =>
  (context: TurnContext): Promise<boolean> =>
    Promise.resolve(types.includes(context.activity.type));

/** A message that an Action.Submit sent: a value, and no words. */
const isSubmit = (context: TurnContext): Promise<boolean> =>
  Promise.resolve(context.activity.type === ActivityTypes.Message && typeof context.activity.value === 'object' && context.activity.value !== null);

/**
 * The routes, in the order in which they are asked. The application routes and nothing else: state is ours, and so are the answers of
 * card actions, since its own would broadcast a card to the whole chat.
 */
export function createApplication(routes: Routes): Application {
  const app = new Application({ startTypingTimer: false, removeRecipientMention: true, turnStateFactory: () => new TurnState() });
  app.addRoute(isInvoke('adaptiveCard/action'), (context) => routes.cardActions.handle(context), true);
  app.addRoute(isInvoke('composeExtension/query'), (context) => routes.messageExtension.search(context), true);
  app.addRoute(isInvoke('signin/verifyState'), (context) => routes.signIn.verify(context), true);
  app.addRoute(isType(ActivityTypes.Invoke), (context) => Promise.resolve(turnOf(context).respond({})), true);
  app.addRoute(isType(ActivityTypes.InstallationUpdate, ActivityTypes.ConversationUpdate), (context) => routes.lifecycle.arrived(context));
  app.addRoute(isSubmit, (context) => routes.cardActions.handle(context));
  app.addRoute(isType(ActivityTypes.Message), (context) => routes.commands.handle(context));
  return app;
}
