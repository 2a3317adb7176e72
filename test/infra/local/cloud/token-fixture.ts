import assert from 'node:assert/strict';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { botId } from '../../../../infra/local/seed/people.js';
import { botSecret, type TestCloud } from './cloud-fixture.js';

/** An application of the tenant, as the product builds one; the bot unless another is named. */
export function confidentialClient(cloud: TestCloud, clientId = botId, clientSecret = botSecret): ConfidentialClientApplication {
  return new ConfidentialClientApplication({ auth: { clientId, clientSecret, authority: cloud.authority, knownAuthorities: [new URL(cloud.url).host] } });
}

/** The token that Teams or the token service holds for a person: for the bot's own API. */
export async function userToken(cloud: TestCloud, person: { readonly id: string }): Promise<string> {
  const response = await cloud.admin('/sso-token', { userId: person.id });
  return ((await response.json()) as { token: string }).token;
}

/** A Graph token with which the bot acts for a person. */
export async function onBehalfOf(cloud: TestCloud, person: { readonly id: string }, scopes: string[] = ['https://graph.microsoft.com/GroupMember.ReadWrite.All']): Promise<string> {
  const result = await confidentialClient(cloud).acquireTokenOnBehalfOf({ oboAssertion: await userToken(cloud, person), scopes });
  assert.ok(result);
  return result.accessToken;
}

/** A Graph token of an application itself. */
export async function applicationToken(cloud: TestCloud, clientId = botId, clientSecret = botSecret): Promise<string> {
  const result = await confidentialClient(cloud, clientId, clientSecret).acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  assert.ok(result);
  return result.accessToken;
}
