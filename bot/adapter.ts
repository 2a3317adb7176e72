import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';

/** The SDK's adapter with a face of our own for the HTTP server: the SDK's `process` prints tokens' faults and answers with their text. */
export class LockkeeperAdapter extends CloudAdapter {
  /**
   * Runs a turn for an activity that came with `authHeader`.
   * @throws AuthenticationError when the token is not the channel's for this bot
   */
  async receive(authHeader: string, activity: Activity, logic: (context: TurnContext) => Promise<void>): Promise<InvokeResponse | undefined> {
    return this.processActivity(authHeader, activity, logic);
  }
}
