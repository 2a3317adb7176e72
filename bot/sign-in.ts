import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { describeRequest, noticeCard, signInCard } from '../cards/index.js';
import { completeSignIn, isAccess, refuseToBegin, requestsAwaitingMe } from '../services/requests/index.js';
import { resumeMachines, viewWholeRequest } from '../services/workspaces/index.js';
import { turnOf } from './turn.js';
import type { BotUserTokens } from './user-tokens.js';

/** What Teams hands back after a sign-in: the code, as the state. */
const verified = z.looseObject({ state: z.string().regex(/^\d{6}$/) });

/** A grantor signs in, so that the product can act with their own rights; what waited for them goes on. */
export class SignIn {
  constructor(private readonly tokens: BotUserTokens) {}

  /** Shows the sign-in card for a request that waits for this person. */
  async offer(context: TurnContext, requestId: number): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewWholeRequest(work, requestId));
    if (!view?.allowed.includes('sign-in')) {
      await turn.run((work) => Promise.resolve(refuseToBegin(work, 'sign-in', requestId, view ? 'not-allowed' : 'not-found')));
      return turn.say(noticeCard({ notice: view ? 'nothing-waiting' : 'not-found' }, turn.format));
    }
    const link = await this.tokens.signInLink(context.activity);
    await turn.say(signInCard({ requestId, subject: view.subject.name, kind: isAccess(view.type) ? 'access' : 'build', what: describeRequest(view, turn.format), link }, turn.format));
  }

  /** Signing in without a button: for the oldest request that waits for this person. */
  async offerNext(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const [next] = await turn.run(requestsAwaitingMe);
    if (next === undefined) return turn.say(noticeCard({ notice: 'nothing-waiting' }, turn.format));
    await this.offer(context, next);
  }

  /** Takes the sign-in back: nothing is done with this person's rights until they sign in again. */
  async out(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    await this.tokens.signOut(context.activity.from.id);
    await turn.run((work) => Promise.resolve(work.audit.push({ action: 'grantor.sign-out', outcome: 'done', objectType: 'membership', objectId: turn.actor.id })));
    await turn.say(noticeCard({ notice: 'signed-out' }, turn.format));
  }

  /** `signin/verifyState`: the client hands the code back by itself. */
  async verify(context: TurnContext): Promise<void> {
    const state = verified.safeParse(context.activity.value);
    if (state.success) await this.complete(context, state.data.state);
    else await this.fail(context, 'sign-in-failed');
    turnOf(context).respond({});
  }

  /** A code that was typed, or handed back. */
  async complete(context: TurnContext, code: string): Promise<void> {
    const turn = turnOf(context);
    const outcome = await this.tokens.redeem({ id: turn.actor.id, teamsUserId: context.activity.from.id }, code);
    if (outcome === 'signed-in') {
      await turn.run(async (work) => {
        await completeSignIn(work);
        await resumeMachines(work);
      });
      return turn.say(noticeCard({ notice: 'sign-in-done' }, turn.format));
    }
    await this.fail(context, outcome === 'failed' ? 'sign-in-failed' : 'sign-in-other-account');
  }

  private async fail(context: TurnContext, notice: 'sign-in-failed' | 'sign-in-other-account'): Promise<void> {
    const turn = turnOf(context);
    await turn.run((work) => Promise.resolve(work.audit.push({ action: 'grantor.sign-in', outcome: 'refused', reason: notice, objectType: 'membership', objectId: turn.actor.id })));
    await turn.say(noticeCard({ notice }, turn.format));
  }
}
