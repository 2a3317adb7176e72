import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import type { BotFrameworkAuthentication } from 'botframework-connector';

/** The SDK's adapter with a face of our own for the HTTP server: the SDK's `process` prints tokens' faults and answers with their text. */
export class LockkeeperAdapter extends CloudAdapter {
  constructor(authentication: BotFrameworkAuthentication) {
    super(authentication);
  }

  /**
   * Runs a turn for an activity that came with `authHeader`.
   * @throws AuthenticationError when the token is not the channel's for this bot
   */
  async receive(authHeader: string, activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(authHeader, activity, logic);
  }
}
