import assert from 'node:assert/strict';
import type { Client } from '@microsoft/microsoft-graph-client';
import { people, removerId } from '../../../../infra/local/seed/people.js';
import { removerSecret, startTestCloud, testGroups, type TestCloud } from './cloud-fixture.js';
import { graphClient, idsOf, referenceTo } from './graph-fixture.js';
import { applicationToken, onBehalfOf } from './token-fixture.js';

const { amara, ines, jonas, lena, omar, priya } = people;
const group = testGroups.data.id;
const workspace = testGroups.members.id;
const notOurs = testGroups.other.id;
const denied = { statusCode: 403, code: 'Authorization_RequestDenied' };
const missing = { statusCode: 404, code: 'Request_ResourceNotFound' };

describe('members and owners in local Graph', () => {
  let cloud: TestCloud;
  let owner: Client;
  let stranger: Client;
  let bot: Client;
  let remover: Client;

  before(async () => {
    cloud = await startTestCloud();
    owner = graphClient(cloud, await onBehalfOf(cloud, ines));
    stranger = graphClient(cloud, await onBehalfOf(cloud, amara));
    bot = graphClient(cloud, await applicationToken(cloud));
    remover = graphClient(cloud, await applicationToken(cloud, removerId, removerSecret));
  });
  after(() => cloud.remove());

  const members = async (id = group): Promise<string[]> => idsOf(await bot.api(`/groups/${id}/members`).get());
  const add = (client: Client, person: { readonly id: string }, id = group): Promise<unknown> => client.api(`/groups/${id}/members/$ref`).post(referenceTo(person));
  const remove = (client: Client, person: { readonly id: string }, id = group): Promise<unknown> => client.api(`/groups/${id}/members/${person.id}/$ref`).delete();

  it('lets a person who owns the group add and remove a member', async () => {
    await add(owner, amara);
    assert.deepEqual(await members(), [amara.id]);
    await remove(owner, amara);
    assert.deepEqual(await members(), []);
  });

  it('refuses a person who does not own the group, whatever their scopes', async () => {
    await assert.rejects(add(stranger, amara), denied);
    await assert.rejects(remove(stranger, lena, workspace), denied);
    await assert.rejects(add(owner, ines, notOurs), denied);
    assert.deepEqual(await members(), []);
  });

  it('refuses an owner whose token lacks the scope', async () => {
    const reader = graphClient(cloud, await onBehalfOf(cloud, ines, ['https://graph.microsoft.com/User.ReadBasic.All']));
    await assert.rejects(add(reader, amara), denied);
  });

  it('refuses the bot’s own identity, which reads and never writes', async () => {
    await assert.rejects(add(bot, amara), denied);
    await assert.rejects(remove(bot, lena, workspace), denied);
    await assert.rejects(bot.api(`/groups/${group}`).patch({ 'members@odata.bind': [] }), denied);
  });

  it('lets the remover write members of WS- groups, and of no others', async () => {
    await remove(remover, lena, workspace);
    assert.ok(!(await members(workspace)).includes(lena.id));
    await add(remover, lena, workspace);
    await assert.rejects(remove(remover, priya, notOurs), denied);
    await assert.rejects(add(remover, priya, notOurs), denied);
  });

  it('says that somebody is a member already, and that somebody is not one', async () => {
    await add(owner, omar);
    await assert.rejects(add(owner, omar), { statusCode: 400, code: 'Request_BadRequest', message: "One or more added object references already exist for the following modified properties: 'members'." });
    await remove(owner, omar);
    await assert.rejects(remove(owner, omar), missing);
  });

  it('answers 404 for an unknown person or group, and 400 for a reference that is none', async () => {
    await assert.rejects(add(owner, { id: 'f0000000-0000-4000-8000-000000000000' }), missing);
    await assert.rejects(add(owner, omar, 'f0000000-0000-4000-8000-000000000000'), missing);
    await assert.rejects(owner.api(`/groups/${group}/members/$ref`).post({ '@odata.id': omar.id }), { statusCode: 400 });
    await assert.rejects(owner.api(`/groups/${group}/members/$ref`).post('not json'), { statusCode: 400 });
  });

  it('adds up to 20 at once, all or none', async () => {
    const bind = (list: readonly { readonly id: string }[]): Promise<unknown> => owner.api(`/groups/${group}`).patch({ 'members@odata.bind': list.map(({ id }) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`) });
    await bind([amara, jonas]);
    assert.deepEqual(await members(), [amara.id, jonas.id]);
    await assert.rejects(bind([omar, amara]), { statusCode: 400 });
    assert.deepEqual(await members(), [amara.id, jonas.id]);
    await assert.rejects(bind(Array.from({ length: 21 }, () => omar)), { statusCode: 400 });
    await assert.rejects(owner.api(`/groups/${group}`).patch({ displayName: 'Another name' }), denied);
  });

  it('changes owners only with the right to change groups', async () => {
    assert.deepEqual(idsOf(await bot.api(`/groups/${group}/owners`).get()), [ines.id, jonas.id]);
    await assert.rejects(owner.api(`/groups/${group}/owners/$ref`).post(referenceTo(amara)), denied);
    await assert.rejects(remover.api(`/groups/${group}/owners/${jonas.id}/$ref`).delete(), denied);
  });

  it('tells the memberships of a person, whole or among the groups named', async () => {
    const person = graphClient(cloud, await onBehalfOf(cloud, ines, ['https://graph.microsoft.com/GroupMember.ReadWrite.All', 'https://graph.microsoft.com/User.ReadBasic.All']));
    const among = await bot.api(`/users/${lena.id}/checkMemberGroups`).post({ groupIds: [workspace, notOurs] });
    assert.deepEqual((among as { value: string[] }).value, [workspace]);
    await assert.rejects(person.api(`/users/${lena.id}/checkMemberGroups`).post({ groupIds: [workspace] }), denied);
    await assert.rejects(bot.api(`/users/${lena.id}/checkMemberGroups`).post({ groupIds: Array.from({ length: 21 }, () => notOurs) }), { statusCode: 400 });
  });

  it('pages through members without losing or repeating one', async () => {
    const id = testGroups.larger.id;
    const expected = await members(id);
    const seen: string[] = [];
    let next: string | undefined = `/groups/${id}/members?$top=2`;
    let pages = 0;
    while (next !== undefined) {
      const answer = (await bot.api(next).get()) as { value: { id: string }[]; '@odata.nextLink'?: string };
      seen.push(...idsOf(answer));
      next = answer['@odata.nextLink'];
      pages += 1;
    }
    assert.equal(pages, 2);
    assert.deepEqual(seen, expected);
  });

  it('answers each request of a batch by itself, up to 20', async () => {
    const step = (n: number, person: { readonly id: string }) => ({ id: String(n), method: 'POST', url: `/groups/${group}/members/$ref`, headers: { 'Content-Type': 'application/json' }, body: referenceTo(person) });
    const { responses } = (await owner.api('/$batch').post({ requests: [step(1, omar), step(2, omar), { id: '3', method: 'GET', url: `/groups/${group}/members?$select=id`, dependsOn: ['1'] }, { ...step(4, lena), dependsOn: ['2'] }] })) as { responses: { id: string; status: number; body?: unknown }[] };
    assert.deepEqual(
      responses.map(({ id, status }) => [id, status]),
      [['1', 204], ['2', 400], ['3', 200], ['4', 424]],
    );
    assert.ok(idsOf(responses[2]?.body).includes(omar.id));
    await assert.rejects(owner.api('/$batch').post({ requests: Array.from({ length: 21 }, (_, n) => step(n, omar)) }), { statusCode: 400 });
  });

  it('remembers after a restart, and still trusts the tokens it gave', async () => {
    await add(owner, priya);
    await cloud.restart();
    assert.ok((await members()).includes(priya.id));
    await remove(owner, priya);
    assert.ok(!(await members()).includes(priya.id));
  });

  it('stops obeying a person whose account is disabled while the token still lasts', async () => {
    await cloud.admin('/account', { userId: ines.id, enabled: false });
    await assert.rejects(add(owner, lena), { statusCode: 401, code: 'InvalidAuthenticationToken' });
    await cloud.admin('/account', { userId: ines.id, enabled: true });
  });

  it('refuses tokens that are missing, forged, expired, or meant for another API', async () => {
    const token = await onBehalfOf(cloud, ines);
    const connector = await (await fetch(`${cloud.authority}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: removerId, client_secret: removerSecret, scope: 'https://api.botframework.com/.default' }) })).json();
    const invalid = { statusCode: 401, code: 'InvalidAuthenticationToken' };
    const refused = [`${token.slice(0, -6)}AAAAAA`, (connector as { access_token: string }).access_token, token.replace(/\.[^.]*$/, '.')];
    assert.equal((await fetch(`${cloud.url}/v1.0/groups/${group}/members`)).status, 401);
    for (const bad of refused) await assert.rejects(graphClient(cloud, bad).api(`/groups/${group}/members`).get(), invalid);
    cloud.advance(3601);
    await assert.rejects(graphClient(cloud, token).api(`/groups/${group}/members`).get(), invalid);
  });
});
