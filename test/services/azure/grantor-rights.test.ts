import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { grantorRights } from '../../../services/azure/index.js';
import type { GrantOutcome } from '../../../services/requests/index.js';
import { dataGroupId } from '../../../infra/local/seed/directory.js';
import { botId, people, type SeedPerson } from '../../../infra/local/seed/people.js';
import { botSecret, startTestCloud, type TestCloud } from '../../infra/local/cloud/cloud-fixture.js';
import { userToken } from '../../infra/local/cloud/token-fixture.js';
import { entraAnswer, startAnsweringServer, type Answer, type AnsweringServer } from './answering-server.js';
import { assertionOf, azureSettings, membersOf, signedIn, startSeededCloud } from './azure-fixture.js';

const { amara, ines, jonas, lena, omar, samuel } = people;
const groupId = dataGroupId(1, 3);

describe("adding a member with the grantor's own rights", () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startSeededCloud();
  });
  afterEach(() => cloud.remove());

  const add = (grantor: SeedPerson, person: SeedPerson, group = groupId): Promise<GrantOutcome> =>
    grantorRights(azureSettings(cloud.url), signedIn(cloud, ines, jonas, samuel)).addMember({ grantorId: grantor.id, groupId: group, personId: person.id });

  it('makes the person a member when the grantor owns the group', async () => {
    assert.equal(await add(ines, amara), 'added');
    assert.deepEqual(await membersOf(cloud, groupId), [amara.id]);
  });

  it('changes nothing when the person is a member already', async () => {
    await add(ines, amara);
    assert.equal(await add(jonas, amara), 'already-member');
    assert.deepEqual(await membersOf(cloud, groupId), [amara.id]);
  });

  it('is refused to whom the group does not belong', async () => {
    assert.equal(await add(samuel, amara), 'refused');
    assert.deepEqual(await membersOf(cloud, groupId), []);
  });

  it('asks the grantor to sign in when there is no token of theirs', async () => {
    assert.equal(await add(lena, amara), 'sign-in-needed');
  });

  it('asks the grantor to sign in when the directory wants more proof', async () => {
    await cloud.admin('/step-up', { userId: ines.id, required: true });
    assert.equal(await add(ines, amara), 'sign-in-needed');
  });

  it('asks the grantor to sign in when their account is disabled', async () => {
    const token = await userToken(cloud, ines);
    await cloud.admin('/account', { userId: ines.id, enabled: false });
    const rights = grantorRights(azureSettings(cloud.url), { tokenOf: () => Promise.resolve(token) });
    assert.equal(await rights.addMember({ grantorId: ines.id, groupId, personId: amara.id }), 'sign-in-needed');
  });

  it("never acts with another person's token", async () => {
    const token = await userToken(cloud, jonas);
    const rights = grantorRights(azureSettings(cloud.url), { tokenOf: () => Promise.resolve(token) });
    assert.equal(await rights.addMember({ grantorId: ines.id, groupId, personId: amara.id }), 'sign-in-needed');
    assert.deepEqual(await membersOf(cloud, groupId), []);
  });

  it('takes a token that is none for no sign-in', async () => {
    const rights = grantorRights(azureSettings(cloud.url), { tokenOf: () => Promise.resolve('no.token') });
    assert.equal(await rights.addMember({ grantorId: ines.id, groupId, personId: amara.id }), 'sign-in-needed');
  });

  it('keeps two grantors apart who act at the same time', async () => {
    const outcomes = await Promise.all([add(ines, amara), add(samuel, lena), add(jonas, omar)]);
    assert.deepEqual(outcomes, ['added', 'refused', 'added']);
  });

  it('is tried again later when the group or the person is not found yet', async () => {
    const unknown = { ...amara, id: 'a1000000-0000-4000-8000-00000000ffff' };
    await assert.rejects(add(ines, unknown), { name: 'LockkeeperError', code: 'directory-unavailable' });
    await assert.rejects(add(ines, amara, 'd1000000-0000-4000-8000-00000000ffff'), { name: 'LockkeeperError', code: 'directory-unavailable' });
  });

  it('is a fault of the configuration when no administrator has consented', async () => {
    const without = await startTestCloud({ clients: [{ clientId: botId, secret: botSecret, kind: 'bot', delegatedScopes: [] }] });
    try {
      const rights = grantorRights(azureSettings(without.url), signedIn(without, ines));
      await assert.rejects(rights.addMember({ grantorId: ines.id, groupId, personId: amara.id }), { name: 'LockkeeperError', code: 'configuration' });
    } finally {
      await without.remove();
    }
  });
});

describe("adding a member with the grantor's own rights while Entra or Graph falters", () => {
  let server: AnsweringServer;
  let assertion: string;
  before(async () => {
    server = await startAnsweringServer();
    assertion = await assertionOf(ines);
  });
  after(() => server.stop());

  const add = (): Promise<GrantOutcome> => grantorRights(azureSettings(server.url), { tokenOf: () => Promise.resolve(assertion) }).addMember({ grantorId: ines.id, groupId, personId: amara.id });
  const entraFails = (answer: Answer): void => {
    server.answer((request) => (request.url.includes('/oauth2/v2.0/token') ? answer : (entraAnswer(server.url, request) ?? { status: 204 })));
  };
  const entraRefuses = (error: string, more: object = {}): void => {
    entraFails({ status: 400, body: { error, error_description: `AADSTS50000: ${error}`, ...more } });
  };
  const graphRefuses = (status: number, code: string): void => {
    server.answer((request) => entraAnswer(server.url, request) ?? { status, body: { error: { code, message: code } } });
  };
  const rejects = async (code: string): Promise<void> => {
    await assert.rejects(add(), (error: Error & { code?: string }) => {
      assert.equal(error.code, code);
      const everything = inspect(error, { depth: 10, showHidden: true });
      for (const secret of [assertion, botSecret, 'token from Entra']) assert.ok(!everything.includes(secret));
      return true;
    });
  };

  for (const error of ['interaction_required', 'invalid_grant', 'login_required']) {
    it(`asks the grantor to sign in when Entra says ${error}`, async () => {
      entraRefuses(error);
      assert.equal(await add(), 'sign-in-needed');
    });
  }

  for (const error of ['invalid_client', 'unauthorized_client', 'invalid_scope']) {
    it(`is a fault of the configuration when Entra says ${error}`, async () => {
      entraRefuses(error);
      await rejects('configuration');
    });
  }

  it('is tried again later when Entra is not available', async () => {
    entraRefuses('temporarily_unavailable');
    await rejects('directory-unavailable');
    entraFails({ status: 503, body: '<html>', headers: { 'Content-Type': 'text/html' } });
    await rejects('directory-unavailable');
    entraFails('hang-up');
    await rejects('directory-unavailable');
  });

  it('asks the grantor to sign in when Graph takes the token no longer', async () => {
    graphRefuses(401, 'InvalidAuthenticationToken');
    assert.equal(await add(), 'sign-in-needed');
  });

  it('is tried again later when Graph finds a fault in a request that may only be early', async () => {
    graphRefuses(400, 'Request_BadRequest');
    await rejects('directory-unavailable');
  });

  it('exchanges the token anew for every act: nothing of a person is kept', async () => {
    server.answer((request) => entraAnswer(server.url, request) ?? { status: 204 });
    assert.deepEqual([await add(), await add()], ['added', 'added']);
    assert.equal(server.arrived.filter(({ url }) => url.includes('/oauth2/v2.0/token')).length, 2);
  });

  it('names the person to Graph, and the group in the path', async () => {
    server.answer((request) => entraAnswer(server.url, request) ?? { status: 204 });
    await add();
    const call = server.arrived.at(-1);
    assert.equal(`${call?.method ?? ''} ${call?.url ?? ''}`, `POST /v1.0/groups/${groupId}/members/$ref`);
    assert.deepEqual(JSON.parse(call?.body ?? ''), { '@odata.id': `${server.url}/v1.0/directoryObjects/${amara.id}` });
  });
});
