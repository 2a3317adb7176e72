import { randomBytes, randomInt } from 'node:crypto';
import { teamsIdOf } from '../seed/teams-ids.js';
import { stepUpContext } from './entra/on-behalf-of.js';
import type { CloudState, Conversation, DirectoryUser, SignIn } from './state.js';
import { tenantIssuer, type Tenant } from './tenant.js';
import { signToken } from './tokens.js';

/** What the token service files a sign-in under. */
export interface SignInKey {
  /** `29:…` */
  readonly teamsUserId: string;
  readonly channelId: string;
  readonly connectionName: string;
}

export interface UserToken {
  readonly token: string;
  readonly expiration: Date;
}

/** A sign-in link that was found, with whom it is for. */
export interface SignInLink {
  readonly user: DirectoryUser;
  readonly connectionName: string;
  readonly stepUp: boolean;
}

/** What comes of confirming a link: the code that completes the sign-in when it comes back, and where the person was asked. */
export interface ConfirmedLink {
  readonly user: DirectoryUser;
  readonly code: string;
  readonly conversation: Conversation | null;
}

const minute = 60 * 1000;
const linkLifetime = 60 * minute;
const codeLifetime = 10 * minute;
const signInLifetime = 90 * 24 * 60 * minute;
const userTokenSeconds = 3600;
/** A token handed out has at least this much left, as the token service renews earlier than the last moment. */
const renewalMargin = 5 * minute;

const sameKey = (a: SignInKey, b: SignInKey): boolean => a.teamsUserId === b.teamsUserId && a.channelId === b.channelId && a.connectionName === b.connectionName;

/**
 * The memory of the Bot Framework token service: who has signed in for which connection. A sign-in through the page lasts once its code has
 * come back through the conversation: before that nobody knows that the one who confirmed the page is the one who was asked.
 */
export class UserSignIns {
  readonly #tenant: Tenant;
  /** Tokens minted for a sign-in, so that the same one is returned until it is due for renewal. */
  readonly #minted = new Map<string, UserToken>();

  constructor(tenant: Tenant) {
    this.#tenant = tenant;
  }

  /** The person behind a Teams user id or a directory object id. */
  personOf(userId: string): DirectoryUser | undefined {
    return this.#tenant.state.current.users.find(({ id }) => id === userId.toLowerCase() || teamsIdOf(id) === userId);
  }

  /** Makes a link that can be confirmed once, within the hour; returns its unguessable state. */
  createLink(key: SignInKey, user: DirectoryUser, conversation: Conversation | null): string {
    const { state, now } = this.#tenant;
    const nonce = randomBytes(32).toString('base64url');
    state.update((changed) => {
      this.#forgetStale(changed);
      changed.links.push({ ...key, nonce, objectId: user.id, at: now().toISOString(), conversation });
    });
    return nonce;
  }

  readLink(nonce: string): SignInLink | undefined {
    const { state } = this.#tenant;
    const link = this.#fresh(state.current.links, linkLifetime).find((candidate) => candidate.nonce === nonce);
    const user = link && this.personOf(link.objectId);
    if (!link || !user) return undefined;
    return { user, connectionName: link.connectionName, stepUp: state.current.stepUp.includes(user.id) };
  }

  /** Uses a link up. Undefined when it is unknown, used or too old, or the account is disabled. */
  confirmLink(nonce: string): ConfirmedLink | undefined {
    const { state, now } = this.#tenant;
    return state.update((changed) => {
      this.#forgetStale(changed);
      const link = changed.links.find((candidate) => candidate.nonce === nonce);
      const user = link && this.personOf(link.objectId);
      if (!link || !user?.accountEnabled) return undefined;
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const { teamsUserId, channelId, connectionName } = link;
      changed.links = changed.links.filter((other) => other !== link);
      changed.codes = changed.codes.filter((other) => !sameKey(other, link));
      changed.codes.push({ teamsUserId, channelId, connectionName, objectId: user.id, at: now().toISOString(), acrs: this.#proved(user), code });
      return { user, code, conversation: link.conversation ?? changed.conversations[user.id] ?? null };
    });
  }

  /** Completes a sign-in with the code of its page; a wrong or late code changes nothing. */
  redeemCode(key: SignInKey, code: string): void {
    const { state, now } = this.#tenant;
    const pending = this.#fresh(state.current.codes, codeLifetime).find((candidate) => sameKey(candidate, key) && candidate.code === code);
    if (!pending) return;
    const { objectId, acrs } = pending;
    state.update((changed) => {
      changed.codes = changed.codes.filter((other) => !sameKey(other, key));
      this.#keep(changed, { ...key, objectId, acrs, at: now().toISOString() });
    });
  }

  /** Signs a person in without a page, as single sign-on does. `acrs` are the authentication contexts that were proved. */
  signIn(key: SignInKey, user: DirectoryUser, acrs: readonly string[]): void {
    const { state, now } = this.#tenant;
    state.update((changed) => {
      this.#keep(changed, { teamsUserId: key.teamsUserId, channelId: key.channelId, connectionName: key.connectionName, objectId: user.id, at: now().toISOString(), acrs: [...acrs] });
    });
  }

  /** Forgets sign-ins and open codes of a person on a channel; of every connection when none is named. */
  signOut(teamsUserId: string, channelId: string | undefined, connectionName: string | undefined): void {
    const meant = (candidate: SignInKey): boolean =>
      candidate.teamsUserId === teamsUserId && (channelId === undefined || candidate.channelId === channelId) && (connectionName === undefined || candidate.connectionName === connectionName);
    this.#tenant.state.update((changed) => {
      changed.signIns = changed.signIns.filter((signIn) => !meant(signIn));
      changed.codes = changed.codes.filter((code) => !meant(code));
    });
  }

  /** The lasting sign-ins of a Teams user on a channel, without those that have run out or whose account is disabled. */
  lasting(teamsUserId: string, channelId: string): readonly SignIn[] {
    return this.#fresh(this.#tenant.state.current.signIns, signInLifetime).filter(
      (signIn) => signIn.teamsUserId === teamsUserId && signIn.channelId === channelId && this.personOf(signIn.objectId)?.accountEnabled === true,
    );
  }

  /** The person's token for our own API, renewed while the sign-in lasts. Undefined when there is no sign-in. */
  async tokenFor(key: SignInKey): Promise<UserToken | undefined> {
    const { now } = this.#tenant;
    const signIn = this.lasting(key.teamsUserId, key.channelId).find((candidate) => sameKey(candidate, key));
    const user = signIn && this.personOf(signIn.objectId);
    if (!signIn || !user) return undefined;
    const cacheKey = JSON.stringify(signIn);
    const held = this.#minted.get(cacheKey);
    if (held && held.expiration.getTime() - now().getTime() > renewalMargin) return held;
    const minted = await this.mint(user, signIn.acrs);
    this.#minted.set(cacheKey, minted);
    return minted;
  }

  /** A token of the person for the bot's own API (`api://botid-…`, scope `access_as_user`), as Teams or the token service would get it. */
  async mint(user: DirectoryUser, acrs: readonly string[]): Promise<UserToken> {
    const tenant = this.#tenant;
    const bot = this.bot();
    const now = tenant.now();
    const token = await signToken(tenant.keys.tenant, {
      issuer: tenantIssuer(tenant),
      audience: `api://botid-${bot}`,
      now,
      lifetimeSeconds: userTokenSeconds,
      claims: { ver: '2.0', tid: tenant.options.tenantId, oid: user.id, sub: user.id, name: user.displayName, preferred_username: user.userPrincipalName, scp: 'access_as_user', azp: bot, acrs },
    });
    return { token, expiration: new Date(now.getTime() + userTokenSeconds * 1000) };
  }

  /** Client id of the bot, whose API the tokens are for. */
  bot(): string {
    const bot = this.#tenant.registrations.find(({ kind }) => kind === 'bot');
    if (!bot) throw new Error('The local cloud was started without a client of kind "bot"');
    return bot.clientId;
  }

  #proved(user: DirectoryUser): string[] {
    return this.#tenant.state.current.stepUp.includes(user.id) ? [stepUpContext] : [];
  }

  #fresh<T extends { readonly at: string }>(list: readonly T[], lifetime: number): readonly T[] {
    const oldest = this.#tenant.now().getTime() - lifetime;
    return list.filter(({ at }) => Date.parse(at) > oldest);
  }

  #forgetStale(state: CloudState): void {
    state.links = [...this.#fresh(state.links, linkLifetime)];
    state.codes = [...this.#fresh(state.codes, codeLifetime)];
  }

  #keep(state: CloudState, signIn: SignIn): void {
    state.signIns = [...state.signIns.filter((other) => !sameKey(other, signIn)), signIn];
  }
}
