import assert from 'node:assert/strict';
import type { BotFrameworkAuthentication } from 'botframework-connector';
import { UnsecuredJWT } from 'jose';
import { BotUserTokens } from '../../bot/user-tokens.js';
import type { ConversationReferences } from '../../bot/state/conversation-references.js';

const person = { id: 'a1000000-0000-4000-8000-000000000001', teamsUserId: '29:amara' };

/** A token service that answers with `token`, and remembers who was signed out. */
function tokensAnswering(token: string | undefined): { readonly tokens: BotUserTokens; readonly signedOut: string[] } {
  const signedOut: string[] = [];
  const client = {
    getUserToken: () => Promise.resolve(token === undefined ? undefined : { token }),
    signOutUser: (userId: string) => {
      signedOut.push(userId);
      return Promise.resolve();
    },
  };
  const authentication = { createUserTokenClient: () => Promise.resolve(client) } as unknown as BotFrameworkAuthentication;
  return { tokens: new BotUserTokens(authentication, 'app', 'grantor', {} as ConversationReferences), signedOut };
}

const tokenOf = (oid: string): string => new UnsecuredJWT({ oid }).encode();

describe('the code of a sign-in', () => {
  it('signs the person in whose account it is, in whatever letters the directory writes ids', async () => {
    const { tokens, signedOut } = tokensAnswering(tokenOf(person.id.toUpperCase()));
    assert.equal(await tokens.redeem(person, '123456'), 'signed-in');
    assert.deepEqual(signedOut, []);
  });

  it('of another account signs nobody in, and that sign-in is undone', async () => {
    const { tokens, signedOut } = tokensAnswering(tokenOf('b2000000-0000-4000-8000-000000000002'));
    assert.equal(await tokens.redeem(person, '123456'), 'other-account');
    assert.deepEqual(signedOut, [person.teamsUserId]);
  });

  it('that gives what is no token is taken for another account’s', async () => {
    const { tokens, signedOut } = tokensAnswering('nonsense');
    assert.equal(await tokens.redeem(person, '123456'), 'other-account');
    assert.deepEqual(signedOut, [person.teamsUserId]);
  });

  it('that is wrong or too late signs nobody in', async () => {
    for (const token of [undefined, '']) {
      const { tokens, signedOut } = tokensAnswering(token);
      assert.equal(await tokens.redeem(person, '123456'), 'failed');
      assert.deepEqual(signedOut, []);
    }
  });
});
