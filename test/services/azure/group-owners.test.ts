import assert from 'node:assert/strict';
import { groupOwners } from '../../../services/azure/index.js';
import type { GroupOwners } from '../../../services/requests/index.js';
import { membersGroupId } from '../../../infra/local/seed/directory.js';
import { people } from '../../../infra/local/seed/people.js';
import type { TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { azureSettings, startSeededCloud } from './azure-fixture.js';

describe('owners of a group', () => {
  let cloud: TestCloud;
  let owners: GroupOwners;
  before(async () => {
    cloud = await startSeededCloud();
    owners = groupOwners(azureSettings(cloud.url));
  });
  after(() => cloud.remove());

  it('are those whom the directory names', async () => {
    assert.deepEqual([...(await owners.ownersOf(membersGroupId(1)))].sort(), [people.ines.id, people.jonas.id].sort());
  });

  it('are asked for again later when the group is not found yet', async () => {
    await assert.rejects(owners.ownersOf('d1000000-0000-4000-8000-00000000ffff'), { name: 'LockkeeperError', code: 'directory-unavailable' });
  });
});
