import assert from 'node:assert/strict';
import { grantorRights, groupOwners } from '../../../services/azure/index.js';
import { dataGroupId } from '../../../infra/local/seed/directory.js';
import { botId, people } from '../../../infra/local/seed/people.js';
import { entraAnswer, startAnsweringServer, type Answer, type AnsweringServer, type Arrived } from './answering-server.js';
import { assertionOf, azureSettings } from './azure-fixture.js';
import { IdentityEndpoint } from './identity-endpoint.js';

const identityId = '0b5f3a55-4b62-4c6e-8a44-3d1de41c2f10';
const groupId = dataGroupId(1, 3);

describe('a managed identity instead of a secret', () => {
  let server: AnsweringServer;
  let endpoint: IdentityEndpoint;

  before(async () => {
    server = await startAnsweringServer();
    endpoint = await IdentityEndpoint.start();
  });
  after(async () => {
    endpoint.stop();
    await server.stop();
  });

  const answer = (request: Arrived): Answer => entraAnswer(server.url, request) ?? (request.url.includes('/owners') ? { status: 200, body: { value: [] } } : { status: 204 });
  const settings = (): ReturnType<typeof azureSettings> => azureSettings(server.url, { credential: { kind: 'managed-identity', clientId: identityId } });

  it('reads the directory with a token of its own', async () => {
    server.answer(answer);
    await groupOwners(settings()).ownersOf(groupId);
    assert.deepEqual(server.arrived.map(({ authorization }) => authorization), ['Bearer identity for https://graph.microsoft.com']);
  });

  it('proves the app registration by an assertion when it acts on behalf of a person', async () => {
    server.answer(answer);
    endpoint.asked.length = 0;
    const assertion = await assertionOf(people.ines);
    const outcome = await grantorRights(settings(), { tokenOf: () => Promise.resolve(assertion) }).addMember({ grantorId: people.ines.id, groupId, personId: people.amara.id });
    assert.equal(outcome, 'added');
    assert.deepEqual(endpoint.asked, [`${identityId} api://AzureADTokenExchange`]);
    const exchange = server.arrived.find(({ url }) => url.includes('/oauth2/v2.0/token'));
    const form = Object.fromEntries(new URLSearchParams(exchange?.body));
    assert.equal(form['client_id'], botId);
    assert.equal(form['client_assertion'], 'identity for api://AzureADTokenExchange');
    assert.equal(form['client_assertion_type'], 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    assert.equal(form['assertion'], assertion);
    assert.equal(form['client_secret'], undefined);
    assert.equal(server.arrived.at(-1)?.authorization, 'Bearer token from Entra');
  });
});
