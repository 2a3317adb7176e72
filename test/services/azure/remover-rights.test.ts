import assert from 'node:assert/strict';
import { removerRights } from '../../../services/azure/index.js';
import type { RemoverRights } from '../../../services/requests/index.js';
import { dataGroupId } from '../../../infra/local/seed/directory.js';
import { people, systemGroups } from '../../../infra/local/seed/people.js';
import type { TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { membersOf, removerSettings, startSeededCloud } from './azure-fixture.js';

const { ines, lena } = people;
const groupId = dataGroupId(1, 1);

describe('removing a member with the right of the remover', () => {
  let cloud: TestCloud;
  let rights: RemoverRights;
  before(async () => {
    cloud = await startSeededCloud();
    rights = removerRights(removerSettings(cloud.url));
  });
  after(() => cloud.remove());

  it('takes the person out and leaves the others', async () => {
    assert.equal(await rights.removeMember({ groupId, personId: lena.id }), 'removed');
    assert.deepEqual(await membersOf(cloud, groupId), [ines.id]);
  });

  it('says that the person is no member when done again', async () => {
    assert.equal(await rights.removeMember({ groupId, personId: lena.id }), 'not-member');
  });

  it('is refused outside the groups of this product', async () => {
    assert.equal(await rights.removeMember({ groupId: systemGroups['system-manager'].id, personId: people.priya.id }), 'refused');
    assert.deepEqual(await membersOf(cloud, systemGroups['system-manager'].id), [people.priya.id]);
  });
});
