import assert from 'node:assert/strict';
import { groupRights } from '../../../services/azure/index.js';
import type { GroupRights } from '../../../services/workspaces/index.js';
import { people, type SeedPerson } from '../../../infra/local/seed/people.js';
import { testGroups, startTestCloud, type TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { graphClient, idsOf } from '../../infra/local/cloud/graph-fixture.js';
import { applicationToken, onBehalfOf } from '../../infra/local/cloud/token-fixture.js';
import { azureSettings, membersOf, signedIn } from './azure-fixture.js';

const { amara, ines, jonas, lena, ruth } = people;
const many = Array.from({ length: 45 }, (_, n): SeedPerson => ({ id: `a2000000-0000-4000-8000-${String(n).padStart(12, '0')}`, name: `Person ${String(n)}`, mail: `p${String(n)}@northgate.example`, userType: 'Member', jobTitle: 'Researcher' }));
type Act = Parameters<GroupRights['ensureGroup']>[0];
const asked: Act = { grantorId: ruth.id, alias: 'lk-ws-0007-members', name: 'WS-0007 members', description: 'Researchers of WS-0007', ownerIds: [ines.id, jonas.id], memberIds: [amara.id, lena.id] };

describe("directory groups with a person's own rights", () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud({ users: [...Object.values(people), ...many] });
  });
  afterEach(() => cloud.remove());

  const rights = () => groupRights(azureSettings(cloud.url), signedIn(cloud, ruth, ines, jonas));
  const ensure = async (act: Partial<Act> = {}): Promise<string> => {
    const answer = await rights().ensureGroup({ ...asked, ...act });
    assert.ok(answer.kind === 'done', JSON.stringify(answer));
    return answer.groupId;
  };
  const bot = async () => graphClient(cloud, await applicationToken(cloud));
  const ownersOf = async (groupId: string): Promise<readonly string[]> => idsOf(await (await bot()).api(`/groups/${groupId}/owners`).get());
  const withAlias = async (): Promise<readonly string[]> => idsOf(await (await bot()).api('/groups').filter(`mailNickname eq '${asked.alias}'`).get());

  it('makes a group with its members, owned by those named and by whoever made it', async () => {
    const groupId = await ensure();
    assert.deepEqual((await membersOf(cloud, groupId)).toSorted(), [amara.id, lena.id].toSorted());
    assert.deepEqual((await ownersOf(groupId)).toSorted(), [ines.id, jonas.id, ruth.id].toSorted());
  });

  it('finds it the second time, and completes what is missing', async () => {
    const groupId = await ensure({ memberIds: [amara.id], ownerIds: [ines.id] });
    assert.equal(await ensure(), groupId);
    assert.deepEqual((await membersOf(cloud, groupId)).toSorted(), [amara.id, lena.id].toSorted());
    assert.deepEqual((await withAlias()).length, 1);
  });

  it('takes more members than Graph takes at once', async () => {
    const groupId = await ensure({ memberIds: many.map(({ id }) => id) });
    assert.equal((await membersOf(cloud, groupId)).length, 45);
  });

  it('waits for a group that is not found everywhere yet', async () => {
    await cloud.admin('/late-groups', { times: 1, reads: 2 });
    const groupId = await ensure({ memberIds: many.map(({ id }) => id) });
    assert.equal((await membersOf(cloud, groupId)).length, 45);
  });

  it('does not take over a group that somebody else filled', async () => {
    await ensure({ memberIds: [amara.id, lena.id] });
    const answer = await rights().ensureGroup({ ...asked, memberIds: [amara.id] });
    assert.ok(answer.kind === 'refused' && answer.why.includes(lena.id), JSON.stringify(answer));
  });

  it('lets whoever made it leave, once and twice; then it is no longer theirs', async () => {
    const groupId = await ensure();
    assert.deepEqual(await rights().leaveOwnership({ grantorId: ruth.id, groupId }), { kind: 'done' });
    assert.deepEqual((await ownersOf(groupId)).toSorted(), [ines.id, jonas.id].toSorted());
    assert.equal((await rights().deleteGroup({ grantorId: ruth.id, groupId })).kind, 'refused');
  });

  it('deletes what the person owns; what is gone is gone', async () => {
    const groupId = await ensure();
    assert.deepEqual(await rights().deleteGroup({ grantorId: ines.id, groupId }), { kind: 'done' });
    assert.deepEqual(await rights().deleteGroup({ grantorId: ines.id, groupId }), { kind: 'done' });
    assert.deepEqual(await withAlias(), []);
  });

  it('touches no group that this product did not make', async () => {
    const answer = await rights().deleteGroup({ grantorId: ruth.id, groupId: testGroups.other.id });
    assert.ok(answer.kind === 'refused' && answer.why.includes('none that this product made'));
    await assert.rejects(rights().ensureGroup({ ...asked, alias: 'administrators' }));
    await assert.rejects(rights().ensureGroup({ ...asked, name: 'Administrators' }));
  });

  it('asks whoever is not signed in to do so', async () => {
    assert.deepEqual(await rights().ensureGroup({ ...asked, grantorId: amara.id }), { kind: 'sign-in-needed' });
  });

  it('is needed with a token for groups, which that for members is not', async () => {
    const members = graphClient(cloud, await onBehalfOf(cloud, ines));
    await assert.rejects(members.api(`/groups/${testGroups.members.id}`).delete(), { statusCode: 403 });
  });
});
