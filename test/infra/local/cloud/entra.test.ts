import assert from 'node:assert/strict';
import { ClientSecretCredential } from '@azure/identity';
import { InteractionRequiredAuthError, type AuthenticationResult } from '@azure/msal-node';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { botId, people, removerId, tenantId } from '../../../../infra/local/seed/people.js';
import { botSecret, removerSecret, startTestCloud, type TestCloud } from './cloud-fixture.js';
import { confidentialClient, onBehalfOf, userToken } from './token-fixture.js';

const graphDefault = 'https://graph.microsoft.com/.default';
const writeMembers = 'https://graph.microsoft.com/GroupMember.ReadWrite.All';

describe('local Entra', () => {
  let cloud: TestCloud;
  before(async () => {
    cloud = await startTestCloud();
  });
  after(() => cloud.remove());

  const tokenError = async (form: Record<string, string>, path = `/${tenantId}/oauth2/v2.0/token`): Promise<{ status: number; error: string; error_codes: number[]; error_description: string; suberror?: string }> => {
    const response = await fetch(`${cloud.url}${path}`, { method: 'POST', body: new URLSearchParams(form) });
    return { status: response.status, ...((await response.json()) as { error: string; error_codes: number[]; error_description: string }) };
  };
  const application = { client_id: botId, client_secret: botSecret, grant_type: 'client_credentials', scope: graphDefault };
  const exchange = { client_id: botId, client_secret: botSecret, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', requested_token_use: 'on_behalf_of', scope: writeMembers };

  it('gives @azure/identity an application token whose signature its keys document proves', async () => {
    const credential = new ClientSecretCredential(tenantId, botId, botSecret, { authorityHost: cloud.url, disableInstanceDiscovery: true });
    const { token } = await credential.getToken(graphDefault);
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${cloud.authority}/discovery/v2.0/keys`)), { issuer: `${cloud.authority}/v2.0`, audience: 'https://graph.microsoft.com' });
    assert.deepEqual(payload['roles'], ['User.ReadBasic.All', 'User.Read.All', 'GroupMember.Read.All', 'Mail.Send']);
    assert.equal(payload['tid'], tenantId);
  });

  it('gives each application its own roles: the remover writes members, the bot does not', async () => {
    const remover = await confidentialClient(cloud, removerId, removerSecret).acquireTokenByClientCredential({ scopes: [graphDefault] });
    assert.deepEqual(decodeJwt(remover?.accessToken ?? '')['roles'], ['GroupMember.ReadWrite.All']);
  });

  it('exchanges a person’s token for a Graph token with the scopes that were asked for, and no more', async () => {
    const result = await confidentialClient(cloud).acquireTokenOnBehalfOf({ oboAssertion: await userToken(cloud, people.ines), scopes: [writeMembers] });
    const claims = decodeJwt(result?.accessToken ?? '');
    assert.deepEqual({ aud: claims.aud, oid: claims['oid'], scp: claims['scp'] }, { aud: 'https://graph.microsoft.com', oid: people.ines.id, scp: 'GroupMember.ReadWrite.All' });
    assert.equal(result?.account?.username, people.ines.mail);
  });

  it('reads .default as everything that was consented to', async () => {
    const result = await confidentialClient(cloud).acquireTokenOnBehalfOf({ oboAssertion: await userToken(cloud, people.ines), scopes: [graphDefault] });
    assert.equal(decodeJwt(result?.accessToken ?? '')['scp'], 'Group.ReadWrite.All GroupMember.ReadWrite.All User.ReadBasic.All');
  });

  it('does not exchange for a scope that nobody consented to', async () => {
    const refused = await tokenError({ ...exchange, assertion: await userToken(cloud, people.ines), scope: 'https://graph.microsoft.com/Directory.ReadWrite.All' });
    assert.deepEqual({ error: refused.error, suberror: refused.suberror, codes: refused.error_codes }, { error: 'invalid_grant', suberror: 'consent_required', codes: [65001] });
  });

  it('does not exchange an expired token, one for another audience, a forged one, or one of an application', async () => {
    const old = await userToken(cloud, people.ines);
    const graphToken = await onBehalfOf(cloud, people.ines);
    const appToken = (await confidentialClient(cloud).acquireTokenByClientCredential({ scopes: [graphDefault] }))?.accessToken ?? '';
    const forged = `${old.slice(0, -6)}AAAAAA`;
    assert.deepEqual((await tokenError({ ...exchange, assertion: graphToken })).error_codes, [500131]);
    assert.deepEqual((await tokenError({ ...exchange, assertion: appToken })).error_codes, [500131]);
    assert.deepEqual((await tokenError({ ...exchange, assertion: forged })).error_codes, [50013]);
    assert.deepEqual((await tokenError({ ...exchange, client_id: removerId, client_secret: removerSecret, assertion: old })).error_codes, [500131]);
    cloud.advance(3601);
    const late = await tokenError({ ...exchange, assertion: old });
    assert.deepEqual({ status: late.status, error: late.error, codes: late.error_codes }, { status: 400, error: 'invalid_grant', codes: [500133] });
  });

  it('does not exchange for a person whose account is disabled', async () => {
    const assertion = await userToken(cloud, people.ben);
    await cloud.admin('/account', { userId: people.ben.id, enabled: false });
    assert.deepEqual((await tokenError({ ...exchange, assertion })).error_codes, [50057]);
  });

  it('asks for step-up with claims that msal-node hands on', async () => {
    await cloud.admin('/step-up', { userId: people.jonas.id, required: true });
    const attempt = async (): Promise<AuthenticationResult | null> => confidentialClient(cloud).acquireTokenOnBehalfOf({ oboAssertion: await userToken(cloud, people.jonas), scopes: [writeMembers] });
    await assert.rejects(attempt, (error) => {
      assert.ok(error instanceof InteractionRequiredAuthError);
      assert.equal(error.errorCode, 'interaction_required');
      assert.deepEqual(JSON.parse(error.claims), { access_token: { acrs: { essential: true, value: 'c1' } } });
      return true;
    });
    await cloud.admin('/step-up', { userId: people.jonas.id, required: false });
    assert.equal((await attempt())?.account?.username, people.jonas.mail);
  });

  it('names itself as the only instance', async () => {
    const { metadata } = (await (await fetch(`${cloud.url}/common/discovery/instance?api-version=1.1&authorization_endpoint=x`)).json()) as { metadata: { aliases: string[] }[] };
    assert.deepEqual(metadata.flatMap(({ aliases }) => aliases), [new URL(cloud.url).host]);
  });

  it('refuses an unknown tenant, client, secret, grant and resource with Entra’s own errors', async () => {
    const refused = async (form: Record<string, string>, path?: string) => {
      const { status, error, error_codes } = await tokenError(form, path);
      return { status, error, code: error_codes[0] };
    };
    assert.deepEqual(await refused(application, '/common/oauth2/v2.0/token'), { status: 400, error: 'invalid_tenant', code: 90002 });
    assert.deepEqual(await refused({ ...application, client_id: '00000000-0000-4000-8000-000000000000' }), { status: 400, error: 'unauthorized_client', code: 700016 });
    assert.deepEqual(await refused({ ...application, client_secret: 'wrong' }), { status: 401, error: 'invalid_client', code: 7000215 });
    assert.deepEqual(await refused({ client_id: botId, grant_type: 'client_credentials', scope: graphDefault }), { status: 401, error: 'invalid_client', code: 7000218 });
    assert.deepEqual(await refused({ ...application, client_assertion: 'a.b.c' }), { status: 401, error: 'invalid_client', code: 700213 });
    assert.deepEqual(await refused({ ...application, grant_type: 'password' }), { status: 400, error: 'unsupported_grant_type', code: 70003 });
    assert.deepEqual(await refused({ ...application, scope: 'https://unknown.example/.default' }), { status: 400, error: 'invalid_resource', code: 500011 });
    assert.deepEqual(await refused({ ...application, scope: 'https://graph.microsoft.com/Mail.Send' }), { status: 400, error: 'invalid_scope', code: 1002012 });
  });
});
