import type { Activity } from 'botbuilder';
import { AuthenticationConstants, ClaimsIdentity, type BotFrameworkAuthentication, type UserTokenClient } from 'botframework-connector';
import { accountOf, LockkeeperError } from '../services/context/index.js';
import type { ConversationReferences } from './state/conversation-references.js';

const channel = 'msteams';
const timeoutMs = 10_000;

/** Tokens of people for our own API, as the Bot Framework's token service keeps them. Asked for at each act, never kept here. */
export class BotUserTokens {
  constructor(
    private readonly authentication: BotFrameworkAuthentication,
    private readonly appId: string,
    private readonly connection: string,
    private readonly references: ConversationReferences,
  ) {}

  /** Token of the person with this directory id; undefined when they are not signed in, or have never spoken to the bot. */
  async tokenOf(personId: string): Promise<string | undefined> {
    const chat = await this.references.of(personId);
    return chat && this.fetch(chat.teamsUserId, undefined);
  }

  /**
   * Turns the code of a sign-in into a lasting one. `failed`: the code is not that person's, or no longer good. `other-account`: they signed in
   * with another account than the one they chat with, whose rights are not theirs to lend here; that sign-in is undone.
   */
  async redeem(person: { readonly id: string; readonly teamsUserId: string }, code: string): Promise<'signed-in' | 'failed' | 'other-account'> {
    const token = await this.fetch(person.teamsUserId, code);
    if (token === undefined) return 'failed';
    if (accountOf(token) === person.id) return 'signed-in';
    await this.signOut(person.teamsUserId);
    return 'other-account';
  }

  /** Forgets the sign-in of whoever has this Teams id. */
  async signOut(teamsUserId: string): Promise<void> {
    const client = await this.client();
    await inTime(client.signOutUser(teamsUserId, this.connection, channel));
  }

  /** Address at which the person of this activity signs in. */
  async signInLink(activity: Activity): Promise<string> {
    const client = await this.client();
    const resource = await inTime(client.getSignInResource(this.connection, activity, ''));
    if (resource.signInLink === undefined) throw unavailable('no sign-in link');
    return resource.signInLink;
  }

  private async fetch(teamsUserId: string, code: string | undefined): Promise<string | undefined> {
    const client = await this.client();
    // The SDK's type promises a token; where there is none the service answers 404, and the SDK with undefined.
    const answer: { token?: string } | undefined = await inTime(client.getUserToken(teamsUserId, this.connection, channel, code ?? ''));
    return answer?.token === '' ? undefined : answer?.token;
  }

  private client(): Promise<UserTokenClient> {
    const identity = new ClaimsIdentity([
      { type: AuthenticationConstants.AudienceClaim, value: this.appId },
      { type: AuthenticationConstants.AppIdClaim, value: this.appId },
    ]);
    return this.authentication.createUserTokenClient(identity);
  }
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('the token service took too long'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw unavailable('the token service did not answer', error);
  } finally {
    clearTimeout(timer);
  }
}

const unavailable = (message: string, cause?: unknown): LockkeeperError => new LockkeeperError('directory-unavailable', message, { cause });
